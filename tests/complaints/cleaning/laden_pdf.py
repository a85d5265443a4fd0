"""PDF files with a marker in every place that pages do not show."""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject

from .laden_pictures import jpeg, profile


def pdf(marks):
    made = pikepdf.new()
    for number in range(2):
        made.add_blank_page(page_size=(300, 300))
        _draw(made, made.pages[number], marks, number)
    _annotate(made, made.pages[0], marks)
    _document(made, marks)
    file = io.BytesIO()
    made.save(file)
    return _changed_later(file.getvalue(), marks) + b"\n% " + marks.hide("after the end").encode()


def _draw(made, page, marks, number):
    where = f"page {number} "
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Metadata=_xmp(made, marks, where + "font"),
        Author=String(marks.hide(where + "font author")),
    )  # fmt: skip
    picture = made.make_stream(jpeg(marks, where + "picture "))
    picture.update(
        {
            "/Type": Name.XObject, "/Subtype": Name.Image, "/Width": 24, "/Height": 16, "/BitsPerComponent": 8,
            "/ColorSpace": Array([Name.ICCBased, _profile(made, marks, where)]), "/Filter": Name.DCTDecode,
            "/Metadata": _xmp(made, marks, where + "picture"),
        }
    )  # fmt: skip
    inner = made.make_stream(f"% {marks.hide(where + 'drawing comment')}\n0 0 5 5 re f".encode())
    inner.update(
        {"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array([0, 0, 9, 9]),
         "/PieceInfo": Dictionary(App=Dictionary(Private=String(marks.hide(where + "piece of a drawing")))),
         "/LastModified": String(marks.hide(where + "drawing changed"))}
    )  # fmt: skip
    page.Resources = Dictionary(
        Font=Dictionary(F1=font),
        XObject=Dictionary(Im1=picture, P=inner),
        Properties=Dictionary(MC0=Dictionary(Type=Name.OCG, Name=String(marks.hide(where + "layer")))),
    )
    page.Contents = made.make_stream(
        f"% {marks.hide(where + 'comment')}\n"
        f"/Span << /ActualText ({marks.hide(where + 'actual text')}) /Lang (en) >> BDC\n"
        f"/OC /MC0 BDC BT /F1 14 Tf 20 200 Td ({marks.show()}) Tj ET EMC EMC\n"
        f"/{marks.hide(where + 'mark')} MP q 50 0 0 50 20 20 cm /Im1 Do Q q /P Do Q".encode()
    )
    page.PieceInfo = Dictionary(App=Dictionary(Private=String(marks.hide(where + "piece"))))
    page.Thumb = made.make_stream(marks.hide(where + "thumbnail").encode())
    page.Metadata = _xmp(made, marks, where)
    page.LastModified = String(marks.hide(where + "changed"))
    page.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String(marks.hide(where + "script"))))


def _annotate(made, page, marks):
    look = made.make_stream(f"BT /Helv 9 Tf 2 2 Td ({marks.show()}) Tj ET".encode())
    helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    look.update(
        {"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array([0, 0, 90, 20]),
         "/Resources": Dictionary(Font=Dictionary(Helv=helvetica))}
    )  # fmt: skip
    field = made.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, Rect=Array([20, 100, 110, 120]), F=4,
            T=String(marks.hide("field name")), TU=String(marks.hide("field hint")),
            DV=String(marks.hide("field default")), AP=Dictionary(N=look), V=String("as shown"),
            AA=Dictionary(K=Dictionary(S=Name.JavaScript, JS=String(marks.hide("field script")))),
        )
    )  # fmt: skip
    note = made.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Text, Rect=Array([5, 5, 15, 15]), T=String(marks.hide("note author")),
            Contents=String(marks.hide("note")), NM=String(marks.hide("note number")),
            Subj=String(marks.hide("note subject")), RC=String(marks.hide("note, rich")),
        )
    )  # fmt: skip
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([1, 1, 9, 9]),
        A=Dictionary(S=Name.URI, URI=String("https://firm.example/" + marks.hide("link"))),
    )  # fmt: skip
    page.Annots = Array([field, note, made.make_indirect(link)])
    made.Root.AcroForm = Dictionary(Fields=Array([field]), DR=Dictionary(Note=String(marks.hide("form"))))


def _document(made, marks):
    with made.open_metadata() as xmp:
        xmp["dc:creator"] = [marks.hide("XMP creator")]
        xmp["xmpMM:DocumentID"] = marks.hide("XMP document")
    for name in ("Author", "Creator", "Producer", "Title", "Subject", "Keywords", "Company"):
        made.docinfo[f"/{name}"] = marks.hide(f"info {name}")
    made.attachments[marks.hide("attachment name")] = marks.hide("attachment").encode()
    made.Root.Names.JavaScript = Dictionary(
        Names=Array([String("a"), Dictionary(S=Name.JavaScript, JS=String(marks.hide("script")))])
    )
    made.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(marks.hide("script at opening")))
    made.Root.Dests = Dictionary({f"/{marks.hide('destination')}": Array([made.pages[0].obj, Name.Fit])})
    made.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String(marks.hide("page label")))]))
    made.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=Dictionary(Alt=String(marks.hide("alt text"))))
    made.Root.PieceInfo = Dictionary(App=Dictionary(Private=String(marks.hide("piece"))))
    made.Root.OutputIntents = Array([Dictionary(Info=String(marks.hide("output intent")))])
    made.Root.OCProperties = Dictionary(OCGs=Array([Dictionary(Name=String(marks.hide("layer")))]), D=Dictionary())
    made.trailer.ID = Array([String(marks.hide("ID")), String("0123456789abcdef")])
    with made.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(marks.show(), 1))
        outline.root[0].children.append(pikepdf.OutlineItem(marks.show(), 0))


def _changed_later(content, marks):
    """The first version stays in the file, with what was taken out in the second."""
    before = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    before._root_object[NameObject("/Old")] = TextStringObject(marks.hide("earlier version"))
    file = io.BytesIO()
    before.write(file)
    after = PdfWriter(io.BytesIO(file.getvalue()), incremental=True)
    del after._root_object["/Old"]
    changed = io.BytesIO()
    after.write(changed)
    return changed.getvalue()


def _xmp(made, marks, where):
    return made.make_stream(f"<x>{marks.hide(where + ' metadata')}</x>".encode(), Type=Name.Metadata, Subtype=Name.XML)


def _profile(made, marks, where):
    return made.make_stream(profile(marks.hide(where + "ICC")), N=3, Alternate=Name.DeviceRGB)
