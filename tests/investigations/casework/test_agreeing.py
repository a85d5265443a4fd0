"""Which outcome agrees with which findings and answers: row by row."""

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

# The findings that agree with it, and the same for the states of recommendations.
FINDINGS = {"advice_only": [NOT], "not_upheld": [NOT]}
AGREEABLE = {"changed_future": ["accepted"], "refused": ["rejected"]}
# By outcome, whether it agrees with: something accepted, nothing accepted, nothing recommended.
ANSWERS = [
    ("changed_live", [True, False, True]),
    ("changed_future", [True, False, False]),
    ("paid", [False, True, True]),
    ("advice_only", [False, False, True]),
    ("not_upheld", [False, True, True]),
    ("refused", [False, True, False]),
    ("out_of_scope", [True, True, True]),
    ("withdrawn", [True, True, True]),
]


@pytest.mark.parametrize(("outcome", "agrees"), TABLE)
def test_the_table(outcome, agrees):
    found = [[[UP], [PARTLY], [NOT, UP]], [[NOT], [NOT, UNLOOKED]], [[UNLOOKED], [UNLOOKED, UNLOOKED]]]
    for verdicts, does_agree in zip(found, agrees, strict=True):
        assert [not disagreement(Outcome(outcome), some, AGREEABLE.get(outcome, [])) for some in verdicts] == [
            does_agree
        ] * len(verdicts)


@pytest.mark.parametrize(("outcome", "agrees"), ANSWERS)
def test_the_table_of_answers(outcome, agrees):
    accepted = [[one] for one in ("accepted", "partly", "done", "verified", "not_done")] + [["rejected", "accepted"]]
    told = [accepted, [["rejected"], ["no_answer"], ["rejected", "no_answer"]], [[]]]
    verdicts = FINDINGS.get(outcome, [UP])
    for states, does_agree in zip(told, agrees, strict=True):
        assert [not disagreement(Outcome(outcome), verdicts, some) for some in states] == [does_agree] * len(states)


def test_the_table_has_every_outcome_that_an_investigator_chooses():
    assert {outcome for outcome, _ in TABLE} == set(Outcome) - {Outcome.UNCODED}
    assert [outcome for outcome, _ in TABLE] == [outcome for outcome, _ in ANSWERS]
    assert {UP, PARTLY, NOT, UNLOOKED} == set(Verdict)


@pytest.mark.parametrize("outcome", [outcome for outcome, _ in TABLE])
def test_without_any_ground_nothing_disagrees(outcome):
    assert disagreement(Outcome(outcome), [], []) == ""


def test_only_what_was_looked_into_needs_findings():
    assert {o for o in Outcome if not needs_findings(o)} == {"out_of_scope", "withdrawn"}


def test_the_sentence_says_both_sides():
    assert disagreement(Outcome.CHANGED_LIVE, [NOT], []) == (
        "no ground was upheld, but the outcome is “This procurement was changed”"
    )


def test_the_sentence_says_all_that_is_surprising():
    assert disagreement(Outcome.CHANGED_FUTURE, [NOT], ["rejected"]) == (
        "no ground was upheld and the authority accepted no recommendation, but the outcome is “The authority changed "
        "its process, or accepted a recommendation to”"
    )
