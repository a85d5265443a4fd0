"""What the provider's page shows: ready to print. Reads, never writes."""

from dataclasses import dataclass
from datetime import datetime

from complaints.models import Complaint, Message
from complaints.tracking.wording import WORDING, Words


@dataclass(frozen=True)
class FollowPage:
    """`steps`: newest first. `messages`: oldest first, as a conversation is read."""

    complaint: Complaint
    steps: list[tuple[Words, datetime]]
    messages: list[Message]


def follow_page(complaint: Complaint) -> FollowPage:
    return FollowPage(
        complaint=complaint,
        steps=[(WORDING[step.step], step.at) for step in reversed(complaint.progress.all())],
        messages=list(complaint.messages.all()),
    )
