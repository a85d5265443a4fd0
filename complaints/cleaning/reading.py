"""All words in a clean copy: what the leak check reads before the copy goes anywhere."""

from collections.abc import Iterator

import pypdfium2
from lxml import etree

from .packages import unpacked
from .pdf import bookmarks
from .refusing import CannotBeCleaned
from .trees import Element, local, parsed, space

# Ends of these end a line. Letters within one are put together: a name may be cut in pieces by its styles.
_LINES = {"p", "h", "c", "table-cell", "tr", "table-row", "br", "cr", "line-break", "tab", "oddHeader", "oddFooter",
          "evenHeader", "evenFooter", "firstHeader", "firstFooter", "s"}  # fmt: skip
# In Word and Excel files, letters stand in these alone; what is between other elements is not seen.
_LETTERS = {"t", "v", "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"}
# Attributes that are shown: names of sheets, letters in a drawing, letters around a number.
_SHOWN = {"sheet": "name", "textpath": "string", "numFmt": "formatCode", "table": "name", "lvlText": "val",
          "list-level-style-number": "num-prefix", "list-level-style-bullet": "bullet-char"}  # fmt: skip


def text_of_office(copy: bytes) -> str:
    """Texts, headers, footers, notes, cells, names of sheets."""
    parts = [name for name in unpacked(copy).items() if name[0].endswith(".xml") and "[" not in name[0]]
    text = "\n".join("".join(_words(parsed(content))) for _, content in parts)
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def text_of_pdf(copy: bytes) -> str:
    """The text of its pages, also where it is not seen, and the titles of its bookmarks."""
    try:
        document = pypdfium2.PdfDocument(copy)
        pages = []
        for page in document:
            pages.append(page.get_textpage().get_text_range())
    except pypdfium2.PdfiumError as error:
        raise CannotBeCleaned("Its copy cannot be read.") from error
    return "\n".join([*pages, *bookmarks(copy)])


def text_of_picture(copy: bytes) -> str:
    """Nothing: what a picture shows is not read."""
    return ""


def _words(root: Element) -> Iterator[str]:
    is_open_document = "opendocument" in space(root.tag)
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = local(element.tag)
        if event == "start":
            yield from (f"{value}\n" for key, value in element.attrib.items() if local(key) == _SHOWN.get(name))
            if is_open_document or name in _LETTERS:
                yield element.text or ""
        else:
            if name in _LINES:
                yield " " if name == "s" else "\n"
            if is_open_document:
                yield element.tail or ""
