"""Closing a case plans what the provider is asked after; opening it again calls it off."""

import pytest

from investigations.casework import casework
from investigations.models import Outcome


@pytest.fixture
def case(make_case, make_user):
    return casework.claim(make_case(), by=make_user(name="Owen Owner"))


@pytest.mark.parametrize(
    ("outcome", "count"), [(Outcome.PAID, 5), (Outcome.REFUSED, 5), (Outcome.OUT_OF_SCOPE, 0), (Outcome.WITHDRAWN, 0)]
)
def test_closing_plans_the_questions_where_something_was_looked_into(case, outcome, count, close):
    close(case, outcome)
    assert case.complaint.askings.count() == count


def test_opening_again_calls_them_off_and_closing_again_plans_them_anew(case, close):
    close(case, Outcome.PAID)
    casework.reopen(case, by=case.owner, note="")
    assert not case.complaint.askings.exists()
    close(case, Outcome.PAID)
    assert case.complaint.askings.count() == 5
