"""Nothing reaches the authority within a day of the complaint, unless a lead says that it cannot wait."""

from datetime import timedelta

import pytest
import time_machine

from investigations.access import NotAllowed
from investigations.casework import casework
from investigations.leaving import door, timing
from investigations.models import Audience, Case
from mysteryshopper.staff.models import Role

FREE = "A supplier told us that the panel had three members."


@pytest.fixture
def case(make_case, make_user):
    return casework.claim(make_case(), by=make_user(name="Owen Owner"))


def passes(case, after, audience=Audience.AUTHORITY):
    with time_machine.travel(case.complaint.filed_at + after, tick=False):
        try:
            door.pass_out(case, FREE, audience)
        except timing.TooSoon:
            return False
        return True


def test_a_day_goes_by_before_the_authority_hears_of_it(case):
    day = timedelta(days=1)
    assert [passes(case, after) for after in (timedelta(0), day - timedelta(seconds=1), day)] == [False, False, True]


def test_a_lead_may_say_that_it_cannot_wait(case, make_user):
    lead = make_user(Role.LEAD)
    for _ in range(2):
        timing.let_leave_early(case, by=lead, reason="Bids close at noon.")
    assert passes(case, timedelta(hours=1))
    assert [event.note for event in case.events.filter(kind="urgent")] == ["Bids close at noon."]


def test_nobody_else_may(case):
    with pytest.raises(NotAllowed):
        timing.let_leave_early(case, by=case.owner, reason="Now")


def test_a_case_that_no_provider_brought_has_no_moment_to_hide(case):
    Case.objects.filter(pk=case.pk).update(complaint=None)
    door.pass_out(Case.objects.get(pk=case.pk), FREE, Audience.AUTHORITY)


def test_the_page_says_when_and_lets_a_lead_decide(case, signed_in):
    lead, where = signed_in(Role.LEAD), f"/staff/cases/{case.reference}/leaving/"
    with time_machine.travel(case.complaint.filed_at + timedelta(hours=1)):
        assert "before 2 June 2026, 12:00pm" in signed_in(case.owner).get(where).content.decode()
        assert lead.post(f"{where}early/", {}).status_code == 422
        assert lead.post(f"{where}early/", {"reason": "Bids close at noon."}).status_code == 302
        assert "Nothing leaves to the authority before" not in lead.get(where).content.decode()
