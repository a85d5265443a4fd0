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

from .printing import WITHHELD

_HEADER = ["Edition", "Version", "Made up", "Table", "Row", "Column", "Cases"]
_ABOUT = [
    ["Mystery Shopper: statistics"],
    [f"{WITHHELD}: withheld, to protect those who complained. It may be none, few or many."],
]
_MADE_UP = ["This is a demonstration. Cases in it are made up."]


def as_json(document: dict[str, Any]) -> bytes:
    return json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False).encode()


def as_csv(document: dict[str, Any]) -> bytes:
    """One figure a line. No word in it begins a formula: labels are ours."""
    file = io.StringIO()
    csv.writer(file).writerows([_HEADER, *_lines(document)])
    # With a byte order mark, by which spreadsheets know UTF-8.
    return file.getvalue().encode("utf-8-sig")


def as_ods(document: dict[str, Any]) -> bytes:
    """The same lines on one sheet. No cell is a formula."""
    made = Document("spreadsheet")
    made.body.clear()
    about = [*_ABOUT, *([_MADE_UP] if document["is_made_up"] else [])]
    for name, rows in [("About", about), ("Figures", [_HEADER, *_lines(document)])]:
        sheet = Sheet(name)
        for place, row in enumerate(rows):
            sheet.set_row_values(place, row)
        made.body.append(sheet)
    file = io.BytesIO()
    made.save(file)
    return _without_times(file.getvalue())


def _lines(document: dict[str, Any]) -> Iterator[list[Any]]:
    publication = Publication.from_json(document)
    start = [document["ends_on"], document["version"], "yes" if document["is_made_up"] else "no"]
    for table in publication.tables:
        for keys, rows in table.figures.items():
            labels = [row.label for row in rows] + ["All"] * (2 - len(rows))
            value = publication.figures[Figure(table.name, keys)]
            yield [*start, table.title, *labels, WITHHELD if value is None else value]


def _without_times(archive: bytes) -> bytes:
    """A zip file says when each part was written."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as given, zipfile.ZipFile(file, "w") as kept:
        for part in given.infolist():
            timeless = zipfile.ZipInfo(part.filename)
            kept.writestr(timeless, given.read(part), compress_type=part.compress_type)
    return file.getvalue()
