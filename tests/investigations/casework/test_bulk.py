"""Several cases at once: seen beforehand, done with what may not be named, undone for ten minutes."""

import contextlib
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from investigations.access import NotAllowed
from investigations.casework import bulk, casework, interests, owning
from investigations.casework.bulk import Asked
from investigations.models import BulkAction, Case, CaseEvent, Outcome, Readers
from mysteryshopper.staff.models import Role
from tests.closing import close

Kind = BulkAction.Kind


@pytest.fixture
def owner(make_user):
    return make_user(name="Owen Owner")


@pytest.fixture
def heir(make_user):
    return make_user(name="Hera Heir")


@pytest.fixture
def cases(make_case, owner):
    """Three of Owen's: one open, one closed, and one in which Hera has a conflict of interest."""
    return [casework.claim(make_case(), by=owner) for _ in range(3)]


@pytest.fixture
def mixed(cases, owner, heir):
    close(cases[1], Outcome.PAID)
    interests.declare(cases[2], by=heir, reason="My brother bid.")
    return cases


def owners():
    return [case.owner for case in Case.objects.order_by("pk")]


def test_what_is_shown_beforehand_is_what_happens(mixed, owner, heir):
    asked, events = Asked(Kind.HAND_OVER, by=owner, to=heir, note="Yours."), CaseEvent.objects.count()
    shown = [(item.case.pk, item.after, item.why_not) for item in bulk.preview(mixed, asked)]
    assert (owners(), CaseEvent.objects.count()) == ([owner] * 3, events)
    assert [bool(why_not) for _, _, why_not in shown] == [False, True, True]
    assert ("closed" in shown[1][2], "Hera Heir has declared a conflict" in shown[2][2]) == (True, True)
    done = bulk.apply(mixed, asked)
    assert [(item.case_id, item.after, item.why_not) for item in done.items.all()] == shown
    assert owners() == [heir, owner, owner]


@pytest.mark.parametrize("kind", Kind)
def test_undone_each_case_is_whose_it_was(cases, owner, heir, kind):
    if kind == Kind.CLAIM:
        owning.give_back(cases[0], by=owner, note="")
    before = owners()
    action = bulk.apply(cases, Asked(kind, by=owner, to=heir))
    assert owners() != before
    assert bulk.undo(action, by=owner) == []
    assert owners() == before
    assert "Undone." in cases[0].events.last().note


def test_what_was_said_of_claiming_several_stands_in_the_history_of_each(make_case, owner):
    cases = [make_case() for _ in range(2)]
    bulk.apply(cases, Asked(Kind.CLAIM, by=owner, note="Both of one market."))
    assert [case.events.last().note for case in cases] == ["Both of one market."] * 2


def test_what_somebody_has_changed_since_stays(cases, owner, heir, make_user):
    action = bulk.apply(cases, Asked(Kind.HAND_OVER, by=owner, to=heir))
    other = make_user(name="Olga Other")
    owning.hand_over(cases[0], by=heir, to=other, note="")
    assert bulk.undo(action, by=owner) == [cases[0]]
    assert owners() == [other, owner, owner]


def test_it_is_undone_once_by_who_did_it_within_ten_minutes(cases, owner, heir, make_user):
    action = bulk.apply(cases, Asked(Kind.HAND_OVER, by=owner, to=heir))
    with pytest.raises(NotAllowed):
        bulk.undo(action, by=make_user(Role.LEAD))
    with time_machine.travel(timezone.now() + timedelta(minutes=10)), pytest.raises(bulk.TooLate):
        bulk.undo(action, by=owner)
    bulk.undo(action, by=owner)
    with pytest.raises(bulk.TooLate):
        bulk.undo(action, by=owner)


