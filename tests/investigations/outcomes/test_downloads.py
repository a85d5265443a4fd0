"""Files of tables and charts, read by others than wrote them: the same figures, and no formula whatever they say."""

import csv
import io

import pytest
from odfdo import Document
from openpyxl import load_workbook
from PIL import Image

from investigations.models import Outcome
from investigations.outcomes import charts, downloads
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
    assert read[0] == ["Sector", "Cases", "Changed", "Changed: from (95%)", "Changed: to (95%)"]
    assert [line[0] for line in read[1:]] == ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\t=1", "<b>&", "Health", "None"]
    assert [(line[1], line[2]) for line in read[1:]] == [*((str(n), str(n / 10)) for n in range(7)), ("", "")]
    assert not [cell for line in read for cell in line if cell.startswith(("=", "+", "-", "@", "\t"))]


def test_ods_says_the_same_and_holds_no_formula():
    sheet = Document(io.BytesIO(downloads.ods_of(TABLE))).body.get_table(0)
    read = sheet.get_values()
    assert [line[0] for line in read[1:]] == [*HOSTILE, "None"]
    assert [float(line[1]) for line in read[1:8]] == list(range(7))
    assert [float(line[2]) for line in read[1:8]] == pytest.approx([n / 10 for n in range(7)])
    assert not [cell for line in sheet.traverse() for cell in line.cells if cell.get_attribute("table:formula")]


def test_the_workbook_has_a_sheet_for_each_table_and_no_formula():
    book = load_workbook(io.BytesIO(downloads.workbook_of([TABLE, TABLE], ["About", "=1"])))
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


@pytest.mark.parametrize(
    "path",
    ["whom/nothing.csv", "nowhere/size.csv", "whom/size.exe", "whom/size.csv?year=x", "crossed/crossed.csv?rows=x"],
)
def test_what_there_is_not_is_not_found(signed_in, path):
    assert signed_in(Role.OFFICIAL).get(f"/staff/dashboard/downloads/{path}").status_code == 404
