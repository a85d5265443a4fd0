"""Where a case stands in a list, and which come before and after it."""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Q, Value
from django.db.models.functions import JSONObject

from investigations.models import Case
from investigations.models.case_words import CaseQuerySet


@dataclass(frozen=True)
class Place:
    """`number` counts from 1. References of the cases beside it, "" at either end."""

    number: int
    total: int
    previous: str
    next: str


def place(cases: CaseQuerySet, case: Case) -> Place | None:
    """Of a case in a list whose newest come first. None: it is not, or no longer, in it. One query."""
    newer = Q(received_on__gt=case.received_on) | Q(received_on=case.received_on, pk__gt=case.pk)
    older = Q(received_on__lt=case.received_on) | Q(received_on=case.received_on, pk__lt=case.pk)
    counts = {"total": Count("pk"), "newer": Count("pk", filter=newer), "here": Count("pk", filter=Q(pk=case.pk))}
    references = cases.values("reference")
    found = (
        Case.objects.filter(pk=case.pk)
        .values(
            # Grouped by what is the same for all: so one row holds all counts.
            counts=ArraySubquery(cases.order_by().values(one=Value(1)).values(of_all=JSONObject(**counts))),
            previous=ArraySubquery(references.filter(newer).reverse()[:1]),
            next=ArraySubquery(references.filter(older)[:1]),
        )
        .get()
    )
    # None at all: of no case there is nothing to group.
    counted = found["counts"][0] if found["counts"] else None
    if not counted or not counted["here"]:
        return None
    return Place(
        number=counted["newer"] + 1,
        total=counted["total"],
        previous="".join(found["previous"]),
        next="".join(found["next"]),
    )
