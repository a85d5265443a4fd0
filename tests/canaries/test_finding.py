"""The search finds what is planted: each kind of marker, in each encoding, in each packing."""

import base64
import gzip
import html
import io
import quopri
import zipfile
import zlib
from email.header import Header
from email.message import EmailMessage
from urllib.parse import quote

import pikepdf
import pytest
import typst

from tests.canaries.finding import found_in
from tests.canaries.markers import KINDS, marker

MARKERS = {kind: marker(kind) for kind in KINDS}


def zipped(data):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", data)
    return packed.getvalue()


def in_pdf(data):
    pdf, packed = pikepdf.new(), io.BytesIO()
    pdf.Root.Hidden = pikepdf.Stream(pdf, data)
    pdf.save(packed, compress_streams=True, recompress_flate=True)
    return packed.getvalue()


def of_pdf(text):
    """In what a PDF says of itself, as UTF-16 in hex, and packed."""
    pdf, packed = pikepdf.new(), io.BytesIO()
    pdf.docinfo["/Author"] = f"é {text}"
    with pdf.open_metadata() as metadata:
        metadata["dc:creator"] = [text]
    pdf.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return packed.getvalue()


def attached(content):
    mail = EmailMessage()
    mail["Message-ID"] = "<a@b.example>"
    mail.set_content("A letter.")
    mail.add_attachment(content, maintype="application", subtype="pdf", filename="a.pdf")
    return mail.as_bytes()


def in_header(text):
    """In two pieces, as long headers are."""
    pieces = (Header(piece, "utf-8").encode() for piece in (f"é{text[:5]}", text[5:]))
    return b"Message-ID: <a@b.example>\nSubject: " + "\n ".join(pieces).encode() + b"\n\nA letter.\n"


def mailed(text):
    mail = EmailMessage()
    mail.set_content(f"é {text} " * 9, cte="base64")
    return mail.as_bytes()


ENCODINGS = {
    "as it is": lambda text: text.encode(),
    "upper case": lambda text: text.upper().encode(),
    "lower case": lambda text: text.lower().encode(),
    "URL": lambda text: quote(text, safe="").encode(),
    "HTML": lambda text: html.escape(text).encode(),
    "HTML by numbers": lambda text: "".join(f"&#{ord(letter)};" for letter in text).encode(),
    "hex": lambda text: text.encode().hex().encode(),
    "quoted-printable": lambda text: quopri.encodestring(("é" * 30 + text).encode()),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16, big end first": lambda text: text.encode("utf-16-be"),
    "base64": lambda text: base64.b64encode(text.encode()),
    "base64, one further": lambda text: base64.b64encode(b"x" + text.encode() + b"yz"),
    "base64, two further": lambda text: base64.b64encode(b"xy" + text.encode() + b"z"),
    "base64 for addresses": lambda text: base64.urlsafe_b64encode(b"??" + text.encode()),
    "base64 in lines": lambda text: base64.encodebytes(b"x" * 50 + text.encode()),
    "base64 of a mail": mailed,
    "gzip": lambda text: gzip.compress(text.encode()),
    "zlib": lambda text: zlib.compress(text.encode()),
    "zip": lambda text: zipped(text.encode()),
    "zip in a zip": lambda text: zipped(zipped(text.encode())),
    "PDF": lambda text: in_pdf(text.encode()),
    "what a PDF says of itself": of_pdf,
    "PDF in a mail": lambda text: attached(of_pdf(text)),
    "header of a mail": in_header,
}
WHOLE = {"gzip", "zlib", "zip", "zip in a zip", "PDF", "UTF-16", "UTF-16, big end first"}
WHOLE |= {"what a PDF says of itself", "PDF in a mail", "header of a mail"}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_is_planted_is_found_and_nothing_else(encoding):
    """Each kind of marker alone."""
    for kind in KINDS:
        planted = ENCODINGS[encoding](f"{MARKERS[kind]}")
        planted = planted if encoding in WHOLE else b"before " + planted + b" after"
        assert (kind, found_in(planted, MARKERS)) == (kind, {kind})


def test_the_text_of_a_letter_is_found_whatever_line_it_ends_on():
    """A letter's PDF has no text as bytes: its letters are numbers of its fonts. Each marker stands on each place."""
    words = " ".join(f"{'x' * at} {marker}" for at in range(0, 60, 7) for marker in MARKERS.values())
    source = f'#set document(title: "A letter")\n{words.replace("@", "")}'
    letter = typst.Compiler(source.encode(), ignore_system_fonts=True).compile(format="pdf", pdf_standards=["ua-1"])
    in_it = {kind for kind in KINDS if MARKERS[kind].encode() in letter}
    assert (in_it, found_in(letter, MARKERS)) == (set(), set(KINDS))


def test_an_amount_is_found_as_pages_write_it():
    pounds = f"£{float(MARKERS['invoice_amount']):,.2f}".encode()
    assert found_in(pounds, MARKERS) == {"invoice_amount"}


def test_nothing_is_found_where_nothing_is():
    assert found_in(b"An ordinary page about grounds maintenance, 020 7946 0000, SC012345.", MARKERS) == set()


def test_there_are_more_than_25_kinds():
    assert len(set(KINDS)) == len(KINDS) > 25
