"""Lists of authorities to test with: a short one made by the test, or the whole one the project carries."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from complaints.authorities.loading import load
from complaints.authorities.rows import COLUMNS
from complaints.importing import Report

DATA = Path(__file__).parents[3] / "complaints" / "data"
USUAL = {"sector": "local_government", "nation": "England", "source": "Test"}
Line = dict[str, str]


@pytest.fixture
def write_list(tmp_path: Path) -> Callable[..., Path]:
    """Writes a list of authorities; what a line leaves out is as usual, or empty."""

    def write(*lines: Line) -> Path:
        path = tmp_path / "authorities.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, COLUMNS, restval="")
            writer.writeheader()
            writer.writerows(USUAL | line for line in lines)
        return path

    return write


@pytest.fixture
def load_list(write_list: Callable[..., Path]) -> Callable[..., Report]:
    return lambda *lines: load(write_list(*lines))


@pytest.fixture(scope="module")
def whole_list(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The project's own list, loaded once for a module and taken out again. A test asks for `db` as well."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(DATA / "authorities.csv")
        yield
        transaction.set_rollback(True)
