"""The authority is told who complained only with the provider's consent, a reason, a second person and a last day."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from complaints.models import Complaint, Consent, Disclosure, Notification
from complaints.tracking import telling
from investigations import access
from investigations.lifecycle import Conflict, Status
from investigations.models import Case
from mysteryshopper.calendar import london_day
from mysteryshopper.staff.models import User

# The authority's answer may take 30 calendar days, and a question or two come after it.
LONGEST_DAYS = 60


@transaction.atomic
def ask(case: Case, *, by: User, reason: str, until: date) -> Disclosure:
    """Asks a second person to agree, and tells the provider, who can take the consent back before and after.

    Raises NotAllowed, Conflict without consent or when it was asked already, ValueError for a day out of bounds."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    access.check_read_identity(by, case)
    _check_open(case)
    now = timezone.now()
    if not london_day(now) <= until <= london_day(now) + timedelta(days=LONGEST_DAYS):
        raise ValueError("The last day is out of bounds.")
    consent = standing_consent(case)
    if consent is None:
        raise Conflict("The provider does not allow us to tell the authority who they are.")
    if consent.disclosures.waiting().exists():
        raise Conflict("This was asked already. It waits for a second person.")
    asked = Disclosure.objects.create(consent=consent, asked_by=by, asked_at=now, reason=reason, until=until)
    telling.mail(consent.complaint, Notification.Kind.NEWS)
    return asked


@transaction.atomic
def decide(asked: Disclosure, *, by: User, is_agreed: bool) -> None:
    """Raises NotAllowed, and Conflict when it was decided already, its day is over or the consent was taken back."""
    # All are locked: the case does not close, nor the consent go, between being looked at and being relied on.
    case = Case.objects.select_for_update(of=("self",)).get(complaint__consents=asked.consent_id)
    consent = Consent.objects.select_for_update().get(pk=asked.consent_id)
    asked = Disclosure.objects.select_for_update().get(pk=asked.pk)
    access.check_approve_disclosure(by, case, asked.asked_by)
    _check_open(case)
    now = timezone.now()
    if asked.decided_at is not None:
        raise Conflict("Somebody has already decided this.")
    if consent.taken_back_at is not None:
        raise Conflict("The provider has taken their consent back.")
    if is_agreed:
        access.check_claim(asked.asked_by, case)  # who asked may have a conflict of interest since
    if is_agreed and asked.until < london_day(now):
        raise Conflict("The last day of this request is over. It has to be asked again.")
    asked.decided_by, asked.decided_at, asked.is_agreed = by, now, is_agreed
    asked.save(update_fields=["decided_by", "decided_at", "is_agreed"])
    telling.mail(consent.complaint, Notification.Kind.NEWS)


def standing_consent(case: Case) -> Consent | None:
    """To tell the authority who complained, given and not taken back."""
    purpose = Consent.Purpose.NAME
    return Consent.objects.filter(complaint=case.complaint_id, purpose=purpose, taken_back_at=None).first()


def may_be_told(complaint: Complaint, *, today: date) -> bool:
    """Whether the authority may be told today who complained. Whatever leaves asks this, each time it leaves."""
    return Disclosure.objects.filter(
        consent__complaint=complaint,
        consent__purpose=Consent.Purpose.NAME,
        consent__taken_back_at=None,
        is_agreed=True,
        until__gte=today,
    ).exists()


def _check_open(case: Case) -> None:
    if case.status == Status.CLOSED:
        raise Conflict("This case is closed. The authority is told nothing more.")
