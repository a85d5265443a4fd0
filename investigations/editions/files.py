"""A frozen edition as files: the same to the byte whenever they are asked for."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

from odfdo import Document
from odfdo import Table as Sheet

from investigations.outcomes.disclosure.publication import Figure, Publication

from . import printing
from .printing import WITHHELD
from .words import WORDS

_HEADER = ["Edition", "Version", "Made up", "Table", "Row", "Column", "Cases"]
_SHARES = [*_HEADER[:5], "Share", "Numerator", "Denominator", "Value", "95% from", "95% to"]
_ABOUT = [["Mystery Shopper: statistics"], *([term, meaning] for term, meaning in WORDS.items())]
_MADE_UP = ["This is a demonstration. Cases in it are made up."]


def as_json(document: dict[str, Any]) -> bytes:
    """The published document, and what follows from it."""
    found = [dict(zip(_KEYS, line[3:], strict=True)) for line in _shares(document)]
    whole = {**document, "shares": found, "definitions": WORDS}
    return json.dumps(whole, indent=1, sort_keys=True, ensure_ascii=False).encode()


_KEYS = ("table", "row", "share", "numerator", "denominator", "value", "from", "to")


def as_csv(document: dict[str, Any]) -> bytes:
    """One figure a line. No word in it begins a formula: labels are ours."""
    return _csv([_HEADER, *_lines(document)])


def shares_as_csv(document: dict[str, Any]) -> bytes:
    """One share a line, with its interval."""
    return _csv([_SHARES, *_shares(document)])


def _csv(rows: list[list[Any]]) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    # With a byte order mark, by which spreadsheets know UTF-8.
    return file.getvalue().encode("utf-8-sig")


def as_ods(document: dict[str, Any]) -> bytes:
    """The same lines on two sheets, and what the words mean. No cell is a formula."""
    made = Document("spreadsheet")
    made.body.clear()
    about = [*_ABOUT, *([_MADE_UP] if document["is_made_up"] else [])]
    figures, shares = [_HEADER, *_lines(document)], [_SHARES, *_shares(document)]
    for name, rows in [("About", about), ("Figures", figures), ("Shares", shares)]:
        sheet = Sheet(name)
        for place, row in enumerate(rows):
            sheet.set_row_values(place, row)
        made.body.append(sheet)
    file = io.BytesIO()
    made.save(file)
    return _without_times(file.getvalue())


def _lines(document: dict[str, Any]) -> Iterator[list[Any]]:
    publication = Publication.from_json(document)
    start = _start(document)
    for table in publication.tables:
        for keys, rows in table.figures.items():
            labels = [row.label for row in rows] + ["All"] * (2 - len(rows))
            value = publication.figures[Figure(table.name, keys)]
            yield [*start, table.title, *labels, WITHHELD if value is None else value]


def _shares(document: dict[str, Any]) -> Iterator[list[Any]]:
    """Withheld: one of its two figures is, or there is no case."""
    for table, row, name, rate in printing.shares(Publication.from_json(document)):
        if rate is None or rate.share is None or rate.interval is None:
            counted: list[Any] = [WITHHELD] * 5
        else:
            counted = [rate.numerator, rate.denominator, *(round(part, 4) for part in (rate.share, *rate.interval))]
        yield [*_start(document), table, row, name, *counted]


def _start(document: dict[str, Any]) -> list[Any]:
    return [document["ends_on"], document["version"], "yes" if document["is_made_up"] else "no"]


def _without_times(archive: bytes) -> bytes:
    """A zip file says when each part was written."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as given, zipfile.ZipFile(file, "w") as kept:
        for part in given.infolist():
            timeless = zipfile.ZipInfo(part.filename)
            kept.writestr(timeless, given.read(part), compress_type=part.compress_type)
    return file.getvalue()
