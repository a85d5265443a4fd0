"""Which coded outcome agrees with which findings. A table, no database."""

from collections.abc import Collection
from enum import Enum

from investigations.models import NOT_INVESTIGATED, Outcome, Verdict


class Found(Enum):
    """The findings on all grounds of a case in one word."""

    SOMETHING = "at least one ground was upheld, wholly or partly"
    NOTHING = "no ground was upheld"
    NOT_LOOKED = "no ground was looked into"


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


def disagreement(outcome: Outcome, verdicts: Collection[str]) -> str:
    """Why this outcome is surprising, as the end of a sentence. Empty: it agrees with what was found."""
    all_in_all = found(verdicts)
    if all_in_all is None or not needs_findings(outcome) or all_in_all in AGREE[outcome]:
        return ""
    return f"{all_in_all.value}, but the outcome is “{outcome.label}”"
