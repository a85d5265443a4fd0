"""How far providers get is counted: each page once, by kind and month, with nothing that leads back to anybody."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from complaints.filing import drafting
from complaints.filing.submitting import submit
from complaints.models import Channel, FilingCount
from complaints.models.filing_count import PAGES_COUNTED
from complaints.tokens import new_filing_token

TOKEN = new_filing_token()


def counted(*fields):
    """What is counted so far, by page, or by these fields."""
    rows = FilingCount.objects.values_list(*(fields or ["page"]), "number")
    return {row[0] if len(row) == 2 else row[:-1]: row[-1] for row in rows}


def test_the_full_way_counts_each_page_once(filed, answers):
    assert counted("page", "provider_kind") == {(page, "charity"): 1 for page in {*answers, "sent"} & {*PAGES_COUNTED}}
    assert counted("month") == {timezone.localdate().replace(day=1): 1}


def test_a_page_given_up_is_where_the_counts_end(fill, answers):
    fill("outcome", "name", "contact")
    assert set(counted()) == {*answers} & {*PAGES_COUNTED} - {"outcome", "name", "contact"}


def test_looking_at_a_page_or_failing_at_it_counts_nothing(browser):
    browser.get("/complain/organisation/")
    assert browser.post("/complain/organisation/", {}).status_code == 422
    assert counted() == {}


def test_answering_a_page_again_does_not_count(fill):
    fill()
    before = counted()
    fill()
    assert counted() == before


def test_a_kind_changed_later_does_not_count_twice(fill, browser):
    fill("name", "contact")
    browser.post("/complain/organisation/", {"provider_kind": "company", "provider_size": "micro"})
    browser.post("/complain/outcome/", {"tried": "We asked.", "wanted": "Feedback."})
    browser.post("/complain/name/", {})
    found = counted("page", "provider_kind")
    assert {kind: number for (page, kind), number in found.items() if page == "organisation"} == {"charity": 1}
    assert {kind: number for (page, kind), number in found.items() if page == "outcome"} == {"charity": 1}
    assert {kind: number for (page, kind), number in found.items() if page == "name"} == {"company": 1}


def test_a_page_before_the_kind_is_given_counts_without_one(browser):
    browser.post("/complain/notice/", {"procurement_reference": "012345-2026"})
    browser.post("/complain/organisation/", {"provider_kind": "cic", "provider_size": "micro"})
    assert counted("page", "provider_kind") == {("notice", ""): 1, ("organisation", "cic"): 1}


@pytest.mark.parametrize("kind", ["admiral", "", None, ["cic"]])
def test_a_kind_that_there_is_not_counts_as_none(db, kind):
    drafting.keep_answers(TOKEN, "organisation", {"provider_kind": kind})
    assert counted("page", "provider_kind") == {("organisation", ""): 1}


def test_one_more_of_the_same_is_no_other_page(fill, browser, answers):
    fill("outcome", "name", "contact")
    assert browser.post("/complain/what-happened-2/", answers["what-happened"]).status_code == 302
    assert counted()["what-happened"] == 1


def test_can_we_help_is_no_page(browser):
    browser.post("/complain/before/", {"about": "tender"})
    drafting.keep_answers(TOKEN, "scope", {"about": "tender"})
    assert counted() == {}


def test_what_staff_type_in_is_not_counted(filing, make_user):
    drafting.keep_answers(TOKEN, "assisted", {"channel": "phone"})
    drafting.keep_answers(TOKEN, "organisation", {"provider_kind": "cic"})
    submit(TOKEN, replace(filing, channel=Channel.PHONE, entered_by=make_user()), now=timezone.now())
    assert counted() == {}


def test_what_is_made_up_is_not_counted(filing):
    submit(TOKEN, replace(filing, is_demonstration=True), now=timezone.now())
    assert counted() == {}


def test_the_month_is_london_s(filing):
    submit(TOKEN, filing, now=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    assert counted("month", "page") == {(date(2026, 7, 1), "sent"): 1}


def test_counting_sets_no_cookie_and_keeps_no_row_of_anybody(filed):
    assert {field.name for field in FilingCount._meta.get_fields()} == {
        "id", "month", "provider_kind", "page", "number",
    }  # fmt: skip
    # Only the token that the draft itself needs.
    assert [*filed.cookies] == ["filing"]
    before = FilingCount.objects.count()
    other = Client()
    other.post("/complain/organisation/", {"provider_kind": "charity", "provider_size": "micro"})
    assert (FilingCount.objects.count(), counted()["organisation"]) == (before, 2)


def test_a_submit_that_is_rolled_back_counts_nothing(filing):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        submit(TOKEN, filing, now=timezone.now())
        raise ZeroDivisionError
    assert counted() == {}


def test_answers_that_are_rolled_back_count_nothing(db):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        drafting.keep_answers(TOKEN, "organisation", {"provider_kind": "cic"})
        raise ZeroDivisionError
    assert counted() == {}


def test_sent_again_is_not_counted_again(filed):
    filed.post("/complain/check/")
    assert counted()["sent"] == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("times", [2, 20])
def test_one_page_sent_at_the_same_moment_counts_once(at_once, fill, answers, same_browser, times):
    browser = fill("name", "contact")
    tabs = [same_browser(browser) for _ in range(times)]
    sent = at_once(*(lambda tab=tab: tab.post("/complain/name/", answers["name"]).status_code for tab in tabs))
    assert (set(sent), counted()["name"]) == ({302}, 1)


@pytest.mark.django_db(transaction=True)
def test_twenty_submits_at_the_same_moment_count_once(at_once, fill, same_browser):
    browser = fill()
    tabs = [same_browser(browser) for _ in range(20)]
    at_once(*(lambda tab=tab: tab.post("/complain/check/") for tab in tabs))
    assert counted()["sent"] == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_providers_at_the_same_moment_are_all_counted(at_once):
    given = {"provider_kind": "cic", "provider_size": "micro"}
    at_once(*[lambda: Client().post("/complain/organisation/", given)] * 20)
    assert counted("page", "provider_kind") == {("organisation", "cic"): 20}
