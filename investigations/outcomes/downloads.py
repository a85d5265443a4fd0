"""Tables as CSV and OpenDocument files, charts as SVG and PNG, all tables as one workbook. Safe in a spreadsheet."""

import csv
import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

import typst
import xlsxwriter
from odfdo import Document
from odfdo import Table as Sheet

from .cells import Plain
from .charts import Chart
from .tables import Table

_PIXELS_AN_INCH = 144
# With these a spreadsheet takes a word for a formula, or for the end of a cell.
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_SHEET_NAME = 31


def csv_of(table: Table) -> bytes:
    """With a byte order mark, by which spreadsheets know UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_safe(table.header()))
    writer.writerows(_safe(line) for line in table.lines())
    return text.getvalue().encode("utf-8-sig")


def ods_of(table: Table, about: Sequence[Sequence[str]]) -> bytes:
    """Numbers are numbers and words are words: no cell is a formula. A second sheet says what was asked for."""
    document = Document("spreadsheet")
    document.body.clear()
    sheets: list[tuple[str, Sequence[Sequence[Plain]]]]
    sheets = [(table.title, [table.header(), *table.lines()]), ("About", about)]
    for title, lines in sheets:
        sheet = Sheet(_name(title))
        for place, line in enumerate(lines):
            sheet.set_row_values(place, list(line))
        document.body.append(sheet)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def workbook_of(tables: Sequence[Table], about: Sequence[Sequence[str]]) -> bytes:
    """A sheet a table, and one before them that says what was asked for."""
    file = io.BytesIO()
    # No word becomes a formula, a number or a link.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        bold = book.add_format({"bold": True})
        formats = {name: book.add_format({"num_format": name}) for name in ("0.0%", "0.0", "0.00")}
        said = book.add_worksheet("About")
        said.set_column(0, 2, 60, book.add_format({"text_wrap": True, "valign": "top"}))
        for place, words in enumerate(about):
            said.write_row(place, 0, words)
        for number, table in enumerate(tables, start=1):
            sheet = book.add_worksheet(f"{number} {_name(table.title)}"[:_SHEET_NAME])
            sheet.freeze_panes(1, 1)
            sheet.set_column(0, 0, 40)
            sheet.write_row(0, 0, table.header(), bold)
            for place, line in enumerate(table.lines(), start=1):
                for column, (value, name) in enumerate(zip(line, table.formats(), strict=True)):
                    if isinstance(value, str):
                        sheet.write_string(place, column, value)
                    elif value is not None:
                        sheet.write_number(place, column, value, formats.get(name))
    return file.getvalue()


def svg_of(chart: Chart, under: Sequence[str] = (), notes: Sequence[str] = ()) -> bytes:
    """`under`: below its title, `notes`: at its foot, besides how to read it."""
    return chart.svg(alone=True, under=under, notes=[chart.words, *notes]).strip().encode()


def png_of(chart: Chart, under: Sequence[str] = (), notes: Sequence[str] = ()) -> bytes:
    """Drawn without a browser, on white."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "chart.svg").write_bytes(svg_of(chart, under, notes))
        page = Path(folder, "chart.typ")
        page.write_text('#set page(width: auto, height: auto, margin: 12pt)\n#image("chart.svg")\n')
        drawn = typst.compile(str(page), root=folder, format="png", ppi=_PIXELS_AN_INCH)
    return drawn if isinstance(drawn, bytes) else drawn[0]


def _safe(line: Sequence[Plain]) -> list[Plain]:
    return [f"'{cell}" if isinstance(cell, str) and cell.startswith(_STARTS_A_FORMULA) else cell for cell in line]


def _name(title: str) -> str:
    """Without what no sheet's name may have."""
    return "".join(" " if letter in "[]:*?/\\'" else letter for letter in title)[:_SHEET_NAME].strip() or "Figures"
