"""A complaint that staff type in for a provider: how it came, when it came, and who may send it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from complaints.models import Channel
from mysteryshopper.calendar import LONDON
from mysteryshopper.staff.models import Role, User

# The entry among a draft's answers. No page has this name, so that nothing a provider sends can write it.
ENTRY = "assisted"


@dataclass(frozen=True)
class Assisted:
    """`by`: the key of the member of staff who types it in."""

    channel: Channel
    received_on: date
    by: int

    def as_answers(self) -> dict[str, Any]:
        return {"channel": self.channel.value, "received_on": self.received_on.isoformat(), "by": self.by}

    def filed_at(self, now: datetime) -> datetime:
        """Noon in London on the day it came, so that every clock runs from that day. Never later than now."""
        return min(now, datetime.combine(self.received_on, time(12), LONDON))


def assisted_in(answers: Mapping[str, Mapping[str, Any]]) -> Assisted | None:
    """None: the provider writes it."""
    entry = answers.get(ENTRY)
    return None if entry is None else _read(entry)


def hand_over(assisted: Assisted, session: SessionBase) -> None:
    """From the staff pages to those of the complaint: only these are sent the filing token."""
    session[ENTRY] = assisted.as_answers()


def handed_over(session: SessionBase) -> Assisted | None:
    """What the staff pages handed over in this session, if anything waits."""
    entry = session.get(ENTRY)
    return None if entry is None else _read(entry)


def may_send(assisted: Assisted, user: object) -> bool:
    """Only who typed it in, signed in, while they work on the queue: the token alone vouches for nobody."""
    if not isinstance(user, User) or user.pk != assisted.by:
        return False
    return user.is_active and user.role in {Role.INVESTIGATOR, Role.LEAD}


def _read(entry: Mapping[str, Any]) -> Assisted:
    return Assisted(Channel(entry["channel"]), date.fromisoformat(entry["received_on"]), entry["by"])
