"""The table of numbers, and the bank holidays that were added."""

import pytest

from investigations.clocks import keeping
from investigations.models import ClockSetting, Holiday
from mysteryshopper.staff.models import Role

DAY = {"day-day": "5", "day-month": "6", "day-year": "2026"}


@pytest.fixture
def browser(signed_in, lead):
    return signed_in(lead)


def test_a_lead_changes_a_number_and_everybody_reads_who_did_why(browser):
    browser.post("/staff/clocks/triage/", {"number": "3", "reason": "Agreed in May"})
    page = browser.get("/staff/clocks/").content.decode()
    assert ("3 working days" in page, "Agreed in May" in page, "Lea Lead" in page) == (True, True, True)
    assert keeping.table().numbers["triage"] == 3


@pytest.mark.parametrize("number", ["0", "-1", "201", "2.5", "x", "", "9" * 400, "\x00"])
def test_no_nonsense_is_a_number(browser, number):
    answer = browser.post("/staff/clocks/triage/", {"number": number, "reason": "kept"})
    assert (answer.status_code, "kept" in answer.content.decode()) == (422, True)
    assert not ClockSetting.objects.exists()


def test_what_is_no_clock_has_no_page(browser):
    assert browser.get("/staff/clocks/nonsense/").status_code == 404


@pytest.mark.parametrize("role", [Role.LEAD, Role.ADMINISTRATOR])
def test_a_bank_holiday_is_added_and_taken_back(signed_in, role):
    browser = signed_in(role)
    browser.post("/staff/bank-holidays/", {**DAY, "name": "Coronation"})
    assert "Coronation" in browser.get("/staff/bank-holidays/").content.decode()
    assert browser.post(f"/staff/bank-holidays/{Holiday.objects.get().pk}/remove/").status_code == 302
    assert not Holiday.objects.exists()


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ({"day-day": "6"}, "Saturday or a Sunday"),
        ({"day-month": "5"}, "same as or after 1 June 2026"),
        ({"day-day": "25", "day-month": "12"}, "already"),
        ({"day-year": "2036"}, "same as or before"),
    ],
)
def test_a_day_that_can_be_no_new_bank_holiday_is_refused(browser, day, words):
    answer = browser.post("/staff/bank-holidays/", {**DAY, **day, "name": "kept"})
    assert (answer.status_code, words in answer.content.decode(), "kept" in answer.content.decode()) == (
        422, True, True,
    )  # fmt: skip
    assert not Holiday.objects.exists()
