"""A closed case whose provider is known by its name, and its summary at each step."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from investigations.casework import casework
from investigations.models import Contact, Officer, Outcome
from investigations.summaries import publishing, showing, writing
from mysteryshopper.staff.models import Role
from tests.reached import REACHED

# A Monday; ten working days later it is 15 June 2026.
CLOSED = datetime(2026, 6, 1, 9, tzinfo=UTC)
LAST_DAY = datetime(2026, 6, 15, 12, tzinfo=UTC)
OVER = datetime(2026, 6, 15, 23, 0, 1, tzinfo=UTC)  # a second into 16 June in London


@pytest.fixture
def clock():
    with time_machine.travel(CLOSED, tick=False) as traveller:
        yield traveller


@pytest.fixture
def lead(make_user):
    return make_user(Role.LEAD, "Lea Lead")


@pytest.fixture
def closed(clock, make_case, make_user, close):
    filed = CLOSED - timedelta(days=40)
    case = casework.claim(make_case(now=filed, organisation="Provider Works"), by=make_user(name="Owen Owner"))
    return close(case, Outcome.CHANGED_FUTURE)


@pytest.fixture
def write():
    def write(case, issue="A supplier was not told why it lost.", outcome="The council now tells.", **words):
        last = writing.newest(case)
        by = words.pop("by", case.owner)
        return writing.write(case, issue=issue, outcome=outcome, seen=last.version if last else 0, by=by, **words)[0]

    return write


@pytest.fixture
def shown(closed, write, lead, officer):
    """A version that the authority sees."""
    summary = write(closed)
    writing.approve(summary, by=lead)
    return showing.show(summary, reached=REACHED, by=closed.owner)


@pytest.fixture
def let_in(lead):
    """Somebody of the authority is let in for long enough to reply."""

    def let_in(case):
        contact = Contact.objects.create(
            authority=case.authority, name="Con Tact", email="con@authority.example", started_on=CLOSED, added_by=lead
        )
        return Officer.objects.create(
            case=case,
            contact=contact,
            secret_hash="x" * 64,
            secret="",
            message_id="<1@test>",
            admitted_at=timezone.now(),
            expires_at=timezone.now() + timedelta(days=90),
        )

    return let_in


@pytest.fixture
def officer(closed, let_in):
    return let_in(closed)


@pytest.fixture
def publish():
    """Works off what is owed of a summary."""
    return lambda summary: publishing.publish(summary.publication)