@pytest.mark.django_db(transaction=True)
def test_two_people_claiming_the_same_cases_share_none(make_case, make_user, at_once):
    cases, one, two = [make_case() for _ in range(5)], make_user(), make_user()
    both = at_once(*(lambda by=by: bulk.apply(list(reversed(cases)), Asked(Kind.CLAIM, by=by)) for by in (one, two)))
    changed = [{item.case_id for item in action.items.filter(why_not="")} for action in both]
    assert (changed[0] & changed[1], len(changed[0] | changed[1])) == (set(), 5)


def test_the_pages(mixed, owner, heir, signed_in):
    browser, ticked = signed_in(owner), [case.reference for case in mixed]
    untouched = browser.post("/staff/cases/bulk/", {"view": "mine"}, follow=True)
    assert "Tick one case or more" in untouched.content.decode()
    assert untouched.redirect_chain == [("/staff/queue/?view=mine", 302)]
    asks = browser.post("/staff/cases/bulk/", {"case": ticked})
    assert (asks.status_code, "error-summary" in asks.content.decode()) == (200, False)
    assert browser.post("/staff/cases/bulk/", {"case": ticked, "shown": 1}).status_code == 422
    assert browser.post("/staff/cases/bulk/", {"case": ticked, "kind": "hand_over", "shown": 1}).status_code == 422
    typed = {"case": ticked, "kind": "hand_over", "to": heir.pk, "note": "Yours.", "shown": 1}
    page = browser.post("/staff/cases/bulk/", typed).content.decode()
    assert [page.count(words) for words in ("<strong>Stays.</strong>", 'value="Yours."')] == [2, 1]
    done = browser.post("/staff/cases/bulk/apply/", typed, follow=True)
    page = done.content.decode()
    assert ("Hand over: 1 case changed" in page, page.count("declared a conflict")) == (True, 1)
    undone = browser.post(f"{done.request['PATH_INFO']}undo/", follow=True).content.decode()
    assert ("Undone on" in undone, owners()) == (True, [owner] * 3)
    assert browser.post(f"{done.request['PATH_INFO']}undo/").status_code == 409
    assert signed_in(heir).get(done.request["PATH_INFO"]).status_code == 404


def test_junk_is_refused(cases, owner, signed_in):
    browser = signed_in(owner)
    for typed in ({"case": ["x"] * 200}, {"case": "x\x00", "kind": "junk"}):
        assert browser.post("/staff/cases/bulk/apply/", typed).status_code == 422


def test_undone_a_case_does_not_come_back_to_whom_it_was_shut_since(cases, owner, make_user):
    """By giving back and undoing nobody gets round a restriction or a conflict of interest."""
    lead, other = make_user(Role.LEAD), make_user(name="Olga Other")
    action = bulk.apply(cases[:2], Asked(Kind.GIVE_BACK, by=owner))
    interests.set_readers(cases[0], Readers.RESTRICTED, named=[other, lead], by=lead, reason="x")
    interests.declare(cases[1], by=owner, reason="x")
    assert bulk.undo(action, by=owner) == cases[:2]
    assert owners() == [None, None, owner]


def test_who_is_shut_out_since_undoes_nothing(cases, owner, heir, make_user):
    lead = make_user(Role.LEAD)
    action = bulk.apply(cases, Asked(Kind.HAND_OVER, by=lead, to=heir))
    interests.declare(cases[0], by=lead, reason="x")
    assert bulk.undo(action, by=lead) == cases[:1]
    assert owners() == [heir, owner, owner]


@pytest.mark.django_db(transaction=True)
def test_several_at_once_and_one_by_itself_never_wait_in_a_circle(cases, owner, make_user, at_once):
    lead = make_user(Role.LEAD)
    for _ in range(10):
        Case.objects.update(owner=owner)

        def alone():
            with contextlib.suppress(NotAllowed):
                owning.give_back(cases[2], by=owner, note="")

        at_once(lambda: bulk.apply(cases, Asked(Kind.GIVE_BACK, by=lead)), alone)
        assert owners() == [None] * 3
