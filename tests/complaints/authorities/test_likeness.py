import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.authorities.likeness import is_same_but_for_spelling, likeness

NAMES = st.lists(st.sampled_from(["north", "east", "kent", "university", "of", "trust", "nhs"]), min_size=1).map(
    " ".join
)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("minstry of defense", "ministry of defence"),
        ("brimingham city council", "birmingham city council"),
        ("department of transport", "department for transport"),
        ("nottingham university", "university of nottingham"),
        ("west suffolk nhs trust", "west suffolk nhs foundation trust"),
        ("northhamptonshir county council", "northamptonshire county council"),
    ],
)
def test_names_that_differ_in_spelling_are_the_same(asked: str, name: str) -> None:
    assert is_same_but_for_spelling(asked, name, set())


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("ministry of justice", "ministry of defence"),
        ("suffolk constabulary", "norfolk constabulary"),
        ("kent police and essex police", "kent police"),
        ("derry city council", "derby city council"),
        ("eastbourne college", "westbourne college"),
    ],
)
def test_names_that_differ_in_words_are_not(asked: str, name: str) -> None:
    assert not is_same_but_for_spelling(asked, name, set())


@pytest.mark.parametrize(
    ("asked", "name", "known"),
    [("harlow college", "hadlow college", "harlow"), ("herefordshire trust", "hertfordshire trust", "herefordshire")],
)
def test_a_word_that_some_authority_bears_is_no_misspelling(asked: str, name: str, known: str) -> None:
    assert is_same_but_for_spelling(asked, name, set())
    assert not is_same_but_for_spelling(asked, name, {known})


def test_a_plural_names_no_other_body() -> None:
    asked, name = "university hospital of leicester", "university hospitals of leicester"
    assert is_same_but_for_spelling(asked, name, {"hospital", "hospitals"})
    assert is_same_but_for_spelling(name, asked, {"hospital", "hospitals"})


@given(NAMES)
def test_a_name_is_entirely_like_itself(name: str) -> None:
    assert likeness(name, name) == 100
    assert is_same_but_for_spelling(name, name, set(name.split()))


@given(NAMES, NAMES)
def test_likeness_goes_both_ways_and_stays_in_bounds(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 100
