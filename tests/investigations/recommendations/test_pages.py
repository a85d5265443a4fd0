"""The pages of recommendations, and what closing the case wants of them."""

from datetime import timedelta

import pytest

from complaints.models import Sector
from investigations.casework import casework
from investigations.casework.closing import NotReady, what_is_missing
from investigations.lifecycle import State
from investigations.models import Case, Outcome, Recommendation
from investigations.recommendations import proposing, recommending
from tests.closing import answer_all
from tests.reached import TYPED

DUE = {"due_on-day": "1", "due_on-month": "9", "due_on-year": "2026"}


@pytest.fixture
def browser(signed_in, owner):
    return signed_in(owner)


def address(case, end=""):
    return f"/staff/cases/{case.reference}/recommendations/{end}"


def page(browser, case, end=""):
    return browser.get(address(case, end)).content.decode()


def test_proposed_sent_answered_closed_and_checked_on_the_pages(case, browser, owner, clock):
    typed = {"ground_number": "1", "text": "Give every bidder its scores.", "owner": "Head of buying", **DUE}
    assert browser.post(address(case, "propose/"), typed).url == address(case)
    assert browser.post(address(case, "sent/"), TYPED).status_code == 409  # too soon: the day tells who complained
    clock.shift(timedelta(days=4))
    browser.force_login(owner)
    assert browser.post(address(case, "sent/"), TYPED).url == address(case)
    told = {"said": "partly", "reasons": "Only above £10,000.", **DUE}
    assert browser.post(address(case, "1/answer/"), told).url == address(case)
    casework.close(case, Outcome.CHANGED_FUTURE, by=owner, note="It agreed.")
    assert (
        browser.post(address(case, "1/check/"), {"found": "verified", "note": "Read three letters."}).status_code == 302
    )
    shown = page(browser, case)
    for words in (
        "Give every bidder its scores.", "Head of buying", "1 September 2026", "Only above £10,000.",
        "Read three letters.", "Partly accepted", "Checked, and it was done", "Followed up: the change was made.",
        "It can’t be instructed",
    ):  # fmt: skip
        assert words in shown
    assert "Checked, and it was done" in browser.get(f"/staff/cases/{case.reference}/").content.decode()


def test_central_government_is_instructed(make_case, make_authority, owner, browser):
    ministry = make_authority("Home Office", Sector.CENTRAL_GOVERNMENT)
    case = casework.claim(make_case(authority=ministry), by=owner)
    assert "Add an instruction" in page(browser, case, "propose/")
    browser.post(address(case, "propose/"), {"ground_number": "1", "text": "Publish it."})
    assert case.recommendations.get().kind == Recommendation.Kind.INSTRUCTION


def test_by_when_is_asked_for_as_the_follow_up_is_due_unless_the_investigator_says_otherwise(case, browser):
    shown = page(browser, case, "propose/")
    assert [f'value="{part}"' in shown for part in ("24", "8", "2026")] == [True] * 3  # 84 days after 1 June


def test_two_edits_meet_and_nothing_is_lost(proposed, browser, owner):
    proposing.edit(proposed, text="Theirs stands.", owner="", due_on=None, seen=1, by=owner)
    met = browser.post(address(proposed.case, "1/"), {"seen": "1", "text": "Mine came late.", "owner": "Buyer"})
    shown = met.content.decode()
    assert (met.status_code, "Theirs stands." in shown, "Mine" in shown, 'value="Buyer"' in shown) == (
        409,
        True,
        True,
        True,
    )
    assert 'name="seen" value="2"' in shown
    again = browser.post(address(proposed.case, "1/"), {"seen": "2", "text": "Both.", "owner": "Buyer"})
    proposed.refresh_from_db()
    assert (again.status_code, proposed.text, proposed.version) == (302, "Both.", 3)


def test_taken_away_while_it_is_not_sent(proposed, browser):
    assert "Take it away" in page(browser, proposed.case, "1/")
    browser.post(address(proposed.case, "1/remove/"))
    assert not proposed.case.recommendations.exists()


def test_what_was_sent_is_changed_by_nobody(sent, browser):
    assert browser.get(address(sent.case, "1/")).url == address(sent.case)
    for end, typed in (("1/", {"seen": "1", "text": "x"}), ("1/remove/", {}), ("sent/", {})):
        assert browser.post(address(sent.case, end), typed).status_code == 409
    assert "Write down that the authority has them" not in page(browser, sent.case)


def test_sent_another_way_it_must_not_name_the_provider(case, browser, owner, clock):
    clock.shift(timedelta(days=4))
    browser.force_login(owner)
    proposing.propose(case, 1, text="Tell Provider Works why it lost.", by=owner)
    held = browser.post(address(case, "sent/"), TYPED)
    assert held.url == f"/staff/cases/{case.reference}/leaving/{case.held_texts.get().pk}/"
    assert case.recommendations.get().state == State.PROPOSED


