"""Figures to report on, and reports of them."""

from datetime import date

import pytest
from django.core.management import call_command
from django.http import QueryDict

from investigations.demonstration.history import add_history
from investigations.models import Outcome
from investigations.outcomes.forms import asked_for
from investigations.reporting import reporting
from investigations.reporting.forms import ReportForm
from mysteryshopper.staff.models import Role
from tests.investigations.outcomes.conftest import add  # noqa: F401
from tests.investigations.outcomes.test_dashboard import DATA


@pytest.fixture
def history(db, add):  # noqa: F811
    """Every kind of case in 2013/14, and some before."""
    call_command("load_benchmarks", str(DATA / "benchmarks.csv"))
    add_history(seed=1, cases=400)
    add(None, 2, authority_sector="health", provider_kind="charity", received_on=date(2013, 6, 1))
    add(Outcome.PAID, 3, subject="payment", received_on=date(2013, 6, 1))


@pytest.fixture
def asked():
    """What the form asks for."""

    def ask(query="year=2013"):
        form = ReportForm(QueryDict(query), years=range(2010, 2027))
        assert form.is_valid(), form.errors
        return asked_for(form, works_queue=False)

    return ask


@pytest.fixture
def official(make_user):
    return make_user(Role.OFFICIAL, "Ola Official")


@pytest.fixture
def lead(make_user):
    return make_user(Role.LEAD, "Lea Lead")


@pytest.fixture
def draft(asked, official):
    """A draft by an official."""
    return lambda query="year=2013", by=official: reporting.draft(asked(query), by=by)
