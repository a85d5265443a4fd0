"""The authority’s reply to a summary, and what staff take out of one that may name the provider."""

from django.db import transaction
from django.utils import timezone

from investigations import access
from investigations.leaving import door
from investigations.lifecycle import Conflict
from investigations.models import (
    Audience,
    CaseEvent,
    HeldText,
    Officer,
    Publication,
    ReplyRedaction,
    RightOfReply,
    Summary,
)
from mysteryshopper import owed
from mysteryshopper.calendar import london_day
from mysteryshopper.staff.models import User

from .writing import check_newest, locked, record


@transaction.atomic
def reply(summary: Summary, officer: Officer, text: str) -> RightOfReply:
    """The authority replies, once: the publication is due at once. It is never told whether its reply is held.

    Raises Conflict when it is too late, when there is a newer version, or when somebody has replied."""
    case = locked(summary.case)
    summary = check_newest(case, summary)
    now = timezone.now()
    if summary.reply_until is None or london_day(now) > summary.reply_until or summary.published_at:
        raise Conflict("The time to reply to this summary is over.")
    if RightOfReply.objects.filter(summary=summary).exists():
        raise Conflict("Somebody has replied to this summary already.")
    said = RightOfReply.objects.create(summary=summary, officer=officer, text=text, at=now)
    note = f"To version {summary.version}"
    CaseEvent.objects.create(case=case, kind=CaseEvent.Kind.AUTHORITY_REPLIED, officer=officer, note=note, at=now)
    hasten()
    return said


def hasten() -> None:
    """Publications whose reply is there wait no longer."""
    waiting = Publication.objects.filter(owed.STILL_OWED, summary__reply__isnull=False, due_at__gt=timezone.now())
    waiting.update(due_at=timezone.now())


REMOVED = "[removed]"


class NotItsWords(Conflict):
    """What would be published says something that the authority did not."""


def foreign_words(said: str, text: str) -> str:
    """The first words of a redaction that do not stand so in the reply: between two marks all is as it was, in its
    order, and before the first and behind the last nothing is missing. Empty: it only takes out. Spaces don't count."""
    reply, pieces = " ".join(said.split()), [" ".join(piece.split()) for piece in text.split(REMOVED)]
    if len(pieces) == 1:
        return "" if pieces[0] == reply else pieces[0]
    first, *middle, last = pieces
    if not reply.startswith(first):
        return first
    place = len(first)
    for piece in middle:
        found = reply.find(piece, place)
        if found < 0:
            return piece
        place = found + len(piece)
    return "" if reply.endswith(last) and len(reply) - len(last) >= place else last


@transaction.atomic
def redact(summary: Summary, text: str, *, by: User) -> HeldText | None:
    """What is published of a held reply, with REMOVED where something was taken out. None: it may leave, and does now.

    Raises NotAllowed, NotItsWords, and Conflict when nothing waits for it."""
    case = locked(summary.case)
    access.check_work_on(by, case)
    summary = check_newest(case, summary)
    said = RightOfReply.objects.filter(summary=summary).first()
    if said is None or summary.published_at:
        raise Conflict("No reply waits here.")
    if words := foreign_words(said.text, text):
        raise NotItsWords(
            f"Leave the authority’s words as they are, and put “{REMOVED}” where you take something out. "
            f"“{words[:100]}” does not stand like that in its reply."
        )
    ReplyRedaction.objects.create(reply=said, text=text, by=by, at=timezone.now())
    record(case, f"The reply to version {summary.version} redacted", by=by)
    held = door.examine(case, text, Audience.PUBLIC, by=by)
    if held is None:
        try_again(summary)
    return held


def try_again(summary: Summary) -> None:
    """Takes a parked publication up again."""
    for publication in Publication.objects.filter(summary=summary):
        owed.retry(publication)


def as_published(said: RightOfReply | None) -> tuple[str, bool]:
    """The words of the reply, and whether something was taken out of them."""
    if said is None:
        return "", False
    redaction = said.redactions.last()
    return (redaction.text, redaction.text != said.text) if redaction else (said.text, False)
