"""A held text, ready to print. Reads, never writes."""

from dataclasses import dataclass

from investigations import access
from investigations.models import HeldText, Override
from mysteryshopper.staff.models import User

from .door import findings_of


@dataclass(frozen=True)
class Piece:
    """`number` and `reason`: of what was found there. None: nothing."""

    text: str
    number: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class HeldPage:
    held: HeldText
    pieces: list[Piece]
    override: Override | None
    refused: list[Override]
    may_ask: bool
    may_decide: bool

    @property
    def found(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.number]


def held_page(held: HeldText, *, user: User) -> HeldPage:
    overrides = list(Override.objects.filter(held=held).select_related("asked_by", "decided_by"))
    override = overrides[-1] if overrides else None
    waits = override is not None and override.decided_at is None
    return HeldPage(
        held=held,
        pieces=pieces(held),
        override=override,
        refused=[one for one in overrides[:-1] if one.is_approved is False],
        may_ask=(override is None or override.is_approved is False) and access.can_work_on(user, held.case),
        may_decide=waits
        and override is not None
        and access.can_let_through(user, held.case, override.asked_by, held.by),
    )


def pieces(held: HeldText) -> list[Piece]:
    """The text cut at what was found. Where two overlap the second has what is left of it."""
    cut: list[Piece] = []
    at = 0
    for number, finding in enumerate(findings_of(held), 1):
        start = max(at, finding.start)
        cut += [Piece(held.text[at:start]), Piece(held.text[start : finding.end], number, finding.reason)]
        at = finding.end
    return [piece for piece in [*cut, Piece(held.text[at:])] if piece.text]
