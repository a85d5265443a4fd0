"""What every verb on a case begins and ends with: the case as it is now, and the row that says what happened."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from investigations.models import Case, CaseEvent
from mysteryshopper.staff.models import User


def locked(case: Case) -> Case:
    """The case as it is now, not as a page showed it: every check of a verb is made on this."""
    # No joins: after waiting for the lock Postgres renews the locked row only, so a joined owner would be the old one.
    return Case.objects.select_for_update().get(pk=case.pk)


def record(
    case: Case, kind: CaseEvent.Kind, *, by: User | None, note: str = "", at: datetime | None = None, **move: Any
) -> None:
    """`by`: None when the service itself did it, or the authority."""
    CaseEvent.objects.create(case=case, kind=kind, by=by, note=note, at=at or timezone.now(), **move)
