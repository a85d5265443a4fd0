"""Strangers' XML: read without entities, files or addresses that it names, and changed."""

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree
from lxml.etree import _Element as Element

from .refusing import CannotBeCleaned

_LARGEST = 40 * 1024 * 1024
XML = "http://www.w3.org/XML/1998/namespace"


def parsed(content: bytes) -> Element:
    """The root. Comments and instructions to programs are left out. Raises CannotBeCleaned.

    A declaration of a document type is what every attack by XML begins with; Office programs write none."""
    if len(content) > _LARGEST:
        raise CannotBeCleaned("It is too large inside.")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise CannotBeCleaned("It is not as Office programs write it: it declares a document type.")
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise CannotBeCleaned("It is broken: part of it cannot be read.") from error


def written(root: Element) -> bytes:
    etree.cleanup_namespaces(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


@lru_cache(10_000)
def local(name: str) -> str:
    return name.rpartition("}")[2]


@lru_cache(10_000)
def space(name: str) -> str:
    return name[1:].partition("}")[0] if name[0] == "{" else ""


def remove(element: Element) -> None:
    """Takes it out with all in it. The text after it stays."""
    parent = element.getparent()
    assert parent is not None  # nothing removes a root
    _append(element, element.tail)
    parent.remove(element)


def unwrap(element: Element) -> None:
    """Takes it out and puts what is in it in its place."""
    parent = element.getparent()
    assert parent is not None
    place = parent.index(element)
    _append(element, element.text)
    element.text = None
    children = list(element)
    tail, element.tail = element.tail, None
    parent[place : place + 1] = children
    if children:
        children[-1].tail = (children[-1].tail or "") + (tail or "") or None
    elif tail and place:
        parent[place - 1].tail = (parent[place - 1].tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail


def each(root: Element, *names: str) -> Iterator[Element]:
    """A list made before anything is changed, innermost last; those taken out meanwhile with others are left out."""
    for element in list(root.iter(*names)):
        if element is root or element.getparent() is not None:
            yield element


def _append(element: Element, text: str | None) -> None:
    """To the text right before the element."""
    if not text:
        return
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + text
    else:
        parent = element.getparent()
        assert parent is not None
        parent.text = (parent.text or "") + text