def test_sent_another_way_it_is_said_how_and_when_before_anything_is_written_down(case, browser, owner, clock):
    clock.shift(timedelta(days=4))
    browser.force_login(owner)
    one = proposing.propose(case, 1, text="Tell every bidder why it lost.", by=owner)
    assert "none of them can be changed" in page(browser, case, "sent/")
    refused = browser.post(address(case, "sent/"), {**TYPED, "way": ""})
    one.refresh_from_db()
    assert (refused.status_code, one.state) == (422, State.PROPOSED)
    assert browser.post(address(case, "sent/"), TYPED).status_code == 302
    one.refresh_from_db()
    assert (one.state, one.events.last().note.startswith("By telephone, on 1 June 2026.")) == (State.SENT, True)


def test_no_day_that_is_over_is_asked_for(case, browser):
    typed = {"ground_number": "1", "text": "x", "due_on-day": "31", "due_on-month": "5", "due_on-year": "2026"}
    refused = browser.post(address(case, "propose/"), typed)
    assert (refused.status_code, case.recommendations.count()) == (422, 0)
    assert browser.post(address(case, "propose/"), typed | {"due_on-day": "1", "due_on-month": "6"}).status_code == 302


@pytest.mark.parametrize("said", ["partly", "rejected", "no_answer"])
def test_all_but_a_yes_wants_words(sent, browser, said):
    refused = browser.post(address(sent.case, "1/answer/"), {"said": said})
    assert (refused.status_code, "Enter what the authority says" in refused.content.decode()) == (422, True)


def test_nobody_promises_a_day_before_they_were_asked(sent, browser):
    early = {"due_on-day": "31", "due_on-month": "5", "due_on-year": "2026"}
    refused = browser.post(address(sent.case, "1/answer/"), {"said": "accepted", **early})
    assert (refused.status_code, "must be the same as or after 1 June 2026" in refused.content.decode()) == (422, True)
    assert browser.post(address(sent.case, "1/answer/"), {"said": "accepted", **DUE}).status_code == 302


def test_an_answer_that_the_table_does_not_allow_is_refused_with_a_sentence(sent, browser):
    assert browser.post(address(sent.case, "1/answer/"), {"said": "done", "reasons": "x"}).status_code == 422
    early = browser.post(address(sent.case, "1/check/"), {"found": "verified", "note": "x"})
    assert (early.status_code, "once the case is closed" in early.content.decode()) == (409, True)


@pytest.mark.parametrize("typed", [{"ground_number": "9"}, {"ground_number": "x\x00"}, {"text": "\x00"}, {"text": " "}])
def test_junk_is_refused(case, browser, typed):
    refused = browser.post(address(case, "propose/"), {"ground_number": "1", "text": "x", **typed})
    assert (refused.status_code, case.recommendations.count()) == (422, 0)


def test_one_that_is_not_there(case, browser):
    for number in ("7", "99999999999999999999"):
        assert browser.get(address(case, f"{number}/")).status_code == 404


def test_however_many_there_are_the_page_asks_no_more(case, owner, browser, django_assert_max_num_queries):
    def queries():
        with django_assert_max_num_queries(100) as counted:
            page(browser, case)
        return len(counted)

    proposing.propose(case, 1, text="One", by=owner)
    few = queries()
    for text in ("Two", "Three", "Four"):
        proposing.propose(case, 1, text=text, by=owner)
    recommending.mark_sent(case, case.recommendations.all(), by=owner)
    assert queries() <= few


# Closing


def test_what_is_not_sent_or_not_answered_is_missing(proposed, owner, browser):
    case = proposed.case
    assert [one.sentence for one in what_is_missing(case)] == [
        "Recommendation 1 is not sent. Send it, or take it away."
    ]
    assert address(case, "1/") in browser.get(f"/staff/cases/{case.reference}/close/").content.decode()
    recommending.mark_sent(case, case.recommendations.all(), by=owner)
    with pytest.raises(NotReady, match="Recommendation 1 has no answer"):
        casework.close(case, Outcome.CHANGED_FUTURE, by=owner, note="")
    answer_all(case, State.ACCEPTED)
    assert casework.close(case, Outcome.CHANGED_FUTURE, by=owner, note="").outcome == Outcome.CHANGED_FUTURE


@pytest.mark.parametrize("outcome", [Outcome.OUT_OF_SCOPE, Outcome.WITHDRAWN])
def test_what_was_not_looked_into_closes_whatever_is_proposed(proposed, owner, outcome):
    assert casework.close(proposed.case, outcome, by=owner, note="", signpost="school").outcome == outcome


@pytest.mark.parametrize(
    ("answer", "outcome"), [(State.REJECTED, Outcome.CHANGED_FUTURE), (State.ACCEPTED, Outcome.REFUSED)]
)
def test_an_outcome_that_the_answers_do_not_suggest_wants_a_reason(sent, owner, browser, answer, outcome):
    case = answer_all(sent.case, answer)
    asked = browser.post(f"/staff/cases/{case.reference}/close/", {"outcome": outcome, "note": "So it was."})
    assert (asked.status_code, "Enter why: the authority accepted" in asked.content.decode()) == (422, True)
    told = {"outcome": outcome, "note": "So it was.", "despite": "It changed its mind by phone."}
    assert browser.post(f"/staff/cases/{case.reference}/close/", told).status_code == 302
    assert Case.objects.get(pk=case.pk).outcome == outcome
