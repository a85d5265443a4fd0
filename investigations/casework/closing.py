"""What must be there before a case closes, and what must be said."""

from typing import NamedTuple

from complaints import scope
from investigations.lifecycle import Conflict, State
from investigations.models import Case, Outcome

from .agreeing import disagreement, needs_findings
from .grounds import grounds_of

_NOT_ANSWERED: dict[str, str] = {
    State.PROPOSED: "is not sent. Send it, or take it away.",
    State.SENT: "has no answer. Write the answer down, or that there is none.",
}


class NotReady(Conflict):
    """Something is missing that the outcome needs."""


class Missing(NamedTuple):
    """`route` and `number` are where it is put right: an address of the case."""

    sentence: str
    route: str
    number: int


def what_is_missing(case: Case) -> list[Missing]:
    """What stands in the way of closing the case with an outcome that was looked into."""
    found = [
        Missing(f"Ground {ground.number} has no finding: {ground}.", "casework:finding", ground.number)
        for ground in grounds_of(case)
        if ground.finding is None
    ]
    waiting = case.recommendations.filter(state__in=_NOT_ANSWERED)
    return found + [Missing(f"{one} {_NOT_ANSWERED[one.state]}", "recommendations:one", one.number) for one in waiting]


def letters_on_their_way(case: Case) -> list[Missing]:
    """What stands in the way of closing the case with any outcome: after that a letter would not go, or come late."""
    owed = case.letters.standing().filter(sent_at=None).select_related("contact").defer("subject", "body", "mail")
    says = "{} is on its way to {}. Wait until it is sent, or take it back."
    return [Missing(says.format(one.name, one.contact), "letters:preview", one.pk) for one in owed]


def check_closable(case: Case, outcome: Outcome, *, despite: str, signpost: str) -> None:
    """`despite`: why the outcome is what the findings do not suggest. `signpost`: a key of scope.BY_KEY.

    Raises NotReady."""
    if owed := letters_on_their_way(case):
        raise NotReady(" ".join(one.sentence for one in owed))
    if outcome == Outcome.OUT_OF_SCOPE and case.complaint and signpost not in scope.BY_KEY:
        raise NotReady("Say who may help the provider instead.")
    if not needs_findings(outcome):
        return
    missing = what_is_missing(case)
    if missing:
        raise NotReady(" ".join(one.sentence for one in missing))
    surprise = disagreement(outcome, verdicts_of(case), states_of(case))
    if surprise and not despite:
        raise NotReady(f"Say why: {surprise}.")


def verdicts_of(case: Case) -> list[str]:
    return [ground.finding.verdict for ground in grounds_of(case) if ground.finding]


def states_of(case: Case) -> list[str]:
    """Of its recommendations."""
    return list(case.recommendations.values_list("state", flat=True))
