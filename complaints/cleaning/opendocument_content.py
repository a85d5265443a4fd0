"""The XML of OpenDocument files: what is not seen goes, what is seen stays, names are ours."""

import re
from collections.abc import Callable

from .refusing import CannotBeCleaned
from .trees import Element, each, local, remove, space, unwrap
from .vocabulary import names

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE, DRAW, STYLE, FO, SVG, NUMBER, MANIFEST = (
    f"{_ODF}{name}:1.0"
    for name in (
        "office", "text", "table", "drawing", "style", "xsl-fo-compatible", "svg-compatible", "datastyle", "manifest",
    )
)  # fmt: skip
XLINK = "http://www.w3.org/1999/xlink"
_SPACES = {OFFICE, TEXT, TABLE, DRAW, STYLE, FO, SVG, NUMBER, XLINK}
# Fields become what they show. What of a text is not seen, or says who wrote it, goes: so do rules for calculating.
_GONE = {
    OFFICE: names("annotation annotation-end scripts forms event-listeners settings meta"),
    TEXT: names(
        "tracked-changes change change-start change-end bookmark bookmark-start bookmark-end reference-mark "
        "reference-mark-start reference-mark-end hidden-text hidden-paragraph variable-decls sequence-decls "
        "user-field-decls dde-connection-decls alphabetical-index-auto-mark-file alphabetical-index-mark "
        "alphabetical-index-mark-start alphabetical-index-mark-end toc-mark toc-mark-start toc-mark-end "
        "user-index-mark user-index-mark-start user-index-mark-end script section-source "
        "table-of-content-source illustration-index-source table-index-source object-index-source user-index-source "
        "alphabetical-index-source bibliography-source bibliography-configuration linenumbering-configuration "
        "notes-configuration page-variable-set"
    ),
    TABLE: names(
        "tracked-changes content-validations named-expressions database-ranges dde-links label-ranges consolidation "
        "scenario calculation-settings data-pilot-tables table-source cell-range-source detective desc title "
        "filter sort subtotal-rules"
    ),
    STYLE: names("map"),
    DRAW: names(
        "gradient hatch fill-image marker stroke-dash opacity glue-point contour-polygon contour-path image-map"
    ),
    SVG: names("title desc linearGradient radialGradient font-face-src definition-src"),
}
# All other elements for a text are fields, or group what is in them.
_OF_TEXT = names(
    "p h span list list-item list-header tab s line-break soft-page-break note note-body note-citation section "
    "page-number page-count list-style list-level-style-number list-level-style-bullet list-level-style-image "
    "list-level-properties list-level-label-alignment outline-style outline-level-style page-sequence page "
    "numbered-paragraph"
)
_REFUSED = {
    DRAW: names("object object-ole plugin applet floating-frame control"),
    TABLE: {"dde-link"},
    OFFICE: {"binary-data", "dde-source"},
}
# Invisible, or pointing to what does not come along.
_UNSEEN = {
    (TABLE, "formula"), (TABLE, "protection-key"), (TABLE, "protection-key-digest-algorithm"), (TABLE, "print-ranges"),
    (TABLE, "content-validation-name"), (TABLE, "template-name"), (TABLE, "database-name"), (OFFICE, "string-value"),
    (TEXT, "condition"), (TEXT, "id"), (TEXT, "protection-key"), (TEXT, "change-id"), (TEXT, "formula"),
    (TEXT, "cond-style-name"), (DRAW, "id"), (DRAW, "class-names"), (TEXT, "class-names"), (STYLE, "display-name"),
    (STYLE, "register-truth-ref-style-name"), (DRAW, "fill-gradient-name"), (DRAW, "fill-hatch-name"),
    (DRAW, "fill-image-name"), (DRAW, "marker-start"), (DRAW, "marker-end"), (DRAW, "stroke-dash"),
    (DRAW, "stroke-dash-names"), (DRAW, "opacity-name"), (OFFICE, "title"), (OFFICE, "name"),
    (OFFICE, "target-frame-name"), (DRAW, "caption-id"), (DRAW, "filter-name"), (TABLE, "end-cell-address"),
    (DRAW, "name"), (TEXT, "display"), (TEXT, "section-name"), (DRAW, "notify-on-update-of-ranges"),
}  # fmt: skip


