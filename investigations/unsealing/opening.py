"""Who complained is opened for one case, by an explicit act, and each time leaves a row that the provider sees."""

from django.db import transaction
from django.utils import timezone

from complaints import same_provider
from complaints.models import Identity, IdentityReading, IdentitySearch
from investigations import access
from investigations.lifecycle import Conflict
from investigations.models import Case
from mysteryshopper.staff.models import User

MOST_FOUND = 50


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


@transaction.atomic
def search(*, by: User, email: str, number: str, reason: str) -> list[Case]:
    """Cases of the provider with exactly this address or number, newest first: so that nobody is asked twice.

    A row says that it was done, never what for. Those that are shut to `by` are not among them. Raises NotAllowed."""
    access.check_lead(by)
    complaints = same_provider.found_by(email=email, number=number)
    cases = Case.objects.filter(complaint__in=complaints).open_to(by).select_related("authority").newest_first()
    found = list(cases[:MOST_FOUND])
    IdentitySearch.objects.create(by=by, reason=reason, found=len(found), at=timezone.now())
    return found
