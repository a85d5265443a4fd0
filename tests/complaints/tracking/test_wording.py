"""Every step has words, and they are plain ones. The only test of this room that knows of investigations."""

import re

import pytest

from complaints import scope
from complaints.tracking.wording import WORDING
from investigations.lifecycle import Status
from investigations.models import Outcome

# Cases of imported history have no provider to tell.
TOLD = {f"closed_{outcome}" for outcome in Outcome if outcome != Outcome.UNCODED} | {
    f"closed_out_of_scope_{key}" for key in scope.BY_KEY
}


def test_every_step_of_a_case_has_words_and_no_other():
    moves = {str(status) for status in Status} - {"closed"}
    assert set(WORDING) == moves | TOLD | {"file_infected", "opened", "reopened", "withdrawal_asked"}


@pytest.mark.parametrize("step", WORDING)
def test_words_are_short_sentences(step):
    """For a reading age of 9 to 11."""
    for text in WORDING[step]:
        assert max(len(sentence.split()) for sentence in re.split(r"[.:?]", str(text))) <= 22


@pytest.mark.parametrize("rule", scope.REFUSALS, ids=lambda rule: rule.key)
def test_whoever_is_out_of_scope_reads_why_and_who_may_help(rule):
    words = WORDING[f"closed_out_of_scope_{rule.key}"]
    assert (words.meaning, words.next) == (rule.reason, rule.signpost)


@pytest.mark.parametrize("step", sorted(TOLD))
def test_a_closed_complaint_says_so(step):
    assert str(WORDING[step].title).startswith("Closed: ")
