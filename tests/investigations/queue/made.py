"""Cases as the tests of lists need them."""

from investigations.casework import casework
from investigations.models import Case, Outcome
from mysteryshopper.staff.models import User
from tests.closing import close


def closed_case(case: Case, *, by: User, outcome: Outcome = Outcome.PAID) -> Case:
    return close(casework.claim(case, by=by), outcome)
