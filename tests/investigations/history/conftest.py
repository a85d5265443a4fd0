"""Files of published cases to import, and the list of authorities they are matched with."""

import csv
from datetime import date
from pathlib import Path

import pytest

from complaints.authorities.loading import load
from investigations.history.importing import OFFICIAL_COLUMNS, OWN_COLUMNS, import_cases
from investigations.models import Case

DATA = Path(__file__).parents[3] / "investigations" / "data"
PUBLISHED = DATA / "published_cases.csv"
USUAL = dict(zip(OFFICIAL_COLUMNS, ["2018", "January", "", "Payment", "", "Late", "No outcome"], strict=True))


@pytest.fixture
def write_cases(tmp_path):
    """A file with these rows; what a row leaves out is as usual."""

    def write(*rows, columns=(*OFFICIAL_COLUMNS, *OWN_COLUMNS)):
        path = tmp_path / "cases.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(USUAL | row for row in rows)
        return path

    return write


@pytest.fixture
def import_row(db, write_cases):
    """The case that a row becomes."""

    def run(**changes):
        row = {name.replace("_", " "): value for name, value in changes.items()}
        import_cases(str(write_cases(row)), today=date(2026, 11, 24))
        return Case.objects.order_by("pk").last()

    return run


@pytest.fixture
def authorities(db):
    """The whole list that the project carries."""
    load(Path(__file__).parents[3] / "complaints" / "data" / "authorities.csv")
