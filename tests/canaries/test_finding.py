"""The search finds what is planted: each kind of marker, in each encoding, in each packing."""

import base64
import gzip
import html
import io
import quopri
import zipfile
import zlib
from email.message import EmailMessage
from urllib.parse import quote

import pikepdf
import pytest

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
}


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_planted_is_found_and_nothing_else(kind, encoding):
    planted = ENCODINGS[encoding](f"{MARKERS[kind]}")
    if encoding not in {"gzip", "zlib", "zip", "zip in a zip", "PDF", "UTF-16", "UTF-16, big end first"}:
        planted = b"before " + planted + b" after"
    assert found_in(planted, MARKERS) == {kind}


def test_nothing_is_found_where_nothing_is():
    assert found_in(b"An ordinary page about grounds maintenance, 020 7946 0000, SC012345.", MARKERS) == set()


def test_there_are_more_than_25_kinds():
    assert len(set(KINDS)) == len(KINDS) > 25
