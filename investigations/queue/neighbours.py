"""Where a case stands in a list, and which come before and after it."""

from dataclasses import dataclass

from django.db.models import Count, Q

from investigations.models import Case
from investigations.models.case import CaseQuerySet


@dataclass(frozen=True)
class Place:
    """`number` counts from 1. References of the cases beside it, "" at either end."""

    number: int
    total: int
    previous: str
    next: str


def place(cases: CaseQuerySet, case: Case) -> Place | None:
    """Of a case in a list whose newest come first. None: it is not, or no longer, in it. Three queries."""
    newer = Q(received_on__gt=case.received_on) | Q(received_on=case.received_on, pk__gt=case.pk)
    older = Q(received_on__lt=case.received_on) | Q(received_on=case.received_on, pk__lt=case.pk)
    unordered = cases.order_by()
    counts = unordered.aggregate(
        total=Count("pk"), newer=Count("pk", filter=newer), here=Count("pk", filter=Q(pk=case.pk))
    )
    if not counts["here"]:
        return None
    references = cases.values_list("reference", flat=True)
    return Place(
        number=counts["newer"] + 1,
        total=counts["total"],
        previous=references.filter(newer).reverse().first() or "",
        next=references.filter(older).first() or "",
    )
