"""From check answers to a complaint: once, however often it is sent."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from complaints.models import Authority, Complaint, Draft, Ground, Identity, Notice
from complaints.reference import new_reference
from complaints.tokens import hashed, tracking_secret
from complaints.tracking import telling


@dataclass(frozen=True)
class Filing:
    """A whole complaint as the provider's forms have checked it. Of authority and authority_given one is set."""

    authority: Authority | None
    authority_given: str
    notice: Notice | None
    procurement_title: str
    procurement_reference: str
    stage: str
    happened_on: date
    subject: str
    sub_issue: str
    own_words: str
    provider_kind: str
    provider_size: str
    name: str
    organisation: str
    email: str
    phone: str
    is_demonstration: bool = False


def filed_with(filing_token: str) -> Complaint | None:
    """The complaint that this token filed, if it did."""
    return Complaint.objects.filter(filing_hash=hashed(filing_token)).first()


@transaction.atomic
def submit(filing_token: str, filing: Filing, *, now: datetime) -> Complaint:
    """Files the complaint. The same token again, even at the same moment, gives the complaint that is there."""
    complaint, is_new = Complaint.objects.get_or_create(
        filing_hash=hashed(filing_token),
        defaults={
            "reference": new_reference(),
            "filed_at": now,
            "secret_hash": hashed(tracking_secret(filing_token)),
            **_columns(filing, Complaint),
        },
    )
    if is_new:
        Identity.objects.create(complaint=complaint, **_columns(filing, Identity))
        Ground.objects.create(complaint=complaint, **_columns(filing, Ground))
        telling.tell(complaint, "received", at=now)
        Draft.objects.filter(filing_hash=hashed(filing_token)).delete()
    return complaint


def _columns(filing: Filing, model: type[Complaint | Identity | Ground]) -> dict[str, object]:
    """What of a filing belongs in this table, by name."""
    names = {field.name for field in model._meta.fields}
    return {name: value for name, value in vars(filing).items() if name in names}
