"""Whose a case is: the next one claimed, handed over, given back, all of somebody's passed on."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from investigations.access import NotAllowed
from investigations.casework import bulk, casework, noting, owning
from investigations.lifecycle import Conflict
from investigations.models import BulkAction, Case, Outcome
from mysteryshopper.staff import accounts
from mysteryshopper.staff.models import Role, User


@pytest.fixture
def owner(make_user):
    return make_user(name="Owen Owner")


@pytest.fixture
def case(make_case, owner):
    return casework.claim(make_case(), by=owner)


def last_event(case):
    event = case.events.last()
    return event.kind, event.by.name, event.note


def owner_of(case):
    return Case.objects.get(pk=case.pk).owner


def test_the_next_case_is_the_most_urgent_without_an_owner(make_case, owner, make_user):
    old = make_case(now=datetime(2026, 5, 1, 9, tzinfo=UTC))
    live = make_case(live_until=timezone.now() + timedelta(days=2))
    casework.claim(make_case(live_until=timezone.now() + timedelta(days=1)), by=make_user())
    assert [owning.claim_next(by=owner) for _ in range(2)] == [live, old]
    assert last_event(live) == ("claimed", "Owen Owner", "")
    with pytest.raises(owning.NothingToClaim):
        owning.claim_next(by=owner)


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.ADMINISTRATOR])
def test_only_those_who_work_the_queue_claim_or_are_given_cases(case, owner, make_user, role):
    with pytest.raises(NotAllowed):
        owning.claim_next(by=make_user(role))
    with pytest.raises(NotAllowed):
        owning.hand_over(case, by=owner, to=make_user(role), note="")


def test_a_case_is_handed_over_with_a_note(case, owner, make_user):
    next_owner = make_user(name="Nora Next")
    owning.hand_over(case, by=owner, to=next_owner, note="Mind the deadline.")
    assert owner_of(case) == next_owner
    assert last_event(case) == ("handed_over", "Owen Owner", "To Nora Next. Mind the deadline.")
    with pytest.raises(NotAllowed, match="Nora Next is working on this case"):
        owning.give_back(case, by=owner, note="")
    with pytest.raises(Conflict, match="already"):
        owning.hand_over(case, by=next_owner, to=next_owner, note="")


def test_a_case_given_back_waits_for_whoever_claims_it_next(case, owner, make_user):
    owning.give_back(case, by=owner, note="On leave.")
    assert (owner_of(case), last_event(case)) == (None, ("given_back", "Owen Owner", "On leave."))
    assert owning.claim_next(by=make_user()) == case


@pytest.mark.parametrize("verb", ["hand_over", "give_back"])
def test_a_closed_case_keeps_its_owner(case, owner, make_user, verb, close):
    close(case, Outcome.PAID)
    to = {"to": make_user()} if verb == "hand_over" else {}
    with pytest.raises(Conflict, match="closed"):
        getattr(owning, verb)(case, by=owner, note="", **to)


def test_a_leaver_s_open_cases_are_passed_on_in_one_go(make_case, owner, make_user, close):
    lead, heir = make_user(Role.LEAD), make_user(name="Hera Heir")
    cases = [casework.claim(make_case(), by=owner) for _ in range(3)]
    closed = close(cases[0], Outcome.PAID)
    assert owning.pass_on(owner, by=lead, to=heir, note="Left.") == 2
    assert [owner_of(case) for case in cases] == [owner, heir, heir]
    assert (owner_of(closed), last_event(cases[1])) == (owner, ("handed_over", lead.name, "To Hera Heir. Left."))
    assert owning.pass_on(heir, by=lead, to=None, note="") == 2
    assert [owner_of(case) for case in cases] == [owner, None, None]


LEAVE = [None, Role.OFFICIAL]


def left(user, role):
    """Shut, or of another role; and the account as the next page reads it."""
    accounts.shut(user, by=None) if role is None else accounts.change(user, name=user.name, role=role, by=None)
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("role", LEAVE)
def test_whoever_has_left_gets_no_case(case, owner, make_user, role):
    lead, gone = make_user(Role.LEAD), left(make_user(name="Gus Gone"), role)
    why = "The account of Gus Gone is shut" if not gone.is_active else "Only investigators and leads"
    with pytest.raises(NotAllowed, match=why):
        owning.hand_over(case, by=owner, to=gone, note="")
    with pytest.raises(NotAllowed, match=why):
        owning.pass_on(owner, by=lead, to=gone, note="")
    asked = bulk.Asked(BulkAction.Kind.HAND_OVER, by=lead, to=gone)
    assert why in bulk.apply([case], asked).items.get().why_not
    assert owner_of(case) == owner


@pytest.mark.parametrize("role", LEAVE)
def test_open_cases_of_who_has_left_stay_theirs_until_a_lead_passes_them_on(case, owner, make_user, signed_in, role):
    lead, heir = make_user(Role.LEAD), make_user(name="Hera Heir")
    gone = left(owner, role)
    with pytest.raises(NotAllowed):
        noting.note(case, by=gone, text="Still here.")
    with pytest.raises(Conflict):
        casework.claim(case, by=heir)
    page = signed_in(lead).get("/staff/cases/pass-on/").content.decode()
    assert f"Owen Owner ({'official' if gone.is_active else 'account shut'})" in page
    assert gone not in owning.colleagues()
    assert owning.pass_on(gone, by=lead, to=heir, note="Left.") == 1
    assert owner_of(case) == heir


@pytest.mark.parametrize("role", LEAVE)
def test_a_case_opened_again_does_not_go_back_to_who_has_left(case, owner, make_user, close, role):
    close(case, Outcome.PAID)
    left(owner, role)
    casework.reopen(case, by=make_user(Role.LEAD), note="There is more to it.")
    assert owner_of(case) is None
    assert last_event(case)[2] == "Owen Owner may no longer work on it."


def test_only_a_lead_passes_cases_on(owner, make_user):
    with pytest.raises(NotAllowed):
        owning.pass_on(owner, by=make_user(), to=None, note="")


def test_the_pages(case, owner, make_user, signed_in):
    browser, next_owner, where = signed_in(owner), make_user(name="Nora Next"), f"/staff/cases/{case.reference}/"
    assert browser.post(f"{where}hand-over/", {}).status_code == 422
    assert browser.post(f"{where}hand-over/", {"to": owner.pk}).status_code == 422
    assert browser.post(f"{where}hand-over/", {"to": next_owner.pk, "note": "Yours"}).url == "/staff/queue/"
    assert f"Nora Next has the case {case.reference} now." in browser.get("/staff/queue/").content.decode()
    other = signed_in(next_owner)
    assert other.post(f"{where}give-back/", {}).url == "/staff/queue/"
    assert browser.post("/staff/cases/claim-next/").url == where
    assert browser.post("/staff/cases/claim-next/", follow=True).content.decode().count("has an owner") >= 1
    lead = signed_in(Role.LEAD)
    page = lead.get("/staff/cases/pass-on/").content.decode()
    assert "Owen Owner (investigator): 1 open case" in page and "Nobody: back to the queue" in page
    assert "checked" not in page
    assert lead.post("/staff/cases/pass-on/", {"leaver": owner.pk}).status_code == 422
    assert lead.post("/staff/cases/pass-on/", {"leaver": owner.pk, "to": owner.pk}).status_code == 422
    answer = lead.post("/staff/cases/pass-on/", {"leaver": owner.pk, "to": ""}, follow=True)
    assert ("1 case passed on." in answer.content.decode(), owner_of(case)) == (True, None)
