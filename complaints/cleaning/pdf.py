"""PDF: its pages are drawn into a new file by an allow-list. Whatever else the old file holds does not come along."""

import io
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Pdf

from .pdf_drawing import Cleaner
from .refusing import CannotBeCleaned

_MOST_PAGES = 1000
_MOST_BOOKMARKS = 2000
_OF_PAGE = {"/Type", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Contents", "/Resources", "/Group"}


def clean_pdf(content: bytes) -> bytes:
    """Raises CannotBeCleaned."""
    try:
        return _copied(content)
    except pikepdf.PasswordError as error:
        raise CannotBeCleaned("It is locked with a password.") from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RuntimeError) as error:
        # pikepdf says in many ways that an object is not what it should be.
        raise CannotBeCleaned("It is broken: it cannot be read.") from error


def bookmarks(content: bytes) -> list[str]:
    """The titles of a copy's bookmarks."""
    with pikepdf.open(io.BytesIO(content)) as copy, copy.open_outline() as outline:
        return [item.title for _, item in _listed(outline.root)]


def _copied(content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as original, pikepdf.new() as copy:
        _refuse(original)
        # What was typed into a form, and onto a page, becomes part of what the page shows. Nobody's notes do.
        original.flatten_annotations("screen")
        copy.pages.extend(original.pages)
        marks = _bookmarks(original)
        cleaner = Cleaner(copy)
        for page in copy.pages:
            for key in set(page.obj.keys()) - _OF_PAGE:
                del page.obj[key]
            page.obj.Type = Name.Page
            cleaner.page(page)
        _add_bookmarks(copy, marks)
        file = io.BytesIO()
        copy.save(
            file,
            force_version="1.7",
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            recompress_flate=True,
            compress_streams=True,
        )
    return file.getvalue()


def _refuse(original: Pdf) -> None:
    root = original.Root
    if original.is_encrypted:
        raise CannotBeCleaned("It is locked: with a password, or against changes.")
    if not 0 < len(original.pages) <= _MOST_PAGES:
        raise CannotBeCleaned(f"It has no pages, or more than {_MOST_PAGES}.")
    if "/Perms" in root or "/DSS" in root:
        raise CannotBeCleaned("It is signed. Ask for a copy without a signature.")
    form = root.get("/AcroForm")
    if isinstance(form, Dictionary):
        if "/XFA" in form:
            raise CannotBeCleaned("It is a form that only Adobe's programs show. Ask for a printout as a PDF.")
        if int(form.get("/SigFlags", 0)) & 1 or any(map(_is_signature, original.objects)):
            raise CannotBeCleaned("It is signed. Ask for a copy without a signature.")
        if form.get("/NeedAppearances", False):
            original.generate_appearance_streams()
    layers = root.get("/OCProperties")
    if isinstance(layers, Dictionary) and _has_hidden(layers):
        raise CannotBeCleaned("It has layers that are not shown. Ask for a printout as a PDF.")


def _is_signature(thing: pikepdf.Object) -> bool:
    return isinstance(thing, Dictionary) and thing.get("/FT") == Name.Sig and "/V" in thing


def _has_hidden(layers: Dictionary) -> bool:
    shown = layers.get("/D", Dictionary())
    return len(shown.get("/OFF", [])) > 0 or shown.get("/BaseState", Name.ON) != Name.ON


def _bookmarks(original: Pdf) -> list[tuple[int, str, int | None]]:
    """Depth, title, and number of the page if it leads to one."""
    numbers = {page.objgen: number for number, page in enumerate(original.pages)}
    named = _named_destinations(original)
    with original.open_outline(max_depth=20, strict=False) as outline:
        return [(depth, item.title, _page_of(item, numbers, named)) for depth, item in _listed(outline.root)]


def _listed(items: list[pikepdf.OutlineItem], depth: int = 0) -> Iterator[tuple[int, pikepdf.OutlineItem]]:
    for item in items[:_MOST_BOOKMARKS]:
        yield depth, item
        yield from _listed(item.children, depth + 1)


def _named_destinations(original: Pdf) -> dict[str, pikepdf.Object]:
    tree = original.Root.get("/Names", Dictionary()).get("/Dests")
    named = {} if tree is None else {str(name): place for name, place in pikepdf.NameTree(tree).items()}
    old = original.Root.get("/Dests", Dictionary())
    return named | {str(name): old[str(name)] for name in old.keys()}  # noqa: SIM118 (pikepdf's own)


def _page_of(item: pikepdf.OutlineItem, numbers: Mapping[Any, int], named: dict[str, pikepdf.Object]) -> int | None:
    place: Any = item.destination
    if place is None and item.action is not None and item.action.get("/S") == Name.GoTo:
        place = item.action.get("/D")
    if isinstance(place, pikepdf.String | pikepdf.Name | str):
        place = named.get(str(place))
    if isinstance(place, Dictionary):
        place = place.get("/D")
    if isinstance(place, pikepdf.Array) and len(place):
        return numbers.get(place[0].objgen)
    return None


def _add_bookmarks(copy: Pdf, marks: list[tuple[int, str, int | None]]) -> None:
    with copy.open_outline() as outline:
        above = [outline.root]
        for depth, title, page in marks:
            item = pikepdf.OutlineItem(title, page, "Fit" if page is not None else None)
            del above[depth + 1 :]
            above[-1].append(item)
            above.append(item.children)
