"""The mark that puts a case before others that are due on the same day: by hand, where a rule did not see it so."""

from django.db import transaction

from investigations import access
from investigations.lifecycle import Conflict
from investigations.models import Case, CaseEvent
from mysteryshopper.staff.models import User

from .trail import locked, record


@transaction.atomic
def prioritise(case: Case, is_priority: bool, *, by: User, reason: str) -> None:
    """Puts the mark on, or takes it off. Raises NotAllowed, and Conflict when it is so already."""
    case = locked(case)
    access.check_prioritise(by, case)
    if case.is_priority == is_priority:
        raise Conflict("This case is marked as priority already." if is_priority else "This case is no priority.")
    case.is_priority = is_priority
    case.save(update_fields=["is_priority"])
    record(case, CaseEvent.Kind.PRIORITY, by=by, note=f"{'Put on' if is_priority else 'Taken off'}. {reason}")
