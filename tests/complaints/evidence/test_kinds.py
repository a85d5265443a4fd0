"""Kinds of file: what it holds decides."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.evidence.kinds import kind_of

MAIL = b"From: a@b.example\r\nTo: c@d.example\r\nSubject: Feedback\r\nDate: Mon, 1 Jun 2026 12:00:00 +0000\r\n\r\nHello"


def packed(members, method=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def kind(content, name="notes"):
    return kind_of(io.BytesIO(content), name)


@pytest.mark.parametrize(
    ("content", "is_kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\x89PNG\r\n\x1a\n\0\0", "png"),
        (b"\xff\xd8\xff\xe0\0", "jpg"),
        (MAIL, "eml"),
        ("Prices in £\n".encode(), "txt"),
        ("\ufeffPrices\n".encode(), "txt"),
        (packed({"[Content_Types].xml": "", "word/document.xml": ""}), "docx"),
        (packed({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "xlsx"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.text"}), "odt"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "ods"),
    ],
)
def test_what_we_take_whatever_it_is_called(content, is_kind):
    assert [kind(content), kind(content, "notes.exe")] == [is_kind] * 2


def test_only_the_name_tells_csv_from_text():
    assert [kind(b"a,b\n", "Prices.CSV"), kind(b"a,b\n", "prices.txt")] == ["csv", "txt"]


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\0\x03",
        b"\x7fELF",
        b"GIF89a\0",
        b"Prices in \xa3",
        b"cut in a letter \xc2",
        b"text\0",
        b"text\x1b[2J",
        b"PK\x03\x04 and no more",
        packed({"setup.exe": "MZ"}),
        packed({"word/document.xml": "", "word/vbaProject.bin": ""}),
        packed({"mimetype": "application/vnd.oasis.opendocument.text", "Basic/Standard/a.xml": ""}),
        packed({"mimetype": "application/epub+zip"}),
        packed({"word/document.xml": "", **{f"{number}.xml": "" for number in range(2001)}}),
        packed({"word/document.xml": bytes(201 * 1024 * 1024)}),
    ],
)
def test_what_we_do_not_take_whatever_it_is_called(content):
    assert [kind(content), kind(content, "notes.pdf")] == [None, None]


def test_an_office_file_with_a_password_is_not_taken():
    content = bytearray(packed({"word/document.xml": ""}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert kind(bytes(content)) is None


@given(st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", packed({"word/document.xml": "a"})[:-10]]))
def test_junk_is_a_kind_or_none_but_no_error(content, start):
    file = io.BytesIO(start + content)
    kind_of(file, "x")
    assert file.tell() == 0
