"""From check answers to a complaint: once, however often it is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from complaints import same_provider
from complaints.models import Authority, Channel, Complaint, Consent, Draft, Ground, Identity, Invoice, Notice
from complaints.reference import new_reference
from complaints.tokens import hashed, tracking_secret
from complaints.tracking import telling
from mysteryshopper.staff.models import User

from . import counting


@dataclass(frozen=True)
class GroundTold:
    """One thing that went wrong. `key` is what its evidence knows it by."""

    subject: str
    sub_issue: str
    own_words: str
    key: str = ""


@dataclass(frozen=True)
class InvoiceTold:
    amount: Decimal
    due_on: date
    number: str = ""
    invoiced_on: date | None = None
    is_disputed: bool = False


@dataclass(frozen=True, kw_only=True)
class Filing:
    """A whole complaint as the provider's forms have checked it. Of authority and authority_given one is set."""

    authority: Authority | None
    authority_given: str = ""
    notice: Notice | None = None
    procurement_title: str
    procurement_reference: str = ""
    stage: str
    happened_on: date | None = None
    live_until: datetime | None = None
    bidders: str = ""
    scope_answers: Mapping[str, str] = field(default_factory=dict)
    tried: str = ""
    wanted: str = ""
    grounds: Sequence[GroundTold]
    invoices: Sequence[InvoiceTold] = ()
    payment_terms_days: int | None = None
    provider_kind: str
    provider_size: str
    provider_sector: str = ""
    is_first_time: bool | None = None
    heard_from: str = ""
    # Who they are: sealed.
    name: str = ""
    organisation: str = ""
    number: str = ""
    filed_for: str = ""
    agreed_by: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    reach: Mapping[str, Any] = field(default_factory=dict)
    consents: Sequence[str] = ()
    channel: str = Channel.WEB
    entered_by: User | None = None
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
        same_provider.write_keys(Identity.objects.create(complaint=complaint, **_columns(filing, Identity)))
        for invoice in filing.invoices:
            Invoice.objects.create(complaint=complaint, **vars(invoice))
        for purpose in filing.consents:
            Consent.objects.create(complaint=complaint, purpose=purpose, given_at=now)
        grounds = {told.key: _ground(complaint, told) for told in filing.grounds}
        # Locked: a file that is being added meanwhile waits, and then finds the complaint sent.
        draft = Draft.objects.select_for_update().filter(filing_hash=complaint.filing_hash).first()
        _hand_over_evidence(draft, complaint, grounds)
        telling.tell(complaint, "received", at=now)
        Draft.objects.filter(filing_hash=complaint.filing_hash).delete()
        # What staff typed in, or what is made up, says nothing of how providers get on with the form.
        if not (filing.entered_by or filing.is_demonstration):
            counting.count("sent", filing.provider_kind, at=now)
    return complaint


def _ground(complaint: Complaint, told: GroundTold) -> Ground:
    return Ground.objects.create(
        complaint=complaint, subject=told.subject, sub_issue=told.sub_issue, own_words=told.own_words
    )


def _hand_over_evidence(draft: Draft | None, complaint: Complaint, grounds: Mapping[str, Ground]) -> None:
    """The files of the draft become the complaint's, each with the ground it supports, if that is still there."""
    for file in draft.evidence.all() if draft else []:
        file.draft, file.complaint, file.ground = None, complaint, grounds.get(file.ground_key)
        file.save(update_fields=["draft", "complaint", "ground"])


def _columns(filing: Filing, model: type[Complaint | Identity]) -> dict[str, object]:
    """What of a filing belongs in this table, by name."""
    names = {field.name for field in model._meta.fields}
    return {name: value for name, value in vars(filing).items() if name in names}
