"""What triage sees of a complaint: the scope table's verdict, and what makes the provider easy to guess."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from complaints.filing.submitting import InvoiceTold
from complaints.scope import REFUSALS
from mysteryshopper.staff.models import Role

ASKED = {"body": "wider", "about": "one", "when": "recent", "court": "no"}


@pytest.fixture
def page(signed_in, make_case):
    def show(**told):
        case = make_case(**told)
        return signed_in(Role.INVESTIGATOR).get(f"/staff/cases/{case.reference}/").content.decode()

    return show


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (ASKED, "Yes, by what the provider answered."),
        ({**ASKED, "body": "unsure"}, "Probably. The provider was not sure which body it is."),
        ({**ASKED, "body": "school"}, "Use the complaints procedure of the school or its trust."),
        ({}, "The provider was not asked."),
    ],
)
def test_the_verdict_of_the_scope_table_is_shown(page, answers, words):
    assert words in page(scope_answers=answers)


def test_each_answer_stands_beside_its_question(page):
    shown = page(scope_answers=ASKED)
    assert re.search(r">Is it in court\?</dt><dd[^>]*>No<", shown)


def test_how_long_bids_can_be_sent_is_said_at_the_top(page, time_machine):
    time_machine.move_to(datetime(2030, 6, 28, 16, 30, tzinfo=UTC))
    until = datetime(2030, 7, 1, 16, tzinfo=UTC)
    assert "Live: 2 days left" in page(live_until=until)
    time_machine.move_to(datetime(2030, 7, 1, 16, tzinfo=UTC))
    shown = page(live_until=until)
    assert "Live:" not in shown and "Bids closed on 1 July 2030, 5:00pm" in shown


def test_every_rule_of_the_table_is_shown(page):
    shown = page()
    assert [rule.signpost for rule in REFUSALS if str(rule.signpost) not in shown] == []


def test_what_the_provider_told_is_shown(page):
    shown = page(
        tried="We asked twice.",
        wanted="Better feedback.",
        live_until=datetime(2030, 7, 1, 16, tzinfo=UTC),
        invoices=[InvoiceTold(Decimal("1250.50"), date(2026, 6, 1), "A-17", is_disputed=True)],
        payment_terms_days=30,
    )
    for words in (
        "We asked twice.",
        "Better feedback.",
        "1 July 2030, 5:00pm",
        "£1,250.50, due 1 June 2026, number A-17",
    ):
        assert words in shown, words


@pytest.mark.parametrize(("bidders", "is_warned"), [("one", True), ("few", True), ("more", False), ("", False)])
def test_few_bidders_are_a_warning(page, bidders, is_warned):
    assert ("Easy to guess" in page(bidders=bidders)) is is_warned
