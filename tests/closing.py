"""Closing a case as the rules want it: every ground with a finding, and an outcome that agrees."""

from investigations.casework import casework, findings
from investigations.casework.agreeing import AGREE, Found
from investigations.casework.grounds import grounds_of
from investigations.models import Case, Outcome, Verdict


def find_all(case: Case, verdict: Verdict) -> Case:
    """Finds the same on every ground, as the owner."""
    for ground in grounds_of(case):
        seen = ground.finding.version if ground.finding else 0
        findings.find(case, ground.number, verdict, "As told.", seen=seen, by=case.owner)
    return case


def close(case: Case, outcome: Outcome) -> Case:
    """Closes it as its owner."""
    find_all(case, Verdict.UPHELD if Found.SOMETHING in AGREE.get(outcome, ()) else Verdict.NOT_UPHELD)
    return casework.close(case, outcome, by=case.owner, note="Why", signpost="school")
