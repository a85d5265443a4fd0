"""Who else has a case open."""

from datetime import timedelta

import pytest
from django.utils import timezone

from investigations.casework import casework, presence
from investigations.models import Presence
from mysteryshopper.staff.models import Role

NOW = timezone.now()


@pytest.fixture
def case(make_case, make_user):
    return casework.claim(make_case(), by=make_user(name="Owen Owner"))


def test_others_are_seen_for_five_minutes(case, make_user):
    lead = make_user(Role.LEAD)
    assert presence.enter(case, by=lead, now=NOW) == []
    for after, seen in ((timedelta(minutes=5), [lead]), (timedelta(minutes=5, seconds=1), [])):
        assert presence.enter(case, by=case.owner, now=NOW + after) == seen


def test_a_person_leaves_few_rows(case, make_case, make_user):
    user = make_user()
    for minutes in range(0, 60, 6):
        presence.enter(make_case(), by=user, now=NOW + timedelta(minutes=minutes))
    assert Presence.objects.filter(user=user).count() == 1


def test_the_page_says_who_else_and_those_who_may_not_read_are_not_there(case, signed_in, make_user):
    where = f"/staff/cases/{case.reference}/"
    signed_in(make_user(name="Olga Other")).get(where)
    signed_in(make_user(Role.LEAD, "Lea Lead")).get(where)
    page = signed_in(case.owner).get(where).content.decode()
    assert "Lea Lead has opened this case in the last 5 minutes." in page
