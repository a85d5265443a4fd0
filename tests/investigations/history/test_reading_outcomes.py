"""What the text of a published case decides, and what it must not be taken to say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investigations.history.reading_outcomes import DOUBTS, PHRASES, outcome_in
from investigations.models import CHANGED, Outcome

DECIDED = {
    Outcome.NOT_UPHELD: [
        "Not upheld",
        "The complaint was not upheld.",
        "Wholly in the college's favour (not upheld)",
        "Entirely in the council’s favour",
    ],
    Outcome.CHANGED_LIVE: [
        "Authority shortened the PQQ",
        "Council re-ran the competition",
        "Trust reopened the tender; supplier was not told",
        "Authority opened the tender to all suppliers",
        "Authority accepted it did not fit PPN 02/13 and removed it",
    ],
    Outcome.CHANGED_FUTURE: [
        "Procedural change made",
        "Process was changed",
        "Council has revised its approach",
        "Overdue payments made; process strengthened",
        "Not all overdue invoices paid; the council amended its procedures",
    ],
    Outcome.PAID: [
        "All outstanding invoices paid within 4 weeks; Trust never explained the delay",
        "Overdue payments were made. No change of process",
    ],
    Outcome.REFUSED: ["Trust rejected the recommendation", "Council did not accept the recommendations"],
    Outcome.OUT_OF_SCOPE: ["Case out of scope", "This was outside our remit"],
    Outcome.WITHDRAWN: ["Complaint withdrawn by the supplier"],
}

OPEN = [
    "",
    "No outcome visible in the source",
    "Process was not changed",
    "The process has not been changed",
    "No procedural change made",
    "No change",
    "Not paid",
    "Invoices not paid",
    "Outstanding invoices were not paid",
    "Overdue payments never made",
    "Not all outstanding invoices paid",
    "Outstanding invoices partly paid",
    "Only some overdue invoices paid",
    "Neither party said the process was changed",
    "It isn't true that the process was changed",
    "It isn’t clear whether the council revised its approach",
    "Authority refused to say it had changed its policy",
    "Authority should have shortened the PQQ",
    "Authority to refine drafting in future",
    "Authority will have changed its process by June",
    "The supplier claims that the process changed after the deadline",
    "Trust said all outstanding invoices paid",
    "It is not the case that this was not upheld",
    "Trust never rejected the recommendation",
    "Complaint not withdrawn by the supplier",
    "Work outside the scope of the framework",
    "Supplier withdrew the tender",
    "Process changed; the council has not changed its policy",
]


@pytest.mark.parametrize(("outcome", "text"), [(outcome, text) for outcome, texts in DECIDED.items() for text in texts])
def test_decided(outcome, text):
    assert outcome_in(text) == outcome


@pytest.mark.parametrize("text", OPEN)
def test_left_to_a_person(text):
    assert outcome_in(text) == Outcome.UNCODED


@given(st.text())
def test_text_without_any_phrase_is_uncoded(text):
    assert outcome_in(text) == Outcome.UNCODED


says = st.one_of(*[st.tuples(st.just(outcome), st.from_regex(phrase, fullmatch=True)) for phrase, outcome in PHRASES])
plain = st.sampled_from(["The authority", "Trust", "in the end", "after intervention", "within 4 weeks"])
doubts = st.sampled_from(DOUBTS.replace(r"\w*", "").split("|"))


@given(st.lists(says, min_size=1, max_size=4))
def test_phrases_that_disagree_decide_nothing(sayings):
    outcomes = {outcome for outcome, _ in sayings}
    counted = outcomes - {Outcome.PAID} if len(outcomes & CHANGED) == 1 else outcomes
    decided = outcome_in("; ".join(words for _, words in sayings))
    assert decided == Outcome.UNCODED if len(counted) > 1 else decided in {*counted, Outcome.UNCODED}


@given(says, doubts, plain)
def test_a_word_of_doubt_in_the_clause_leaves_it_open(saying, doubt, words):
    assert outcome_in(f"{doubt} {words} {saying[1]}") == Outcome.UNCODED
    assert outcome_in(f"{words} {saying[1]} {doubt}") == Outcome.UNCODED


@given(st.text(), says, st.text())
def test_any_text_has_exactly_one_outcome(before, saying, after):
    assert outcome_in(f"{before} {saying[1]} {after}") in {saying[0], Outcome.UNCODED}
