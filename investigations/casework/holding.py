"""A legal hold: a lead says that nothing of a case may be erased, and why."""

from django.db import transaction

from complaints.models import Complaint
from investigations import access
from investigations.lifecycle import Conflict
from investigations.models import Case, CaseEvent
from mysteryshopper.staff.models import User

from .trail import locked, record


@transaction.atomic
def hold(case: Case, *, by: User, reason: str) -> None:
    """Raises NotAllowed, and Conflict when it is held already."""
    _set(case, True, CaseEvent.Kind.HELD, by=by, reason=reason)


@transaction.atomic
def release(case: Case, *, by: User, reason: str) -> None:
    """Raises NotAllowed, and Conflict when it is not held."""
    _set(case, False, CaseEvent.Kind.RELEASED, by=by, reason=reason)


def _set(case: Case, is_held: bool, kind: CaseEvent.Kind, *, by: User, reason: str) -> None:
    access.check_lead(by)
    case = locked(case)
    # Whoever owns it: a hold comes from outside, often when nobody works on the case any more.
    access.check_claim(by, case)
    if case.is_held == is_held:
        raise Conflict("This case is under a legal hold already." if is_held else "This case is under no legal hold.")
    case.is_held = is_held
    case.save(update_fields=["is_held"])
    if case.complaint_id:
        Complaint.objects.filter(pk=case.complaint_id).update(is_held=is_held)
    record(case, kind, by=by, note=reason)
