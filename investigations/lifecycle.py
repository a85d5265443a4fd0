"""Which status may follow which, of a case and of a recommendation. Two tables, no database."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import TextChoices


class Status(TextChoices):
    RECEIVED = "received", "To be triaged"
    DISCLOSURE = "disclosure", "Agreeing what may be disclosed"
    ASKED = "asked", "Waiting for the authority"
    ASSESSMENT = "assessment", "Being assessed"
    RECOMMENDED = "recommended", "Findings and recommendations sent"
    CLOSED = "closed", "Closed"


OPEN = frozenset(Status) - {Status.CLOSED}

# A move to CLOSED needs an outcome, a move away from it a reason: see casework.close and casework.reopen.
MOVES: dict[Status, frozenset[Status]] = {
    Status.RECEIVED: frozenset({Status.DISCLOSURE, Status.CLOSED}),
    Status.DISCLOSURE: frozenset({Status.ASKED, Status.CLOSED}),
    Status.ASKED: frozenset({Status.ASSESSMENT, Status.CLOSED}),
    Status.ASSESSMENT: frozenset({Status.ASKED, Status.RECOMMENDED, Status.CLOSED}),
    Status.RECOMMENDED: frozenset({Status.ASSESSMENT, Status.CLOSED}),
    Status.CLOSED: frozenset({Status.ASSESSMENT}),
}


class State(TextChoices):
    """Where a recommendation has got to."""

    PROPOSED = "proposed", "Not sent yet"
    SENT = "sent", "Sent, no answer yet"
    ACCEPTED = "accepted", "Accepted"
    PARTLY = "partly", "Partly accepted"
    REJECTED = "rejected", "Rejected"
    NO_ANSWER = "no_answer", "The authority did not answer"
    DONE = "done", "The authority says it is done"
    VERIFIED = "verified", "Checked, and it was done"
    NOT_DONE = "not_done", "Checked, and it was not done"


ANSWERS = frozenset({State.ACCEPTED, State.PARTLY, State.REJECTED})
CHECKED = frozenset({State.VERIFIED, State.NOT_DONE})
# An authority may answer late and think better of it. What was checked once can be checked again.
STATES: dict[State, frozenset[State]] = {
    State.PROPOSED: frozenset({State.SENT}),
    State.SENT: ANSWERS | {State.NO_ANSWER},
    State.ACCEPTED: CHECKED | {State.DONE},
    State.PARTLY: CHECKED | {State.DONE, State.ACCEPTED},
    State.REJECTED: frozenset({State.ACCEPTED, State.PARTLY}),
    State.NO_ANSWER: ANSWERS,
    State.DONE: CHECKED,
    State.VERIFIED: frozenset({State.NOT_DONE}),
    State.NOT_DONE: frozenset({State.DONE, State.VERIFIED}),
}
# The authority accepts nothing of it.
DECLINED = frozenset({State.REJECTED, State.NO_ANSWER})
# The authority has said that it will change something.
PROMISED = frozenset({State.ACCEPTED, State.PARTLY, State.DONE}) | CHECKED


class Conflict(Exception):
    """The case is not as the page showed it, or does not allow this. Carries a sentence fit for the page."""


class MoveNotAllowed(Conflict):
    """The table of moves says no."""


def check_move(old: Status, new: Status) -> None:
    """Raises MoveNotAllowed."""
    if new not in MOVES[old]:
        raise MoveNotAllowed(f"This case is “{old.label}”. It can’t go from there to “{new.label}”.")


def check_state(old: State, new: State) -> None:
    """Raises MoveNotAllowed."""
    if new not in STATES[old]:
        raise MoveNotAllowed(f"This recommendation is “{old.label}”. It can’t go from there to “{new.label}”.")


def diagram(table: Mapping[Any, Collection[Any]] = MOVES) -> str:
    """A table as a Mermaid state diagram, for docs/lifecycle.md. It begins with its first status."""
    names = "\n".join(f"    {status}: {status.label}" for status in table)
    arrows = "\n".join(f"    {old} --> {new}" for old in table for new in table if new in table[old])
    return f"stateDiagram-v2\n{names}\n    [*] --> {next(iter(table))}\n{arrows}\n"
