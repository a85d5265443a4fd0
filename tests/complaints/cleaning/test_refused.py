"""What cannot be cleaned is not passed on: each reason once, in words for staff."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from complaints.cleaning import picking
from complaints.cleaning.refusing import CannotBeCleaned

from .hiding import Markers
from .laden import MAKERS
from .laden_pictures import picture
from .zips import members_of, put, relate, zipped

SHEET = "xl/worksheets/sheet1.xml"
NO_RESULT = '<row r="40"><c r="A40"><f>1+1</f></c></row>'
LOST = "<w:p><w:r><w:drawing r:id='nowhere'/></w:r></w:p>"


def original(kind):
    return MAKERS[kind](Markers(kind), 0)


def pdf(change, **saving):
    made = pikepdf.new()
    made.add_blank_page()
    change(made)
    file = io.BytesIO()
    made.save(file, **saving)
    return file.getvalue()


def signed(made):
    field = made.make_indirect(Dictionary(FT=Name.Sig, V=Dictionary(Type=Name.Sig), T=String("s")))
    made.Root.AcroForm = Dictionary(Fields=Array([field]))


def xfa(made):
    made.Root.AcroForm = Dictionary(Fields=Array([]), XFA=made.make_stream(b"<x/>"))


def hidden_layer(made):
    layer = made.make_indirect(Dictionary(Type=Name.OCG, Name=String("l")))
    made.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))


def jpeg_2000(made):
    file = io.BytesIO()
    picture().save(file, "JPEG2000")
    stream = made.make_stream(b"")
    stream.write(file.getvalue(), filter=Name.JPXDecode)
    stream.Subtype = Name.Image
    made.pages[0].Resources = Dictionary(XObject=Dictionary(I=stream))


def locked(**passwords):
    return pdf(lambda made: None, encryption=pikepdf.Encryption(**passwords))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (lambda: locked(user="a", owner="b"), "locked"),
        (lambda: locked(user="", owner="b"), "locked"),
        (lambda: pdf(signed), "signed"),
        (lambda: pdf(xfa), "form"),
        (lambda: pdf(hidden_layer), "layers"),
        (lambda: pdf(jpeg_2000), "packed"),
    ],
)
def test_pdf(content, reason):
    with pytest.raises(CannotBeCleaned, match=reason):
        picking.clean(content(), "pdf")


def office(kind, *relations, part=None, before=None, piece=""):
    members = members_of(original(kind))
    main = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}[kind]
    relate(members, main, *relations)
    if before:
        members[part or main] = put(members[part or main], before, piece)
    return zipped(members)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (lambda: office("docx", ("n1", "http://schemas.example/vbaProject", "v", "")), "macros"),
        (lambda: office("docx", ("n1", "oleObject", "embeddings/o.bin", "")), "embedded"),
        (lambda: office("docx", ("n1", "package", "embeddings/o.xlsx", "")), "embedded"),
        (lambda: office("docx", ("n1", "aFChunk", "a.html", "")), "embedded"),
        (lambda: office("docx", ("n1", "control", "activeX1.xml", "")), "run"),
        (lambda: office("docx", ("n1", "somethingNew", "new.xml", "")), "do not know"),
        (lambda: office("docx", ("n1", "image", "http://tracker.example/a.png", 'TargetMode="External"')), "outside"),
        (lambda: office("docx", before="<w:sectPr", piece="<w:p><w:r><w:object/></w:r></w:p>"), "embedded"),
        (lambda: office("docx", before="</pic:blipFill>", piece="<a:srcRect l='10000'/>"), "cut"),
        (lambda: office("docx", before="<w:sectPr", piece=LOST), "refers"),
        (lambda: office("xlsx", ("n1", "chartsheet", "chartsheets/sheet1.xml", "")), "chart"),
        (lambda: office("xlsx", part=SHEET, before="</sheetData>", piece=NO_RESULT), "without their results"),
        (lambda: office("xlsx", part=SHEET, before="</worksheet>", piece="<oleObjects/>"), "embedded"),
        (lambda: zipped(members_of(original("xlsx")) | {"xl/media/image1.jpeg": b"GIF89a"}), "neither PNG nor JPEG"),
        (lambda: zipped({"a": b""}), "no document"),
    ],
)  # fmt: skip
def test_word_and_excel(content, reason):
    content = content()
    kind = "xlsx" if b"xl/workbook.xml" in content else "docx"
    with pytest.raises(CannotBeCleaned, match=reason):
        picking.clean(content, kind)


def test_a_workbook_of_hidden_sheets_alone():
    members = members_of(original("xlsx"))
    members["xl/workbook.xml"] = members["xl/workbook.xml"].replace(b'state="visible"', b'state="hidden"')
    with pytest.raises(CannotBeCleaned, match="no sheet"):
        picking.clean(zipped(members), "xlsx")


def image(address):
    return f"<draw:image xlink:href='{address}'/>"


def open_document(more=None, before=None, piece=""):
    members = members_of(original("odt")) | (more or {})
    if before:
        members["content.xml"] = put(members["content.xml"], before, piece)
    return zipped(members)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (lambda: open_document({"META-INF/documentsignatures.xml": b"<x/>"}), "signed"),
        (lambda: open_document({"Basic/Standard/a.xml": b"<x/>"}), "macros"),
        (lambda: open_document({"META-INF/manifest.xml": b"<x><encryption-data/></x>"}), "locked"),
        (lambda: open_document(before="</office:text>", piece="<text:p><draw:object/></text:p>"), "embedded"),
        (lambda: open_document(before="</office:text>", piece=image("http://a.example/b.png")), "outside"),
        (lambda: open_document(before="</office:text>", piece=image("Pictures/../meta.xml")), "outside"),
        (lambda: open_document({"Pictures/a.jpg": b"\x01\0\0\0 an EMF"}), "neither PNG nor JPEG"),
        (lambda: open_document(before="</office:text>", piece="<text:p fo:clip='rect(0cm 1cm 0cm 0cm)'/>"), "cut"),
        (lambda: open_document({"mimetype": b"application/x"}), "no content"),
    ],
)  # fmt: skip
def test_open_document(content, reason):
    with pytest.raises(CannotBeCleaned, match=reason):
        picking.clean(content(), "odt")


HEADERS = b"From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\n"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"Content-Type: multipart/signed; boundary=x\n\n--x\n\nHi\n--x--", "signed"),
        (b"Content-Type: application/pkcs7-mime\n\nHi", "signed"),
        (b"\n-----BEGIN PGP MESSAGE-----\nabc", "signed"),
        (b"Content-Type: text/html\n\n<p style='display:none'>Hi</p>", "says nothing"),
        (b"Content-Type: application/pdf\n\nHi", "says nothing"),
    ],
)
def test_email(content, reason):
    with pytest.raises(CannotBeCleaned, match=reason):
        picking.clean(HEADERS + content, "eml")


def test_text_in_another_encoding():
    with pytest.raises(CannotBeCleaned, match="UTF-8"):
        picking.clean(b"Prices in \xa3", "txt")
