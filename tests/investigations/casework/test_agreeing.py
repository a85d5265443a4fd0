"""Which outcome agrees with which findings: row by row."""

import pytest

from investigations.casework.agreeing import disagreement, needs_findings
from investigations.models import Outcome, Verdict

UP, PARTLY, NOT, UNLOOKED = "upheld", "partly_upheld", "not_upheld", "not_looked_into"
# By outcome, whether it agrees with: something upheld, nothing upheld, nothing looked into.
TABLE = [
    ("changed_live", [True, False, False]),
    ("changed_future", [True, False, False]),
    ("paid", [True, False, True]),
    ("advice_only", [False, True, True]),
    ("not_upheld", [False, True, False]),
    ("refused", [True, False, True]),
    ("out_of_scope", [True, True, True]),
    ("withdrawn", [True, True, True]),
]


@pytest.mark.parametrize(("outcome", "agrees"), TABLE)
def test_the_table(outcome, agrees):
    found = [[[UP], [PARTLY], [NOT, UP]], [[NOT], [NOT, UNLOOKED]], [[UNLOOKED], [UNLOOKED, UNLOOKED]]]
    for verdicts, does_agree in zip(found, agrees, strict=True):
        assert [not disagreement(Outcome(outcome), some) for some in verdicts] == [does_agree] * len(verdicts)


def test_the_table_has_every_outcome_that_an_investigator_chooses():
    assert {outcome for outcome, _ in TABLE} == set(Outcome) - {Outcome.UNCODED}
    assert {UP, PARTLY, NOT, UNLOOKED} == set(Verdict)


@pytest.mark.parametrize("outcome", [outcome for outcome, _ in TABLE])
def test_without_any_ground_nothing_disagrees(outcome):
    assert disagreement(Outcome(outcome), []) == ""


def test_only_what_was_looked_into_needs_findings():
    assert {o for o in Outcome if not needs_findings(o)} == {"out_of_scope", "withdrawn"}


def test_the_sentence_says_both_sides():
    assert disagreement(Outcome.CHANGED_LIVE, [NOT]) == (
        "no ground was upheld, but the outcome is “This procurement was changed”"
    )
