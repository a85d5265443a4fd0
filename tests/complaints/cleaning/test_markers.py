"""Forty files of every kind, a different marker in every hiding place: none is left in the copies.

The originals prove the search: it finds every marker in them."""

import io
from xml.etree import ElementTree

import docx
import openpyxl
import pypdf
import pytest
from PIL import Image

from complaints.cleaning import picking
from complaints.cleaning.cleaning import kind_of_copy

from .hiding import Markers, found
from .laden import MAKERS
from .zips import members_of

FILES = 40


@pytest.mark.parametrize("kind", MAKERS)
def test_no_marker_is_left_and_what_is_shown_is(kind, capsys):
    count = 0
    for number in range(FILES):
        marks = Markers(f"{kind} {number}")
        original = MAKERS[kind](marks, number)
        assert found(marks.hidden, original) == set(marks.hidden)
        copy = picking.clean(original, kind)
        assert found(marks.hidden, copy) == set()
        assert picking.clean(copy, kind_of_copy(kind)) == copy
        read, told = READERS[kind](copy), picking.text_of(copy, kind_of_copy(kind))
        for word in marks.shown:
            assert word in read
            assert word in told
        count += len(marks.hidden)
    with capsys.disabled():
        print(f"\n{kind}: {FILES} files, {count} markers, 0 left")


def read_pdf(copy):
    reader = pypdf.PdfReader(io.BytesIO(copy), strict=True)
    titles = [str(item) for item in reader.outline]
    return " ".join([*(page.extract_text() for page in reader.pages), *titles])


def read_word(copy):
    document = docx.Document(io.BytesIO(copy))
    section = document.sections[0]
    assert len(document.inline_shapes) == 2
    parts = [document.element, section.header._element, section.footer._element]
    texts = ["".join(node.text or "" for node in part.iter() if node.tag.endswith("}t")) for part in parts]
    watermarks = [node.get("string") for node in document.element.iter() if node.tag.endswith("}textpath")]
    return " ".join([*texts, *watermarks])


def read_excel(copy):
    book = openpyxl.load_workbook(io.BytesIO(copy))
    cells = [str(cell.value) for sheet in book for row in sheet.rows for cell in row]
    assert len(book.worksheets[0]._images) == 2
    return " ".join([*book.sheetnames, *cells, *(sheet.oddHeader.center.text or "" for sheet in book)])


def read_open_document(copy):
    # The first member is the mimetype, as it is, at a fixed place.
    assert copy[30:38] == b"mimetype"
    assert copy[38:].startswith(b"application/vnd.oasis.opendocument.")
    members = members_of(copy)
    manifest = members["META-INF/manifest.xml"].decode()
    assert all(f'"{name}"' in manifest for name in members if name not in ("mimetype", "META-INF/manifest.xml"))
    assert len([name for name in members if name.startswith("Pictures/")]) == 2
    roots = [ElementTree.fromstring(members[name]) for name in ("content.xml", "styles.xml")]
    words = ["".join(root.itertext()) for root in roots]
    return " ".join([*words, *(value for root in roots for node in root.iter() for value in node.attrib.values())])


def see(copy):
    with Image.open(io.BytesIO(copy)) as image:
        image.load()
        assert image.getexif() == {}
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    return ""


READERS = {
    "pdf": read_pdf, "png": see, "jpg": see, "docx": read_word, "xlsx": read_excel, "odt": read_open_document,
    "ods": read_open_document, "txt": bytes.decode, "csv": bytes.decode, "eml": bytes.decode,
}  # fmt: skip
