"""A case that its owner has found on, and an officer of the authority who answers."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from investigations.casework import casework
from investigations.models import Contact, Officer, Verdict
from investigations.recommendations import proposing, recommending
from mysteryshopper.staff.models import Role
from tests.closing import find_all
from tests.conftest import NOON


@pytest.fixture(autouse=True)
def clock():
    """Noon in London on Monday 1 June 2026, until a test moves it."""
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def owner(make_user):
    return make_user(name="Owen Owner")


@pytest.fixture
def lead(make_user):
    return make_user(Role.LEAD, "Lea Lead")


@pytest.fixture
def case(make_case, owner):
    return find_all(casework.claim(make_case(), by=owner), Verdict.UPHELD)


@pytest.fixture
def officer(case, owner):
    today = timezone.localdate()
    contact = Contact.objects.create(
        authority=case.authority, name="Head of buying", email="buying@camden.example", started_on=today, added_by=owner
    )
    now = timezone.now()
    return Officer.objects.create(
        case=case, contact=contact, secret_hash="0" * 64, secret="", message_id="<1@x>",
        admitted_at=now, expires_at=now + timedelta(days=90),
    )  # fmt: skip


@pytest.fixture
def proposed(case, owner):
    return proposing.propose(case, 1, text="Tell every bidder why it lost.", by=owner)


@pytest.fixture
def sent(proposed, owner):
    recommending.mark_sent(proposed.case, proposed.case.recommendations.all(), by=owner)
    proposed.refresh_from_db()
    return proposed
