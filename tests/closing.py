"""Closing a case as the rules want it: every ground with a finding, every recommendation with an
answer, and an outcome that agrees."""

from investigations.casework import casework, findings
from investigations.casework.agreeing import AGREE, Found
from investigations.casework.grounds import grounds_of
from investigations.lifecycle import State
from investigations.models import Case, Outcome, Verdict
from investigations.recommendations import proposing, recommending

ANSWERS = {Outcome.CHANGED_FUTURE: State.ACCEPTED, Outcome.REFUSED: State.REJECTED}


def find_all(case: Case, verdict: Verdict) -> Case:
    """Finds the same on every ground, as the owner."""
    for ground in grounds_of(case):
        seen = ground.finding.version if ground.finding else 0
        findings.find(case, ground.number, verdict, "As told.", seen=seen, by=case.owner)
    return case


def recommend(case: Case, answer: State) -> Case:
    """Recommends something on the first ground, sends all that is proposed, and writes down what the authority says
    to whatever it has not answered."""
    proposing.propose(case, 1, text="Tell every bidder why it lost.", by=case.owner)
    return answer_all(case, answer)


def answer_all(case: Case, answer: State) -> Case:
    recommending.mark_sent(case, case.recommendations.all(), by=case.owner)
    for one in case.recommendations.filter(state=State.SENT):
        recommending.answer(one, answer, reasons="As told.", by=case.owner)
    return case


def close(case: Case, outcome: Outcome) -> Case:
    """Closes it as its owner."""
    find_all(case, Verdict.UPHELD if Found.SOMETHING in AGREE.get(outcome, ()) else Verdict.NOT_UPHELD)
    if outcome in ANSWERS and not case.recommendations.exists():
        recommend(case, ANSWERS[outcome])
    return casework.close(case, outcome, by=case.owner, note="Why", signpost="school")
