"""The rows of clocks are what the dates of a case say, whatever was done to it."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from investigations.casework import casework
from investigations.clocks import keeping
from investigations.deadlines import Basis
from investigations.lifecycle import Status
from investigations.models import Case, CaseClock, ClockSetting, Outcome
from tests.closing import close
from tests.reached import TYPED

ASKED = [Status.DISCLOSURE, Status.ASKED]


def go(case, owner, *statuses, **asked):
    for status in statuses:
        case = casework.move(case, status, by=owner, note="", **asked)
    return case


def ended(case):
    return dict(case.clocks.exclude(met_on=None).values_list("kind", "met_on"))


def test_a_new_case_has_its_clocks(case, due):
    assert due(case) == {
        "acknowledge": date(2026, 6, 3), "triage": date(2026, 6, 8), "resolve": date(2026, 9, 1),
    }  # fmt: skip
    assert (case.next_due_on, case.clock.name) == (date(2026, 6, 8), "Triage")


def test_triage_ends_when_the_case_moves_on(case, owner, clock):
    clock.shift(timedelta(days=1))
    case = go(case, owner, Status.DISCLOSURE)
    assert ended(case) == {"triage": date(2026, 6, 2)}
    assert (case.next_due_on, case.clock.name) == (date(2026, 9, 1), "Resolve")


@pytest.mark.parametrize(("basis", "day"), [(Basis.COOPERATION, 15), (Basis.NOTICE, 1)])
def test_asking_starts_the_authority_s_clock_by_its_basis(case, owner, due, basis, day):
    case = go(case, owner, *ASKED, basis=basis)
    assert due(case)["answer"].day == day
    assert basis.label in case.events.last().note


def test_asking_again_starts_the_clock_again(case, owner, due, clock):
    case = go(case, owner, *ASKED, Status.ASSESSMENT)
    assert ended(case)["answer"] == date(2026, 6, 1)
    clock.shift(timedelta(days=7))
    case = go(case, owner, Status.ASKED, basis=Basis.NOTICE)
    assert (due(case)["answer"], "answer" in ended(case)) == (date(2026, 7, 8), False)


def test_a_case_is_asked_on_a_basis_or_not_at_all(case):
    with pytest.raises(IntegrityError, match="case_asked_on_a_basis"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(asked_on=date(2026, 6, 1))


def test_closing_ends_every_clock_and_opening_again_starts_resolving(case, owner):
    case = close(case, Outcome.PAID)
    assert set(ended(case)) == {"acknowledge", "triage", "resolve"}
    case = casework.reopen(case, by=owner, note="")
    assert (set(ended(case)), case.clock.name) == ({"triage"}, "Resolve")


def test_a_promised_change_is_followed_up(case, owner, due):
    closed = close(case, Outcome.CHANGED_FUTURE)
    assert (due(closed)["follow_up"], closed.clock.name) == (date(2026, 8, 24), "Follow-up")
    opened = casework.reopen(closed, by=owner, note="")
    assert "follow_up" not in due(opened)


def test_the_acknowledgement_ends_when_the_mail_has_gone(case, clock):
    clock.shift(timedelta(days=1))
    case.complaint.notifications.update(done_at=timezone.now())
    keeping.refresh(case)
    assert ended(case) == {"acknowledge": date(2026, 6, 2)}


def test_what_was_met_stays_in_time_whatever_is_changed_later(case, owner, due):
    case = go(case, owner, Status.DISCLOSURE)
    ClockSetting.objects.create(key="triage", number=1)
    ClockSetting.objects.create(key="resolve_others", number=1)
    keeping.refresh(case)
    assert (due(case)["triage"], due(case)["resolve"]) == (date(2026, 6, 8), date(2026, 7, 1))


def test_imported_history_has_no_clocks(case):
    Case.objects.filter(pk=case.pk).update(import_key="x")
    CaseClock.objects.all().delete()
    keeping.refresh(Case.objects.get(pk=case.pk))
    assert not CaseClock.objects.exists()


@pytest.mark.parametrize("number", [1, 5])
def test_counting_asks_the_same_whatever_the_number_of_cases(make_case, number, django_assert_num_queries):
    cases = [make_case() for _ in range(number)]
    # Savepoints apart: hold, settings, holidays, acknowledgements, pauses twice, clocks three times, cases, events.
    with django_assert_num_queries(12):
        keeping.refresh(*cases, because="Something changed.")


def test_the_basis_is_asked_for_when_the_authority_is_asked_and_only_then(case, owner, signed_in):
    browser, page = signed_in(owner), f"/staff/cases/{case.reference}/move/"
    assert browser.post(page, {"seen": "received", "status": "disclosure"}).status_code == 302
    answer = browser.post(page, {"seen": "disclosure", "status": "asked", "note": "kept", **TYPED})
    assert (answer.status_code, "Select on what basis" in answer.content.decode()) == (422, True)
    assert "kept" in answer.content.decode()
    browser.post(page, {"seen": "disclosure", "status": "asked", "basis": "notice", **TYPED})
    case = Case.objects.get(pk=case.pk)
    assert (case.status, case.asked_basis) == ("asked", "notice")


def test_moved_on_by_hand_it_is_said_how_the_authority_was_asked_and_its_time_begins_then(
    case, owner, signed_in, clock
):
    browser, page = signed_in(owner), f"/staff/cases/{case.reference}/move/"
    browser.post(page, {"seen": "received", "status": "disclosure"})
    clock.shift(timedelta(days=2))
    browser = signed_in(owner)  # the session has ended
    asked = {"seen": "disclosure", "status": "asked", "basis": "cooperation"}
    shown = browser.get(page).content.decode()
    assert "With a letter the case moves by itself." in shown
    for missing in ("way", "reached_on-day", "words"):
        assert browser.post(page, asked | TYPED | {missing: ""}).status_code == 422, missing
    # No authority was asked before there was a complaint, or will have been tomorrow.
    for day in ("4", "31"):
        assert browser.post(page, asked | TYPED | {"reached_on-day": day}).status_code == 422, day
    assert Case.objects.get(pk=case.pk).status == "disclosure"
    assert browser.post(page, asked | TYPED).status_code == 302
    case = Case.objects.get(pk=case.pk)
    assert (case.status, case.asked_on) == ("asked", date(2026, 6, 1))
    said = case.events.get(new="asked").note
    assert said == f"We ask it to cooperate. By telephone, on 1 June 2026. {TYPED['words']}"


@pytest.mark.parametrize("basis", ["", "nonsense", "\x00"])
def test_no_basis_is_taken_for_another(case, owner, signed_in, basis):
    browser, page = signed_in(owner), f"/staff/cases/{case.reference}/move/"
    browser.post(page, {"seen": "received", "status": "disclosure"})
    assert browser.post(page, {"seen": "disclosure", "status": "asked", "basis": basis, **TYPED}).status_code == 422


def test_the_page_of_a_case_lists_its_clocks(case, owner, signed_in, clock):
    go(case, owner, *ASKED, basis=Basis.NOTICE)
    clock.shift(timedelta(days=31))
    page = signed_in(owner).get(f"/staff/cases/{case.reference}/").content.decode().split('id="clocks"')[1]
    for words in ("Ended in time", "1 day overdue", "Authority’s answer", "We serve a formal notice", "Resolve"):
        assert words in page, words


@pytest.mark.parametrize(
    ("filed", "received_on", "kind", "day"),
    [
        ("2026-12-24T23:59Z", date(2026, 12, 24), "acknowledge", date(2026, 12, 30)),
        ("2026-04-02T09:00Z", date(2026, 4, 2), "triage", date(2026, 4, 13)),
        ("2026-06-30T23:30Z", date(2026, 7, 1), "resolve", date(2026, 10, 1)),
        ("2026-03-29T00:59Z", date(2026, 3, 29), "acknowledge", date(2026, 3, 31)),  # forward in a minute
        ("2026-03-29T23:30Z", date(2026, 3, 30), "acknowledge", date(2026, 4, 1)),
        ("2026-10-24T23:30Z", date(2026, 10, 25), "triage", date(2026, 10, 30)),  # back in the morning
        ("2026-10-25T00:30Z", date(2026, 10, 25), "triage", date(2026, 10, 30)),  # the hour that comes twice
        ("2026-10-25T01:30Z", date(2026, 10, 25), "triage", date(2026, 10, 30)),
        ("2026-10-25T23:30Z", date(2026, 10, 25), "triage", date(2026, 10, 30)),
    ],
)
def test_clocks_start_on_the_day_in_london(make_case, clock, due, filed, received_on, kind, day):
    case = make_case(now=datetime.fromisoformat(filed))
    assert (case.received_on, due(case)[kind]) == (received_on, day)


@pytest.mark.parametrize(
    ("until", "day"),
    [
        ("2026-10-24T23:30Z", date(2026, 10, 25)),
        ("2026-10-25T23:30Z", date(2026, 10, 25)),
        ("2026-03-29T23:30Z", date(2026, 3, 30)),
    ],
)
def test_bids_close_on_the_day_in_london(make_case, due, until, day):
    assert due(make_case(live_until=datetime.fromisoformat(until)))["bids"] == day
