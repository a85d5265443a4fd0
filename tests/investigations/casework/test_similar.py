"""Similar cases stand on the page of a case, each with its reason; who complained is no reason."""

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from complaints.filing.submitting import GroundTold
from complaints.models import Notice, SubIssue, Subject
from investigations.casework import casework, interests

SCORING = GroundTold(Subject.PROCUREMENT_PROCESS, SubIssue.SCORING, "The scores were wrong.")
FEEDBACK = GroundTold(Subject.PROCUREMENT_PROCESS, SubIssue.FEEDBACK, "They never told us why we lost.")
NOW = datetime.now(tz=UTC)


@pytest.fixture
def notice(db):
    return Notice.objects.create(ocid="ocds-b5fd17-1", title="Grounds", buyer_name="Camden", released_at=NOW)


@pytest.fixture
def elsewhere(make_authority):
    return make_authority("Leeds City Council")


@pytest.fixture
def case(make_case, make_user, notice):
    made = make_case(grounds=[SCORING, FEEDBACK], notice=notice, now=NOW)
    return casework.claim(made, by=make_user(name="Owen Owner"))


@pytest.fixture
def page(case, signed_in):
    browser = signed_in(case.owner)

    def read():
        section = browser.get(f"/staff/cases/{case.reference}/").content.decode()
        section = section.split("Similar cases</h2>")[1].split("Tags and linked cases")[0]
        rows = re.findall(r"key\">([^<]+)</dt>.*?/staff/cases/(MS-[^/]+)/", section, re.DOTALL)
        return section, rows

    return read


def test_alone_there_are_none(page):
    assert "There are none." in page()[0]


def test_the_same_authority_and_any_ground_of_the_same_kind(make_case, elsewhere, page):
    same = make_case(grounds=[GroundTold(Subject.PAYMENT, SubIssue.PAYMENT, "x"), FEEDBACK], now=NOW)
    make_case(grounds=[GroundTold(Subject.PAYMENT, SubIssue.PAYMENT, "x")], now=NOW)
    make_case(grounds=[SCORING], authority=elsewhere, now=NOW)
    assert page()[1] == [("Same authority, same kind of ground", same.reference)]


def test_the_same_notice_whoever_bought(make_case, elsewhere, notice, page):
    same = make_case(authority=elsewhere, notice=notice, now=NOW)
    assert page()[1] == [("Same notice", same.reference)]


def test_an_authority_that_comes_again_says_so(make_case, page):
    other = [GroundTold(Subject.PAYMENT, SubIssue.PAYMENT, "x")]
    make_case(grounds=other, now=NOW)
    assert "Repeat authority" not in page()[0]
    make_case(grounds=other, now=NOW)
    assert "Repeat authority" in page()[0]


def test_the_same_provider_is_no_reason_and_nothing_of_another_is_shown(make_case, elsewhere, page):
    make_case(authority=elsewhere, grounds=[GroundTold(Subject.PAYMENT, SubIssue.PAYMENT, "x")], now=NOW)
    assert page()[1] == []
    make_case(grounds=[FEEDBACK], own_words="canary1", procurement_title="canary2", name="canary3", now=NOW)
    section, rows = page()
    assert (len(rows), "canary" in section, "charity" in section.lower()) == (1, False, False)


def test_the_newest_few_by_the_same_number_of_questions(make_case, page):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            rows = page()[1]
        return len(asked), len(rows)

    make_case(grounds=[FEEDBACK], now=NOW)
    queries()
    before, _ = queries()
    for _ in range(6):
        make_case(grounds=[FEEDBACK], now=NOW)
    assert queries() == (before, 5)


def test_a_case_that_is_shut_to_whoever_looks_is_not_among_them(page, case, make_case, make_user, notice):
    same = make_case(grounds=[SCORING], notice=notice, now=NOW)
    assert same.reference in str(page())
    interests.declare(same, by=case.owner, reason="x")
    assert same.reference not in str(page())
