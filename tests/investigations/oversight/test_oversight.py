"""The leads' page: every number counted again by hand, and the same few queries however many cases there are."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from complaints.models import Sector
from investigations.casework import casework
from investigations.models import Case, Outcome
from investigations.oversight import figures
from mysteryshopper.staff.models import Role

TODAY = date(2026, 6, 10)


@pytest.fixture
def owner(make_user):
    return make_user(name="Owen Owner")


@pytest.fixture
def cases(make_case, owner):
    """Three of Owen's, received 1 June, 4 May and 2 January; one of nobody's."""
    for received in ((2026, 6, 1), (2026, 5, 4), (2026, 1, 2)):
        casework.claim(make_case(now=datetime(*received, 12, tzinfo=UTC)), by=owner)
    make_case(now=datetime(2026, 6, 9, 12, tzinfo=UTC))


def test_workload_by_owner(cases):
    nobody, owen, whole = figures.oversight(TODAY).workload
    assert [nobody.owner, owen.owner, whole.owner] == ["Nobody yet", "Owen Owner", "All"]
    assert [(row.open, row.overdue, row.soon) for row in (nobody, owen, whole)] == [(1, 0, 1), (3, 3, 0), (4, 3, 1)]


def test_what_falls_due_in_5_and_10_working_days(cases):
    nobody, whole = figures.oversight(TODAY).forecast
    # Acknowledge on 11 June and triage on 16 June; nothing of Owen's before the end of the month.
    assert (nobody.near, nobody.far, whole.far) == (2, 2, 2)
    assert figures.oversight(date(2026, 7, 28)).forecast[-1].near == 1  # Owen's of May is to be resolved by 4 August


def test_ageing_counts_each_open_case_once(cases):
    bands = figures.oversight(TODAY).ageing
    assert [(band.label, band.cases) for band in bands] == [
        ("0 to 30 days", 2), ("31 to 60 days", 1), ("61 to 90 days", 0), ("91 days or more", 1),
    ]  # fmt: skip
    for days in range(200):
        assert sum(band.cases for band in figures.oversight(TODAY + timedelta(days=days)).ageing) == 4


def test_closed_in_time_by_sector_and_year(make_case, make_authority, owner, close):
    health = make_authority("A trust", Sector.HEALTH)
    closings = [(health, date(2026, 6, 2)), (health, date(2026, 9, 2)), (None, date(2026, 7, 1))]
    for authority, day in closings:
        case = casework.claim(make_case(**({"authority": authority} if authority else {})), by=owner)
        with time_machine.travel(datetime(day.year, day.month, day.day, 12, tzinfo=UTC)):
            close(case, Outcome.PAID)
    shown = {row.sector: row.of_years for row in figures.oversight(date(2026, 12, 1)).in_time}
    assert shown["Health"] == [("2026/27", 1, 2, 0.5), ("2025/26", 0, 0, None)]
    assert shown["Local government"][0] == ("2026/27", 1, 1, 1.0)
    assert shown["All"][0] == ("2026/27", 2, 3, 2 / 3)
    assert figures.oversight(date(2027, 5, 1)).in_time[-1].of_years[1] == ("2026/27", 2, 3, 2 / 3)


@pytest.mark.parametrize("number", [1, 7])
def test_the_page_asks_the_same_with_1_and_7_cases(make_case, make_user, number, django_assert_num_queries):
    for one in range(number):
        casework.claim(make_case(), by=make_user(name=f"Person {one}"))
    with django_assert_num_queries(6):
        figures.oversight(TODAY)


def test_each_number_leads_to_the_cases_behind_it(cases, signed_in):
    browser = signed_in(Role.LEAD)
    with time_machine.travel(datetime(2026, 6, 10, 12, tzinfo=UTC)):
        shown = figures.oversight(TODAY)
        links = [(row.query, row.open) for row in shown.workload]
        links += [(row.overdue_query, row.overdue) for row in shown.workload]
        links += [(band.query, band.cases) for band in shown.ageing]
        for query, number in links:
            page = browser.get(f"/staff/cases/?{query}").content.decode()
            assert page.count('app-nowrap"><a class="govuk-link" href="/staff/cases/MS-') == number, query


def test_the_page_for_leads(cases, signed_in):
    with time_machine.travel(datetime(2026, 6, 10, 12, tzinfo=UTC)):
        page = signed_in(Role.LEAD).get("/staff/oversight/").content.decode()
    assert ("Owen Owner" in page, "By 17 June" in page, "By 24 June" in page) == (True, True, True)


def test_an_empty_service_has_an_empty_page(db, signed_in):
    assert "No case of these closed in" in signed_in(Role.LEAD).get("/staff/oversight/").content.decode()
    assert not Case.objects.exists()
