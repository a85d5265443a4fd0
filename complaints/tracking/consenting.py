"""What the provider allows us to show to the authority, and takes back."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from complaints.models import Complaint, Consent, ProviderNews
from complaints.tracking import news


@dataclass(frozen=True)
class Standing:
    """One purpose: how it stands now. `since`: when it was given, or last taken back; None: never given."""

    purpose: Consent.Purpose
    is_given: bool
    since: datetime | None


def offered(complaint: Complaint) -> list[Consent.Purpose]:
    """What there is to allow: invoices only where there are some."""
    has_invoices = complaint.invoices.exists()
    return [purpose for purpose in Consent.Purpose if purpose != Consent.Purpose.INVOICES or has_invoices]


def standings(complaint: Complaint) -> list[Standing]:
    last = {consent.purpose: consent for consent in complaint.consents.all()}
    return [_standing(purpose, last.get(purpose)) for purpose in offered(complaint)]


@transaction.atomic
def give(complaint: Complaint, purpose: Consent.Purpose, *, at: datetime) -> None:
    """Given already: nothing changes. Raises ValueError for what is not offered."""
    if purpose not in offered(complaint):
        raise ValueError(f"{purpose} is not offered for this complaint.")
    Consent.objects.get_or_create(complaint=complaint, purpose=purpose, taken_back_at=None, defaults={"given_at": at})


@transaction.atomic
def take_back(complaint: Complaint, purpose: Consent.Purpose, *, at: datetime) -> None:
    """And tells the investigators. Not given, or taken back already: nothing changes."""
    given = Consent.objects.filter(complaint=complaint, purpose=purpose, taken_back_at=None)
    if given.update(taken_back_at=at):
        news.add(complaint, ProviderNews.Kind.CONSENT, at=at)


def _standing(purpose: Consent.Purpose, last: Consent | None) -> Standing:
    if last is None:
        return Standing(purpose, is_given=False, since=None)
    return Standing(purpose, is_given=last.taken_back_at is None, since=last.taken_back_at or last.given_at)