def clean_part(root: Element, hidden: set[str], picture: Callable[[str], str]) -> None:
    """In place. `hidden`: styles of tables that are not shown; `picture`: copies one, and says its name in the copy.

    Raises CannotBeCleaned."""
    if space(root.tag) != OFFICE:
        raise CannotBeCleaned("It is not as office programs write it. Ask for a PDF of it.")
    for element in each(root):
        name, of = local(element.tag), space(element.tag)
        if name in _REFUSED.get(of, ()):
            raise CannotBeCleaned("Another file is embedded in it. Ask for a PDF of it.")
        if of not in _SPACES or name in _GONE.get(of, ()) or _is_hidden(element, hidden):
            remove(element)
    _remove_hidden_lines(root)
    for element in each(root):
        if _is_wrapper(element):
            unwrap(element)
    for element in root.iter():
        for key in list(element.attrib):
            if space(key) not in _SPACES or (space(key), local(key)) in _UNSEEN:
                del element.attrib[key]
        _clean_link(element, picture)
        clip = element.get(f"{{{FO}}}clip", "auto")
        if clip != "auto" and re.search("[1-9]", clip):
            raise CannotBeCleaned("A picture in it is cut, and the rest is still there. Ask for a PDF of it.")


def _is_wrapper(element: Element) -> bool:
    of, name = space(element.tag), local(element.tag)
    return (of == TEXT and name not in _OF_TEXT) or (of == DRAW and name == "a")


def _clean_link(element: Element, picture: Callable[[str], str]) -> None:
    key = f"{{{XLINK}}}href"
    if key not in element.attrib:
        return
    if local(element.tag) in ("image", "background-image", "list-level-style-image") and element.get(key):
        element.set(key, picture(element.get(key, "")))
    else:
        del element.attrib[key]


def hiding_styles(root: Element) -> list[str]:
    """Names of styles for tables that are not shown."""
    return [
        style.get(f"{{{STYLE}}}name", "")
        for style in root.iter(f"{{{STYLE}}}style")
        if any(each.get(f"{{{TABLE}}}display") == "false" for each in style.iter(f"{{{STYLE}}}table-properties"))
    ]


def _is_hidden(element: Element, hidden: set[str]) -> bool:
    if element.tag == f"{{{TABLE}}}table":
        return element.get(f"{{{TABLE}}}style-name") in hidden or element.get(f"{{{TABLE}}}display") == "false"
    if element.tag == f"{{{TEXT}}}section":
        return element.get(f"{{{TEXT}}}display", "true") != "true"
    if element.tag == f"{{{OFFICE}}}change-info":
        return True
    return element.get(f"{{{DRAW}}}display", "always") != "always"


def _remove_hidden_lines(root: Element) -> None:
    """What stands in rows and columns that are not shown, and in cells that lie under another."""
    visibility, repeated = f"{{{TABLE}}}visibility", f"{{{TABLE}}}number-columns-repeated"
    for table in root.iter(f"{{{TABLE}}}table"):
        hidden, at = [], 0
        for column in table.iter(f"{{{TABLE}}}table-column"):
            count = _number(column.get(repeated, "1"))
            if column.get(visibility, "visible") != "visible":
                hidden.append(range(at, at + count))
            at += count
        for row in table.iter(f"{{{TABLE}}}table-row"):
            is_hidden, at = row.get(visibility, "visible") != "visible", 0
            for cell in row:
                count = _number(cell.get(repeated, "1"))
                covered = local(cell.tag) == "covered-table-cell"
                if is_hidden or covered or any(at < span.stop and span.start < at + count for span in hidden):
                    _empty(cell)
                at += count


def _empty(cell: Element) -> None:
    for child in list(cell):
        cell.remove(child)
    for key in list(cell.attrib):
        if space(key) == OFFICE:
            del cell.attrib[key]


def _number(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > 7:
        raise CannotBeCleaned("It is broken: its columns cannot be read.")
    return int(text)


def rename(roots: dict[str, Element]) -> None:
    """Names of ours for styles, tables in texts, sections: their writer's own may be that of a firm."""
    ours: dict[str, str] = {}
    own = f"{{{STYLE}}}name"
    for _, root in sorted(roots.items()):
        for element in root.iter():
            if local(element.tag) == "font-face":
                continue
            if own in element.attrib:
                ours.setdefault(element.get(own, ""), f"s{len(ours) + 1}")
    is_text = roots["content.xml"].find(f"{{{OFFICE}}}body/{{{OFFICE}}}text") is not None
    for _, root in sorted(roots.items()):
        for element in root.iter():
            for key in list(element.attrib):
                if _names_style(element, key):
                    new = ours.get(element.get(key, ""))
                    if new is None:
                        del element.attrib[key]
                    else:
                        element.set(key, new)
            own_name = f"{{{space(element.tag)}}}name"
            is_unseen = local(element.tag) == "section" or (is_text and local(element.tag) == "table")
            if is_unseen and own_name in element.attrib:
                element.set(own_name, local(element.tag).capitalize())


def _names_style(element: Element, key: str) -> bool:
    name = local(key)
    if key == f"{{{STYLE}}}name":
        return local(element.tag) != "font-face"
    return name.endswith(("style-name", "master-page-name", "page-layout-name")) and space(key) in _SPACES
