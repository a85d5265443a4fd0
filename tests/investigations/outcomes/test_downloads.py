"""Files of tables and charts, read by others than wrote them: the same figures, and no formula whatever they say."""

import csv
import io
from datetime import date
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from odfdo import Document
from openpyxl import load_workbook
from PIL import Image

from investigations.models import Benchmark, Outcome
from investigations.outcomes import charts, downloads
from investigations.outcomes.narrowing import Asked
from investigations.outcomes.pages import PAGES
from investigations.outcomes.rates import Rate
from investigations.outcomes.tables import Number, Row, Share, Table
from mysteryshopper.staff.models import Role

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "<b>&", "Health"]
ROWS = [Row(label, [Number(number), Share(Rate(number, 10))]) for number, label in enumerate(HOSTILE)]
TABLE = Table(
    "t",
    "By [sector]: all/of*them",
    "Sector",
    ["Cases", "Changed"],
    [*ROWS, Row("None", [Number(None), Share(Rate(0, 0))])],
)


def test_csv_says_the_same_and_starts_no_formula():
    read = list(csv.reader(io.StringIO(downloads.csv_of(TABLE).decode("utf-8-sig"))))
    assert read[0] == ["Sector", "Cases", "Changed", "Changed: from (95%)", "Changed: to (95%)", "Small base"]
    assert [line[0] for line in read[1:]] == ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\t=1", "<b>&", "Health", "None"]
    assert [(line[1], line[2]) for line in read[1:]] == [*((str(n), str(n / 10)) for n in range(7)), ("", "")]
    assert [line[-1] for line in read[1:]] == [*["yes"] * 7, ""]
    assert not [cell for line in read for cell in line if cell.startswith(("=", "+", "-", "@", "\t"))]


def test_ods_says_the_same_and_holds_no_formula():
    document = Document(io.BytesIO(downloads.ods_of(TABLE, [["2022/23"], ["=1"]])))
    sheet, about = document.body.get_table(0), document.body.get_table(1)
    assert [line[0] for line in about.get_values()] == ["2022/23", "=1"]
    read = sheet.get_values()
    assert [line[0] for line in read[1:]] == [*HOSTILE, "None"]
    assert [float(line[1]) for line in read[1:8]] == list(range(7))
    assert [float(line[2]) for line in read[1:8]] == pytest.approx([n / 10 for n in range(7)])
    assert not [cell for line in sheet.traverse() for cell in line.cells if cell.get_attribute("table:formula")]


def test_the_workbook_has_a_sheet_for_each_table_and_no_formula():
    book = load_workbook(io.BytesIO(downloads.workbook_of([TABLE, TABLE], [["About"], ["=1"]])))
    assert len(book.sheetnames) == 3
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert [line[0].value for line in book.worksheets[1].iter_rows(min_row=2)] == [*HOSTILE, "None"]


def test_a_chart_is_a_picture_with_something_on_it():
    chart = charts.bars(TABLE, "Changed")
    assert b"<svg" in downloads.svg_of(chart)[:10]
    picture = Image.open(io.BytesIO(downloads.png_of(chart))).convert("RGB")
    assert picture.width > 1000
    assert {(29, 112, 184), (255, 255, 255)} <= {colour for _, colour in picture.getcolors(10**6)}


@pytest.mark.parametrize(
    "page", ["overview/year", "whom/size", "what/cpv", "vcse/complained-of", "time/flow", "crossed/crossed"]
)
@pytest.mark.parametrize("ending", ["csv", "ods", "svg", "png"])
def test_each_table_and_chart_can_be_taken_away(add, signed_in, page, ending):
    add(Outcome.CHANGED_LIVE, 3, provider_kind="cic", cpv_division="45")
    answer = signed_in(Role.OFFICIAL).get(f"/staff/dashboard/downloads/{page}.{ending}")
    assert (answer.status_code, "attachment" in answer["Content-Disposition"]) == (200, True)
    start = {"csv": b"\xef\xbb\xbf", "ods": b"PK", "svg": b"<svg", "png": b"\x89PNG"}
    assert answer.content.startswith(start[ending])


@pytest.mark.django_db
def test_a_section_is_called_as_its_table(add):
    add(Outcome.CHANGED_LIVE, 3, provider_kind="cic")
    years = {"first_financial_year": 2019, "last_financial_year": 2023, "source": "x"}
    Benchmark.objects.create(measure="value", percent="5", **years)
    sections = [section for _, build in PAGES.values() for section in build(Asked(), date(2026, 6, 1))]
    assert {"market", "flow", "year"} <= {section.key for section in sections}
    for section in sections:
        assert (section.key, section.title) == (section.table.key, section.table.title)


def test_the_list_of_files_counts_none_of_them_and_a_file_only_itself(add, signed_in):
    add(Outcome.CHANGED_LIVE, 3, provider_kind="cic")
    browser, counted = signed_in(Role.OFFICIAL), {}
    for path in ("time/", "downloads/", "downloads/time/flow.csv", "downloads/time/paid.csv"):
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(f"/staff/dashboard/{path}").status_code == 200
        counted[path] = len([query for query in queries if 'FROM "investigations_pace"' in query["sql"]])
    page, listed, flow, paid = counted.values()
    assert listed == paid == 0 < flow < page


