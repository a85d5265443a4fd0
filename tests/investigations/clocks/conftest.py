"""A case on which somebody works, on a quiet Monday."""

import pytest
import time_machine

from investigations.casework import casework
from investigations.models import Case
from mysteryshopper.staff.models import Role
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
    return casework.claim(make_case(), by=owner)


@pytest.fixture
def due():
    """When the clocks of a case are due, by kind."""
    return lambda case: dict(case.clocks.values_list("kind", "due_on"))


@pytest.fixture
def fresh():
    return lambda case: Case.objects.get(pk=case.pk)
