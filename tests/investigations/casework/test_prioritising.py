"""A case is marked as priority by hand, and the mark taken off, with a reason."""

import pytest

from investigations.access import NotAllowed
from investigations.casework import casework, interests, owning
from investigations.casework.prioritising import prioritise
from investigations.lifecycle import Conflict
from investigations.models import Case
from mysteryshopper.staff.models import Role


@pytest.fixture
def owner(make_user):
    return make_user(name="Owen Owner")


@pytest.fixture
def lead(make_user):
    return make_user(Role.LEAD, "Lea Lead")


def test_the_owner_marks_it_and_takes_the_mark_off_once_each(make_case, owner):
    case = casework.claim(make_case(), by=owner)
    for is_priority, words in ((True, "Put on. They close."), (False, "Taken off. They close.")):
        prioritise(case, is_priority, by=owner, reason="They close.")
        assert (Case.objects.get().is_priority, case.events.last().note) == (is_priority, words)
        with pytest.raises(Conflict):
            prioritise(case, is_priority, by=owner, reason="They close.")


def test_of_two_that_are_due_on_one_day_the_marked_one_is_next(make_case, owner, lead):
    _, second = make_case(), make_case()
    prioritise(second, True, by=lead, reason="They close.")
    assert owning.claim_next(by=owner) == second


def test_nobody_else_marks_it(make_case, owner, lead, make_user):
    nobodys, theirs = make_case(), casework.claim(make_case(), by=lead)
    interests.declare(nobodys, by=lead, reason="Mine.")
    for case in (nobodys, theirs):
        for by in (owner, make_user(Role.OFFICIAL), make_user(Role.ADMINISTRATOR)):
            with pytest.raises(NotAllowed):
                prioritise(case, True, by=by, reason="x")
    with pytest.raises(NotAllowed, match="conflict"):
        prioritise(nobodys, True, by=lead, reason="x")


def test_the_page(make_case, owner, signed_in):
    case = casework.claim(make_case(), by=owner)
    browser, address = signed_in(owner), f"/staff/cases/{case.reference}/priority/"
    assert "Enter why" in browser.post(address, {}).content.decode()
    assert "Mark as priority" in browser.get(f"/staff/cases/{case.reference}/").content.decode()
    page = browser.post(address, {"reason": "They close."}, follow=True).content.decode()
    assert ("It is marked as priority." in page, "Take the priority mark off" in page) == (True, True)
    assert browser.post(address, {"reason": "Pressed twice."}).status_code == 409
    assert browser.post(address, {"reason": "No.", "goes": "on"}).status_code == 302
    assert not Case.objects.get().is_priority
