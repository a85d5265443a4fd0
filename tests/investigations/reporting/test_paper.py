"""The PDF, read by others than made it: tagged, with bookmarks, headers of tables, words for charts, and links that
lead to what they say."""

import io
import json
from datetime import date

import pypdfium2
import pytest
from pypdf import PdfReader

from investigations.reporting import contents, printing


@pytest.fixture
def said(history, asked):
    return contents.build(asked(), date(2026, 11, 24))


@pytest.fixture
def read(said):
    return PdfReader(io.BytesIO(printing.pdf(said)))


def elements(reader):
    """All structure elements, from the top."""
    found, waiting = [], [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        one = waiting.pop().get_object()
        if isinstance(one, dict):
            found.append(one)
            kids = one.get("/K", [])
            kids = kids.get_object() if hasattr(kids, "get_object") else kids
            waiting += [kid for kid in (kids if isinstance(kids, list) else [kids]) if hasattr(kid, "get_object")]
    return [one for one in found if "/S" in one]


def places(pages, words):
    """On which pages words stand."""
    return [number for number, text in enumerate(pages) if words in text]


def test_it_is_tagged_with_its_title_and_language(read, said):
    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"].startswith("en")
    assert read.metadata.title == said["title"]
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_bookmarks_lead_to_each_section(read, said):
    titles = [one["title"] for one in [*said["sections"], *said["annexes"]]]
    assert [one.title for one in read.outline] == ["Summary", *titles, "What the figures mean"]
    for mark in read.outline:
        assert mark.title in read.pages[read.get_destination_page_number(mark)].extract_text()


def test_each_table_has_its_headers_and_each_chart_its_words(read, said):
    found = elements(read)
    tables = [table for one in [*said["sections"], *said["annexes"]] for table in one["tables"]]
    headers = [one for one in found if one["/S"] == "/TH"]
    assert len([one for one in found if one["/S"] == "/Table"]) == len(tables)
    of_rows = [one for one in headers if "'/Scope': '/Row'" in str(one.get("/A"))]
    assert len(of_rows) == sum(len(table["rows"]) for table in tables)
    assert len(headers) - len(of_rows) == sum(1 + len(table["columns"]) for table in tables)
    assert len([one for one in found if one["/S"] == "/TD"]) == sum(
        len(row["cells"]) for table in tables for row in table["rows"]
    )
    charts = [table["chart"]["alternative"] for table in tables if table["chart"]]
    alternatives = [str(one["/Alt"]) for one in found if one["/S"] == "/Figure"]
    assert sorted(alternatives) == sorted(charts)
    assert all(words.count(": ") for words in charts)


def test_the_numbers_of_the_summary_lead_to_their_cells(read, said):
    """As many links as numbers, in their order, each to a page that has the table."""
    led = [part for paragraph in said["summary"] for part in paragraph if not isinstance(part, str)]
    numbers = {one.indirect_reference.idnum: number for number, one in enumerate(read.pages)}
    notes = [note.get_object() for page in read.pages for note in page.get("/Annots", [])]
    to = [numbers[note["/Dest"][0].idnum] for note in notes if note["/Subtype"] == "/Link"]
    texts = [" ".join(page.extract_text().split()) for page in read.pages]
    titles = {table["number"]: table["title"] for one in said["sections"] for table in one["tables"]}
    # Those before are of the contents.
    for part, page in zip(led, to[-len(led) :], strict=True):
        title = f"Table {part['table']}: {titles[part['table']]}"
        assert page in (start := places(texts, title)) or page - 1 in start
        assert part["said"] in texts[page]


def test_no_heading_stands_alone_at_the_end_of_a_page(said):
    """Below each there is the beginning of what it heads."""
    document = pypdfium2.PdfDocument(printing.pdf(said))
    heads = {one["title"] for one in [*said["sections"], *said["annexes"]]}
    heads |= {
        f"Table {table['number']}: {table['title']}"
        for one in [*said["sections"], *said["annexes"]]
        for table in one["tables"]
    }
    for page in document:
        text = page.get_textpage().get_text_range().replace("\xa0", " ")
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        body = [line for line in lines if " of " not in line or not line.endswith(f"of {len(document)}")]
        assert body[-1] not in heads
    assert len(document) > 5


def test_each_page_says_that_it_is_a_draft_and_not_for_publication(said):
    for signed, mark in (("", "Draft, not signed off. Not for"), ("Signed off by Lea Lead on 1 May 2026", "Not for")):
        pages = PdfReader(io.BytesIO(printing.pdf(said, signed=signed))).pages
        assert all(page.extract_text().startswith(f"{mark} publication: contains small numbers") for page in pages)
        assert (signed or "A draft that nobody has signed off") in pages[0].extract_text()


def test_the_same_contents_give_the_same_bytes(said):
    assert printing.pdf(said) == printing.pdf(json.loads(json.dumps(said)))


def test_words_stay_words(said):
    hostile = '#panic("x") <b>&amp; $a$ \\ @ref \u202e漢\x07'
    said["title"] = said["sections"][0]["title"] = said["sections"][0]["tables"][0]["rows"][0]["label"] = hostile
    text = PdfReader(io.BytesIO(printing.pdf(said))).pages[0].extract_text()
    assert '#panic("x") <b>&amp; $a$' in text
