"""What is said on a case: a note that only staff see, and a message to its provider."""

from django.db import transaction
from django.utils import timezone

from complaints.tracking import writing
from investigations import access
from investigations.lifecycle import Conflict
from investigations.models import Case, CaseEvent
from mysteryshopper.staff.models import User

from . import mentioning
from .trail import locked, record


@transaction.atomic
def note(case: Case, *, by: User, text: str, mention: User | None = None) -> None:
    """Adds a note that only staff see, and tells a colleague of it. Raises NotAllowed."""
    case = locked(case)
    access.check_work_on(by, case)
    now = timezone.now()
    if mention:
        access.check_claim(mention, case)
        mentioning.mention(case, mention, at=now)
        text = f"@{mention}: {text}"
    record(case, CaseEvent.Kind.NOTED, by=by, note=text, at=now)


@transaction.atomic
def write(case: Case, *, by: User, text: str) -> None:
    """Sends the provider a message. Raises NotAllowed, and Conflict when the case has no provider."""
    case = locked(case)
    access.check_work_on(by, case)
    if case.complaint is None:
        raise Conflict("No provider brought this case. There is no provider to write to.")
    writing.write_to_provider(case.complaint, text, by=by, at=timezone.now())
