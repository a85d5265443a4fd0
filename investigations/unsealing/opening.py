"""Who complained is opened for one case, by an explicit act, and each time leaves a row that the provider sees."""

from django.db import transaction
from django.utils import timezone

from complaints.models import Identity, IdentityReading
from investigations import access
from investigations.lifecycle import Conflict
from investigations.models import Case
from mysteryshopper.staff.models import User


class ReasonMissing(ValueError):
    """Only the owner of a case opens who complained without saying why."""


def needs_reason(user: User, case: Case) -> bool:
    """Whoever looks after a case has their reason in that. Everybody else states theirs."""
    return case.owner_id != user.pk


@transaction.atomic
def open_identity(case: Case, *, by: User, reason: str) -> Identity:
    """Who complained, once: the row that says so is written first, in the same transaction.

    Raises NotAllowed, ReasonMissing, and Conflict for a case that no provider brought."""
    # Locked and without joins: whoever gave the case away meanwhile no longer reads it.
    case = Case.objects.select_for_update().get(pk=case.pk)
    access.check_read_identity(by, case)
    if case.complaint_id is None:
        raise Conflict("No provider brought this case to us. There is nobody to see.")
    if needs_reason(by, case) and not reason.strip():
        raise ReasonMissing
    IdentityReading.objects.create(complaint_id=case.complaint_id, by=by, reason=reason, at=timezone.now())
    return Identity.objects.get(complaint_id=case.complaint_id)
