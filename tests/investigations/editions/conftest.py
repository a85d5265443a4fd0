"""Closed cases, and editions of them as leads and a worker make them."""

import random
from datetime import date

import pytest
import time_machine

from complaints.models import ProviderKind, ProviderSize, Sector, SubIssue, Subject
from complaints.reference import new_reference
from investigations.editions import making
from investigations.editions.merging import USUAL
from investigations.editions.tasks import build
from investigations.lifecycle import Status
from investigations.models import Case, Edition, Outcome
from mysteryshopper.staff.models import Role

FIRST, SECOND = date(2026, 3, 31), date(2026, 6, 30)
CODES = [code for code in Outcome if code is not Outcome.UNCODED]


@pytest.fixture(autouse=True)
def _autumn():
    with time_machine.travel("2026-11-24T12:00:00Z", tick=True):
        yield


@pytest.fixture
def leads(make_user):
    return make_user(Role.LEAD, "Lea Lead"), make_user(Role.LEAD, "Lou Lead")


@pytest.fixture
def add_cases(db):
    """So many closed cases of that day, not made up unless it is said."""

    def add(number, day=date(2026, 2, 1), seed=0, **fields):
        dice = random.Random(seed)
        return Case.objects.bulk_create(
            Case(
                **{
                    "reference": new_reference(),
                    "status": Status.CLOSED,
                    "outcome": dice.choices(CODES, [24, 46, 8, 7, 7, 3, 3, 2])[0],
                    "received_on": day,
                    "status_on": day,
                    "closed_on": day,
                    "authority_sector": dice.choice(Sector.values[:4]),
                    "provider_kind": dice.choices(ProviderKind.values, [93, 1, 1, 1, 1, 1, 2])[0],
                    "provider_size": dice.choice(ProviderSize.values),
                    "subject": dice.choice(Subject.values),
                    "sub_issue": dice.choice(SubIssue.values),
                    **fields,
                }
            )
            for _ in range(number)
        )

    return add


@pytest.fixture
def make(leads):
    """A draft as a worker has made it."""

    def make(ends_on=FIRST, merged=USUAL):
        return made(making.ask(ends_on, merged, by=leads[0]))

    return make


def made(draft):
    build(draft.pk)
    draft = Edition.objects.get(pk=draft.pk)
    assert draft.last_error == ""
    return draft


@pytest.fixture
def publish(make, leads):
    def publish(ends_on=FIRST, merged=USUAL, draft=None):
        draft = draft or make(ends_on, merged)
        return making.sign_off(draft, seen=draft.digest, by=leads[1])

    return publish
