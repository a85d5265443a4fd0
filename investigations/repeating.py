"""Authorities that come again."""

from datetime import date, datetime

from django.db.models import Exists, OuterRef

from investigations.models import Case
from mysteryshopper.calendar import add_months, london_day

YEARS = 2
# So many cases of one authority within those years make it one that comes again.
CASES = 3


def since(now: datetime) -> date:
    return add_months(london_day(now), -12 * YEARS)


def is_repeat(now: datetime) -> Exists:
    """Of a case in a query, whether its authority comes again: no more of its cases are looked at than it takes."""
    of_authority = Case.objects.filter(authority=OuterRef("authority"), received_on__gte=since(now))
    return Exists(of_authority[CASES - 1 : CASES])
