"""What the provider's page shows: ready to print. Reads, never writes."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from complaints.models import Asking, Complaint, Disclosure, Invoice, Message
from complaints.tracking import asking, consenting, following, paying, withdrawing
from complaints.tracking.wording import WORDING, Words
from mysteryshopper.calendar import london_day
from mysteryshopper.staff.models import Role

# Never a name: staff are as unknown to providers as providers are to them.
_READERS = {Role.INVESTIGATOR.value: _("An investigator"), Role.LEAD.value: _("A lead investigator")}

# Their reason, when they gave none.
_LOOKS_AFTER = _("They look after your complaint.")


@dataclass(frozen=True)
class Opened:
    """One time that somebody opened who the provider is."""

    at: datetime
    who: Promise | str
    reason: Promise | str


@dataclass(frozen=True)
class AskedToTell:
    """One time that somebody asked to tell the authority who the provider is."""

    reason: str
    until: date
    state: Disclosure.State


@dataclass(frozen=True)
class FollowPage:
    """`steps`: newest first. `messages`: oldest first, as a conversation is read."""

    complaint: Complaint
    steps: list[tuple[Words, datetime]]
    messages: list[Message]
    questions: list[Asking]
    invoices: list[tuple[int, Invoice]]
    is_payment_asked: bool
    consents: list[consenting.Standing]
    disclosures: list[AskedToTell]
    openings: list[Opened]
    may_withdraw: bool
    # While nobody has read it: the day by which somebody will have.
    read_by: date | None

    @property
    def has_new_message(self) -> bool:
        """From us, not shown to the provider before."""
        return any(message.by_id is not None and message.seen_at is None for message in self.messages)


def follow_page(complaint: Complaint, *, now: datetime) -> FollowPage:
    steps = list(complaint.progress.all())
    return FollowPage(
        complaint=complaint,
        steps=[(WORDING[step.step], step.at) for step in reversed(steps)],
        messages=list(complaint.messages.all()),
        questions=list(asking.open_questions(complaint, now=now)),
        invoices=paying.invoices_of(complaint),
        is_payment_asked=asking.is_payment_asked(complaint, now=now),
        consents=consenting.standings(complaint),
        disclosures=[
            AskedToTell(asked.reason, asked.until, asked.state(today=london_day(now)))
            for asked in Disclosure.objects.filter(consent__complaint=complaint).select_related("consent")
        ],
        openings=[
            Opened(opened.at, _READERS.get(opened.by.role, _("A member of staff")), opened.reason or _LOOKS_AFTER)
            for opened in complaint.identity_readings.select_related("by")
        ],
        read_by=following.read_by(complaint) if steps and steps[-1].step in ("received", "opened") else None,
        may_withdraw=withdrawing.can_ask([step.step for step in steps]),
    )
