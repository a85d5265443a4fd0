"""Which coded outcome agrees with which findings, and with what became of our recommendations. Tables, no database."""

from collections.abc import Collection
from enum import Enum

from investigations.lifecycle import PROMISED
from investigations.models import NOT_INVESTIGATED, Outcome, Verdict


class Found(Enum):
    """The findings on all grounds of a case in one word."""

    SOMETHING = "at least one ground was upheld, wholly or partly"
    NOTHING = "no ground was upheld"
    NOT_LOOKED = "no ground was looked into"


class Answered(Enum):
    """What the authority said to all recommendations of a case in one word."""

    SOMETHING = "the authority accepted a recommendation"
    NOTHING = "the authority accepted no recommendation"
    NOT_ASKED = "nothing was recommended"


AGREE: dict[Outcome, frozenset[Found]] = {
    Outcome.CHANGED_LIVE: frozenset({Found.SOMETHING}),
    Outcome.CHANGED_FUTURE: frozenset({Found.SOMETHING}),
    # Often it is paid as soon as we ask, before anything is looked into.
    Outcome.PAID: frozenset({Found.SOMETHING, Found.NOT_LOOKED}),
    Outcome.ADVICE_ONLY: frozenset({Found.NOTHING, Found.NOT_LOOKED}),
    Outcome.NOT_UPHELD: frozenset({Found.NOTHING}),
    # An authority that never answers can leave nothing to look into.
    Outcome.REFUSED: frozenset({Found.SOMETHING, Found.NOT_LOOKED}),
}
AGREES_WITH_ANSWER: dict[Outcome, frozenset[Answered]] = {
    # A live procurement is often changed as soon as we ask.
    Outcome.CHANGED_LIVE: frozenset({Answered.SOMETHING, Answered.NOT_ASKED}),
    Outcome.CHANGED_FUTURE: frozenset({Answered.SOMETHING}),
    Outcome.PAID: frozenset({Answered.NOTHING, Answered.NOT_ASKED}),
    Outcome.ADVICE_ONLY: frozenset({Answered.NOT_ASKED}),
    # What was sound can be done better: but whoever accepts to change something changes something.
    Outcome.NOT_UPHELD: frozenset({Answered.NOTHING, Answered.NOT_ASKED}),
    Outcome.REFUSED: frozenset({Answered.NOTHING}),
}


def needs_findings(outcome: Outcome) -> bool:
    """Whether a case with this outcome was looked into to an end."""
    return outcome not in NOT_INVESTIGATED


def found(verdicts: Collection[str]) -> Found | None:
    """None: there are no findings, as in imported history."""
    if not verdicts:
        return None
    if {Verdict.UPHELD, Verdict.PARTLY_UPHELD} & set(verdicts):
        return Found.SOMETHING
    return Found.NOTHING if Verdict.NOT_UPHELD in verdicts else Found.NOT_LOOKED


def answered(states: Collection[str]) -> Answered:
    if not states:
        return Answered.NOT_ASKED
    return Answered.SOMETHING if PROMISED & set(states) else Answered.NOTHING


def disagreement(outcome: Outcome, verdicts: Collection[str], states: Collection[str]) -> str:
    """Why this outcome is surprising, as the end of a sentence. Empty: it agrees with what was found and answered."""
    all_in_all, told = found(verdicts), answered(states)
    if all_in_all is None or not needs_findings(outcome):
        return ""
    surprising = [all_in_all.value] if all_in_all not in AGREE[outcome] else []
    surprising += [told.value] if told not in AGREES_WITH_ANSWER[outcome] else []
    return f"{' and '.join(surprising)}, but the outcome is “{outcome.label}”" if surprising else ""
