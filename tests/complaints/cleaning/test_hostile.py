"""Broken and hostile files: a copy or a refusal, soon, and nothing else."""

import io
import random
import struct
import time
import zipfile
import zlib

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from complaints.cleaning import cleaning, picking
from complaints.cleaning.refusing import CannotBeCleaned

from .hiding import Markers
from .laden import MAKERS
from .laden_pictures import chunk, segment
from .zips import members_of, zipped

ORIGINALS = {kind: make(Markers(kind), 0) for kind, make in MAKERS.items()}


def cleaned_or_refused(content, kind):
    try:
        return picking.clean(content, kind)
    except CannotBeCleaned as refusal:
        assert str(refusal).endswith(".")
        return None


@pytest.mark.parametrize("kind", MAKERS)
def test_cut_off(kind):
    whole = ORIGINALS[kind]
    for length in random.Random(1).sample(range(len(whole)), min(40, len(whole))):
        cleaned_or_refused(whole[:length], kind)


@pytest.mark.parametrize("kind", MAKERS)
def test_changed_at_random(kind):
    chance = random.Random(2)
    for _ in range(60):
        content = bytearray(ORIGINALS[kind])
        for _ in range(chance.choice([1, 5, 50])):
            content[chance.randrange(len(content))] = chance.randrange(256)
        cleaned_or_refused(bytes(content), kind)


@pytest.mark.parametrize("kind", ["docx", "xlsx", "odt", "ods"])
def test_parts_changed_at_random(kind):
    """Packed again, so that the change reaches what reads the parts."""
    chance = random.Random(3)
    members = {name: content for name, content in members_of(ORIGINALS[kind]).items() if len(content) > 10}
    for _ in range(60):
        name = chance.choice(sorted(members))
        content = bytearray(members[name])
        for _ in range(chance.choice([1, 3])):
            at = chance.randrange(len(content))
            content[at : at + chance.choice([1, 1, 8])] = chance.choice([b"x", b"<", b"", b'"', b"9" * 30, b"\xff"])
        cleaned_or_refused(zipped(members_of(ORIGINALS[kind]) | {name: bytes(content)}), kind)


@pytest.mark.parametrize("kind", MAKERS)
@settings(max_examples=30, deadline=5000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300))
def test_anything(kind, content):
    start = ORIGINALS[kind][: len(content) % 12]
    cleaned_or_refused(start + content, kind)


def with_xml(kind, part, xml):
    return zipped(members_of(ORIGINALS[kind]) | {part: xml})


def laughs():
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY a0 "ha">{lines}]><x>&a9;</x>'.encode()


def bomb_in_zip():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(250_000_000))
    return file.getvalue()


def liar_in_zip():
    """A member that says it is small."""
    content = bytearray(bomb_in_zip())
    for at in (content.find(b"PK\x03\x04") + 22, content.find(b"PK\x01\x02") + 24):
        content[at : at + 4] = struct.pack("<I", 1000)
    return bytes(content)


def bomb_in_pdf(layers=1):
    data = zlib.compress(b"0 0 m " * 50_000_000, 9)
    for _ in range(layers - 1):
        data = zlib.compress(data, 9)
    pdf = pikepdf.new()
    pdf.add_blank_page()
    stream = pdf.make_stream(b"")
    stream.write(data, filter=pikepdf.Array([pikepdf.Name.FlateDecode] * layers))
    pdf.pages[0].Contents = stream
    file = io.BytesIO()
    pdf.save(file)
    return file.getvalue()


def nested_pdf(depth=5000):
    return b"%PDF-1.7\n1 0 obj\n" + b"[" * depth + b"]" * depth + b"\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF"


def ring_in_pdf():
    """A drawing that draws itself, and pages that are their own parents."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    form = pdf.make_stream(b"/F Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
    form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    form.BBox = pikepdf.Array([0, 0, 9, 9])
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    file = io.BytesIO()
    pdf.save(file)
    return file.getvalue()


def huge_png(side=60_000):
    size = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    data = zlib.compress(bytes(side // 8 + 1) * side)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def huge_jpeg():
    frame = segment(0xC0, struct.pack(">BHHB", 8, 65_000, 65_000, 1) + b"\x01\x11\x00")
    return b"\xff\xd8" + frame + segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\0" * 50 + b"\xff\xd9"


def nested_mail():
    lines = []
    for number in range(3000):
        lines += [f'Content-Type: multipart/mixed; boundary="b{number}"', "", f"--b{number}"]
    return ("From: a@b.example\nTo: c@d.example\nDate: x\n" + "\n".join(lines)).encode()


HOSTILE = {
    "entities in entities": (lambda: with_xml("docx", "word/document.xml", laughs()), "docx"),
    "an entity that is a file": (
        lambda: with_xml(
            "odt", "content.xml", b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><x>&f;</x>'
        ),
        "odt",
    ),
    "an entity in UTF-16": (
        lambda: with_xml("docx", "word/document.xml", laughs().decode().encode("utf-16")), "docx"
    ),
    "elements in elements": (lambda: with_xml("xlsx", "xl/workbook.xml", b"<x>" * 200_000), "xlsx"),
    "many elements": (lambda: with_xml("ods", "content.xml", b"<x>" + b"<y/>" * 9_000_000 + b"</x>"), "ods"),
    "a zip that unpacks to much": (bomb_in_zip, "xlsx"),
    "a zip that lies about it": (liar_in_zip, "xlsx"),
    "a zip of too many": (lambda: zipped({f"a{n}": b"" for n in range(2100)}), "docx"),
    "a PDF that unpacks to much": (lambda: bomb_in_pdf(), "pdf"),
    "a PDF packed twice": (lambda: bomb_in_pdf(2), "pdf"),
    "a PDF of nested lists": (nested_pdf, "pdf"),
    "a huge PNG": (huge_png, "png"),
    "a huge JPEG": (huge_jpeg, "jpg"),
    "parts in parts": (nested_mail, "eml"),
    "tags in tags": (
        lambda: b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/html\n\n" + b"<b>" * 900_000,
        "eml",
    ),
    "too large": (lambda: b"a" * (20 * 1024 * 1024 + 1), "txt"),
    "a kind that we do not take": (lambda: b"MZ", "exe"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_soon(name):
    make, kind = HOSTILE[name]
    content = make()
    begun = time.monotonic()
    with pytest.raises(CannotBeCleaned):
        cleaning.clean(content, kind)
    assert time.monotonic() - begun < 20


def test_a_drawing_that_draws_itself_ends():
    assert cleaning.clean(ring_in_pdf(), "pdf").startswith(b"%PDF")
