"""PDF pages look as before: what was typed into forms and onto pages too."""

import io

import pikepdf
import pypdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import ImageChops

from complaints.cleaning.picking import clean, text_of

HELVETICA = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


def saved(made):
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def page_of_words(made, words):
    made.add_blank_page(page_size=(300, 200))
    page = made.pages[-1]
    page.Resources = Dictionary(Font=Dictionary(F1=HELVETICA))
    page.Contents = made.make_stream(f"BT /F1 14 Tf 20 100 Td ({words}) Tj ET".encode())
    return page


def drawn(content, number=0):
    return pypdfium2.PdfDocument(content)[number].render(scale=1, may_draw_forms=False).to_pil().convert("RGB")


def test_what_pages_inherit_comes_along():
    made = pikepdf.new()
    page = page_of_words(made, "Inherited")
    made.Root.Pages.update({"/Resources": page.Resources, "/MediaBox": page.MediaBox, "/Rotate": 90})
    del page.obj.Resources, page.obj.MediaBox
    content = saved(made)
    copy = clean(content, "pdf")
    assert "Inherited" in text_of(copy, "pdf")
    assert pypdf.PdfReader(io.BytesIO(copy)).pages[0].rotation == 90
    assert ImageChops.difference(drawn(content), drawn(copy)).getbbox() is None


def test_what_was_typed_into_a_form_and_onto_a_page_is_part_of_it():
    made = pikepdf.new()
    page = page_of_words(made, "Form")
    look = made.make_stream(b"BT /F1 9 Tf 2 2 Td (typed onto it) Tj ET")
    look.update({"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array([0, 0, 90, 20])})
    look.Resources = Dictionary(Font=Dictionary(F1=HELVETICA))
    typed = Dictionary(
        Type=Name.Annot, Subtype=Name.FreeText, Rect=Array([20, 60, 110, 80]), F=4, AP=Dictionary(N=look)
    )
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("a"), V=String("typed into it"), F=4,
        Rect=Array([20, 20, 200, 40]), DA=String("/Helv 10 Tf 0 g"),
    )  # fmt: skip
    page.Annots = Array([made.make_indirect(typed), made.make_indirect(field)])
    made.Root.AcroForm = Dictionary(
        Fields=Array([page.Annots[1]]), NeedAppearances=True, DR=Dictionary(Font=Dictionary(Helv=HELVETICA)),
        DA=String("/Helv 10 Tf 0 g"),
    )  # fmt: skip
    copy = clean(saved(made), "pdf")
    assert all(words in text_of(copy, "pdf") for words in ("Form", "typed onto it", "typed into it"))
    assert "/Annots" not in pypdf.PdfReader(io.BytesIO(copy)).pages[0]


@pytest.mark.parametrize("leads", ["a page", "a name", "an action", "nowhere"])
def test_bookmarks_lead_to_the_same_page(leads):
    made = pikepdf.new()
    for words in ("One", "Two"):
        page_of_words(made, words)
    second = Array([made.pages[1].obj, Name.XYZ, 0, 9, None])
    made.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("somebody"), second])))
    ways = {
        "a page": Dictionary(Dest=second),
        "a name": Dictionary(Dest=String("somebody")),
        "an action": Dictionary(A=Dictionary(S=Name.GoTo, D=second)),
        "nowhere": Dictionary(),
    }
    item = made.make_indirect(ways[leads])
    item.Title = String("Chapter £2")
    made.Root.Outlines = made.make_indirect(Dictionary(First=item, Last=item, Count=1))
    item.Parent = made.Root.Outlines
    reader = pypdf.PdfReader(io.BytesIO(clean(saved(made), "pdf")))
    (title,) = reader.outline
    assert title.title == "Chapter £2"
    assert reader.get_destination_page_number(title) == (None if leads == "nowhere" else 1)


def test_pages_of_one_document_stay_what_they_are():
    made = pikepdf.new()
    for number in range(12):
        page_of_words(made, f"Page {number}")
    copy = clean(saved(made), "pdf")
    assert [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(copy)).pages] == [f"Page {n}" for n in range(12)]
