"""Which status may follow which. A table, no database."""

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


class Conflict(Exception):
    """The case is not as the page showed it, or does not allow this. Carries a sentence fit for the page."""


class MoveNotAllowed(Conflict):
    """The table of moves says no."""


def check_move(old: Status, new: Status) -> None:
    """Raises MoveNotAllowed."""
    if new not in MOVES[old]:
        raise MoveNotAllowed(f"This case is “{old.label}”. It can’t go from there to “{new.label}”.")


def diagram() -> str:
    """The table as a Mermaid state diagram, for docs/lifecycle.md."""
    names = "\n".join(f"    {status}: {status.label}" for status in Status)
    arrows = "\n".join(f"    {old} --> {new}" for old in Status for new in Status if new in MOVES[old])
    return f"stateDiagram-v2\n{names}\n    [*] --> {Status.RECEIVED}\n{arrows}\n"
