"""What two people made of one text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investigations.colliding import Sides, changes

WORDS = st.lists(st.sampled_from(["late", "early", "paid", "not", "\n", "  "]), max_size=12).map(" ".join)
TEXTS = WORDS | st.text("ab \n\t\u00a0", max_size=20)


def joined(pieces, *kinds):
    return "".join(piece.text for piece in pieces if piece.kind in kinds)


@given(TEXTS, TEXTS)
def test_pieces_together_are_both_texts(old, new):
    pieces = changes(old, new)
    assert (joined(pieces, "same", "removed"), joined(pieces, "same", "added")) == (old, new)


@given(WORDS)
def test_of_equal_texts_nothing_was_changed(text):
    assert not joined(changes(text, text), "added", "removed")


def test_what_was_changed_is_shown_by_words():
    assert changes("It was paid late.", "It was never paid late.") == [
        ("same", "It was "), ("added", "never "), ("same", "paid late."),
    ]  # fmt: skip


@pytest.mark.parametrize("words", [["a "], ["a ", "b "], [f"{n} " for n in range(997)]])
def test_the_longest_texts_are_compared_at_once(words):
    begun = time.monotonic()
    changes("".join(words * 5000)[:10_000], "".join(words[::-1] * 5000)[:9_999])
    assert time.monotonic() - begun < 2


@given(WORDS, WORDS, WORDS)
def test_what_only_one_changed_is_as_they_made_it(base, theirs, mine):
    one = Sides("Reason", base, theirs, mine)
    if theirs == base:
        assert one.merged == mine
    if mine == base:
        assert one.merged == theirs
    assert one.merged in (theirs, mine)
    assert one.is_settled == (len({base, theirs, mine}) < 3)
