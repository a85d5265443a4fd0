"""A held text, ready to print. Reads, never writes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from investigations import access
from investigations.lifecycle import State
from investigations.models import HeldText, Override
from mysteryshopper.staff.models import User

from .door import findings_of
from .leakcheck import Finding


@dataclass(frozen=True)
class Piece:
    """`number` and `reason`: of what was found there. None: nothing."""

    text: str
    number: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class HeldPage:
    """`where`: the page on which the text is changed; empty where that is not known."""

    held: HeldText
    where: str
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
        pieces=pieces(held.text, findings_of(held)),
        where=_where(held),
        override=override,
        refused=[one for one in overrides[:-1] if one.is_approved is False],
        may_ask=(override is None or override.is_approved is False) and access.can_work_on(user, held.case),
        may_decide=waits
        and override is not None
        and access.can_let_through(user, held.case, override.asked_by, held.by),
    )


def pieces(text: str, findings: Sequence[Finding]) -> list[Piece]:
    """The text cut at what was found. Where two overlap the second has what is left of it."""
    cut: list[Piece] = []
    at = 0
    for number, finding in enumerate(findings, 1):
        start = max(at, finding.start)
        cut += [Piece(text[at:start]), Piece(text[start : finding.end], number, finding.reason)]
        at = finding.end
    return [piece for piece in [*cut, Piece(text[at:])] if piece.text]


def _where(held: HeldText) -> str:
    """The page on which this text is changed, where it still stands somewhere as it was held. Else empty."""
    case = held.case
    for letter in case.letters.filter(released_at=None).select_related("contact"):
        if letter.words == held.text:
            return reverse("letters:letter", args=[case.reference, letter.pk])
    for one in case.recommendations.filter(state=State.PROPOSED):
        if held.text in (one.text, one.owner):
            return reverse("recommendations:one", args=[case.reference, one.number])
    summary = case.summaries.last()
    if summary and not summary.published_at and summary.text == held.text:
        return reverse("summaries:write", args=[case.reference])
    return ""