@pytest.mark.parametrize(
    "path", ["whom/nothing.csv", "nowhere/size.csv", "whom/size.exe", "vcse/market.svg", "crossed/x.csv"]
)
def test_what_there_is_not_is_not_found(signed_in, path):
    assert signed_in(Role.OFFICIAL).get(f"/staff/dashboard/downloads/{path}").status_code == 404


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("whom/size.csv?year=x", "Select one of the answers on this page"),
        ("whom/size.png?from_month=5+2013&to_month=4+2013", "or later"),
        ("figures.xlsx?year=2013&to_month=4+2013", "not both"),
        ("crossed/crossed.csv?rows=x", "Rows: choose one from the list"),
    ],
)
def test_a_wrong_address_of_a_file_says_what_is_wrong(signed_in, add, path, says):
    add(Outcome.PAID, received_on=date(2013, 6, 1))
    answer = signed_in(Role.OFFICIAL).get(f"/staff/dashboard/downloads/{path}")
    assert (answer.status_code, says in answer.content.decode()) == (400, True)


def words_of(svg: bytes) -> list[str]:
    return ["".join(text.itertext()) for text in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_a_chart_alone_says_of_what_it_is_and_what_of_it_is_made_up(add, signed_in):
    """It is looked at on a slide, without the page."""
    add(Outcome.CHANGED_LIVE, 3, authority_sector="health", received_on=date(2013, 6, 1), is_demonstration=True)
    add(Outcome.PAID, 5, authority_sector="health", received_on=date(2013, 6, 1))
    browser = signed_in(Role.LEAD)
    path = "/staff/dashboard/downloads/whom/authority-sector"
    answer = browser.get(f"{path}.svg?year=2013&authority_sector=health")
    assert answer["Content-Disposition"] == (
        'attachment; filename="authority-sector-2013-14-health-with-made-up-cases.svg"'
    )
    said = " ".join(words_of(answer.content))
    for words in (
        "2013/14 · Health",
        "3 of the 8 cases in these figures are demonstration cases: made up.",
        "38% of 8, small base",
        "The thin line is the 95% interval",
        "“Small base”: fewer than 20 cases",
        "Source: Mystery Shopper, figures as they stood on",
        "Not for publication",
    ):
        assert words in said
    real = browser.get(f"{path}.svg?year=2013&demonstration=no")
    assert real["Content-Disposition"] == 'attachment; filename="authority-sector-2013-14-real-cases-only.svg"'
    assert "demonstration cases" not in " ".join(words_of(real.content))


def test_the_workbook_holds_the_figures_at_the_top_and_says_what_they_are(add, signed_in):
    years = {"first_financial_year": 2019, "last_financial_year": 2023, "source": "x"}
    Benchmark.objects.create(measure="value", percent="5", **years)
    add(Outcome.CHANGED_LIVE, 3, provider_kind="cic", is_demonstration=True)
    add(Outcome.PAID, 37, provider_kind="company")
    add(Outcome.WITHDRAWN, 10)
    book = load_workbook(io.BytesIO(signed_in(Role.OFFICIAL).get("/staff/dashboard/downloads/figures.xlsx").content))
    about = [cell.value for line in book["About"].iter_rows() for cell in line if cell.value]
    assert "3 of the 50 cases in these figures are demonstration cases: made up." in about
    assert {"Representation ratio", "Small base", "Not coded", "All years"} <= set(about)
    sheets = [*book.worksheets[1:3], *(sheet for sheet in book if sheet.title.endswith("beside the market"))]
    headline, share, market = ([[cell.value for cell in line] for line in sheet.iter_rows()] for sheet in sheets)
    assert headline[1][:4] == ["Process changed, of reported cases", 3, 50, pytest.approx(0.06)]
    assert share[1][:4] == ["All years", 3, 40, pytest.approx(0.075)]
    assert (market[0][-4], market[1][-4]) == ("Ratio", pytest.approx(1.5))
    year = next(sheet for sheet in book if sheet.title.endswith("Year received"))
    assert [cell.value for cell in year[year.max_row]][:2] == ["All", 50]


def test_a_sub_issue_stands_in_its_file_with_its_level_and_its_subject(add, signed_in):
    add(Outcome.PAID, 2, subject="payment", sub_issue="payment")
    content = signed_in(Role.OFFICIAL).get("/staff/dashboard/downloads/what/sub-issue.csv").content
    lines = [line[:4] for line in csv.reader(io.StringIO(content.decode("utf-8-sig")))]
    assert lines[:3] == [
        ["Subject and sub-issue", "Level", "Part of", "Received"],
        ["Payment", "Subject", "", "2"],
        ["Payment itself", "Sub-issue", "Payment", "2"],
    ]
    assert lines[-1] == ["All", "All", "", "2"]


def test_a_crossed_share_has_its_base_beside_it(add, signed_in):
    add(Outcome.CHANGED_LIVE, 6, authority_sector="health", provider_kind="cic")
    browser, query = signed_in(Role.OFFICIAL), "rows=authority-sector&columns=vcse-kind&show=reported"
    assert "6 of 6" in browser.get(f"/staff/dashboard/crossed/?{query}").content.decode()
    answer = browser.get(f"/staff/dashboard/downloads/crossed/crossed.csv?{query}")
    assert "authority-sector-by-vcse-kind-reported-all-years" in answer["Content-Disposition"]
    read = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    (health,) = [line for line in read if line["Sector of the authority"] == "Health"]
    cic = "Community interest company (CIC)"
    assert (health[f"{cic}: cases"], health[f"{cic}: of"], health["Small base"]) == ("6", "6", "yes")
