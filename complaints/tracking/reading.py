"""What the provider's page shows: ready to print. Reads, never writes."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from complaints.models import Asking, Complaint, Message
from complaints.tracking import asking, consenting, withdrawing
from complaints.tracking.wording import WORDING, Words
from mysteryshopper.staff.models import Role

# Never a name: staff are as unknown to providers as providers are to them.
_READERS = {Role.INVESTIGATOR.value: _("An investigator"), Role.LEAD.value: _("A lead investigator")}


@dataclass(frozen=True)
class Opened:
    """One time that somebody opened who the provider is."""

    at: datetime
    who: Promise | str
    reason: str


@dataclass(frozen=True)
class FollowPage:
    """`steps`: newest first. `messages`: oldest first, as a conversation is read."""

    complaint: Complaint
    steps: list[tuple[Words, datetime]]
    messages: list[Message]
    questions: list[Asking]
    consents: list[consenting.Standing]
    openings: list[Opened]
    may_withdraw: bool


def follow_page(complaint: Complaint, *, now: datetime) -> FollowPage:
    steps = list(complaint.progress.all())
    return FollowPage(
        complaint=complaint,
        steps=[(WORDING[step.step], step.at) for step in reversed(steps)],
        messages=list(complaint.messages.all()),
        questions=list(asking.open_questions(complaint, now=now)),
        consents=consenting.standings(complaint),
        openings=[
            Opened(opened.at, _READERS.get(opened.by.role, _("A member of staff")), opened.reason)
            for opened in complaint.identity_readings.select_related("by")
        ],
        may_withdraw=withdrawing.can_ask([step.step for step in steps]),
    )
