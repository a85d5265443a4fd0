"""Published cases become closed cases: once each, as their text says, and no more than it says."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from complaints.importing import FileUnusable, Report
from investigations.history.importing import OFFICIAL_COLUMNS, import_cases
from investigations.lifecycle import Status
from investigations.models import Case
from investigations.models.case_choices import DatePrecision

TODAY = date(2026, 11, 24)
pytestmark = pytest.mark.django_db


def test_a_row_becomes_a_closed_case_that_says_what_was_published(import_row, make_authority):
    camden = make_authority()
    camden.names.create(name="Camden Council", compared="camden council", is_official=True)
    case = import_row(Authority=" Camden Council ", Case_Outcome="Process changed", Sub_Issue="PQQ", Source="http://x")
    assert (case.authority, case.authority_given, case.authority_sector) == (camden, "Camden Council", camden.sector)
    assert (case.status, case.outcome, case.subject, case.sub_issue) == (
        Status.CLOSED, "changed_future", "payment", "pqq",
    )  # fmt: skip
    assert (case.case_issue, case.case_outcome, case.import_source) == ("Late", "Process changed", "http://x")
    assert (case.provider_kind, case.complaint, case.is_demonstration) == ("", None, False)


@pytest.mark.parametrize(
    ("year", "month", "day", "precision"),
    [
        ("2018", "January", date(2018, 1, 1), DatePrecision.MONTH),
        ("2018", "feb", date(2018, 2, 1), DatePrecision.MONTH),
        ("2018", "03", date(2018, 3, 1), DatePrecision.MONTH),
        ("2018", "", date(2018, 7, 1), DatePrecision.YEAR),
        ("2026", "November", date(2026, 11, 1), DatePrecision.MONTH),
    ],
)
def test_date(import_row, year, month, day, precision):
    case = import_row(Year=year, Month=month)
    assert (case.received_on, case.received_precision) == (day, precision)


def test_a_year_that_has_not_reached_its_middle_gives_no_day_to_come(write_cases):
    import_cases(write_cases({"Year": "2026", "Month": ""}), today=date(2026, 3, 1))
    assert (Case.objects.get().received_on, Case.objects.get().financial_year) == (date(2026, 3, 1), 2025)


@pytest.mark.parametrize(
    ("written", "sector"),
    [("health", "health"), ("Central Government", "central_government"), ("other (housing association)", "housing"),
     ("other (a quango)", "other"), ("", "")],
)  # fmt: skip
def test_sector(import_row, written, sector):
    assert import_row(Authority_Sector=written).authority_sector == sector


def test_an_authority_that_is_not_certain_is_left_to_a_person(import_row):
    case = import_row(Authority="Rotherham General Hospital", Authority_Sector="health")
    assert (case.authority, case.authority_name, case.authority_sector) == (
        None, "Rotherham General Hospital", "health",
    )  # fmt: skip


def test_importing_again_doubles_nothing(write_cases):
    path = write_cases({"Year": "2018"}, {"Year": "2019"})
    assert import_cases(path, today=TODAY) == Report(added=2)
    assert import_cases(path, today=TODAY) == Report(unchanged=2)
    assert Case.objects.count() == 2


def test_importing_again_keeps_what_a_person_coded(write_cases):
    path = write_cases({})
    import_cases(path, today=TODAY)
    Case.objects.update(outcome="paid")
    import_cases(path, today=TODAY)
    assert Case.objects.get().outcome == "paid"


def test_equal_rows_of_one_file_are_different_cases(write_cases):
    assert import_cases(write_cases({}, {}), today=TODAY) == Report(added=2)
    assert import_cases(write_cases({}, {}, {}), today=TODAY) == Report(added=1, unchanged=2)


def test_seven_columns_are_enough_and_the_same_cases(write_cases):
    assert import_cases(write_cases({}, columns=OFFICIAL_COLUMNS), today=TODAY) == Report(added=1)
    assert import_cases(write_cases({"Source": "http://x"}), today=TODAY) == Report(unchanged=1)


@pytest.mark.parametrize(
    "columns", [OFFICIAL_COLUMNS[:-1], [*OFFICIAL_COLUMNS, "Source"], [column.lower() for column in OFFICIAL_COLUMNS]]
)
def test_other_columns_make_the_file_unusable(tmp_path, columns):
    (path := tmp_path / "cases.csv").write_text(",".join(columns))
    with pytest.raises(FileUnusable):
        import_cases(path, today=TODAY)


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_are_one(write_cases):
    path = write_cases(*({"Case Issue": str(number)} for number in range(300)))

    def run(_):
        try:
            return import_cases(path, today=TODAY).added
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        added = list(pool.map(run, range(2)))
    assert sum(added) == Case.objects.count() == 300
