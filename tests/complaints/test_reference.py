"""References: read however they are typed, refused when a character slipped, and not to be counted."""

from hypothesis import given
from hypothesis import strategies as st

from complaints.reference import ALPHABET, new_reference, read_reference


def with_check_character(body):
    return next(read for last in ALPHABET if (read := read_reference(body + last)))


references = st.text(ALPHABET, min_size=8, max_size=8).map(with_check_character)
# Where a character of the reference stands, "MS" and hyphens aside.
places = st.sampled_from([3, 4, 5, 6, 8, 9, 10, 11, 13])


@given(references)
def test_a_reference_reads_as_itself(reference):
    assert read_reference(reference) == reference


@given(references, places, st.sampled_from(ALPHABET))
def test_any_one_wrong_character_is_refused(reference, place, character):
    slipped = reference[:place] + character + reference[place + 1 :]
    assert read_reference(slipped) == (reference if slipped == reference else None)


@given(references, st.integers(0, 7))
def test_any_swap_of_neighbours_is_refused_but_of_0_with_z(reference, place):
    """Luhn mod 32 doubles every second digit: only 0 and 31 (Z) weigh the same in both places."""
    nine = reference.replace("-", "")[2:]
    one, other = nine[place : place + 2]
    swapped = f"{nine[:place]}{other}{one}{nine[place + 2 :]}"
    assert (read_reference(swapped) is None) == (one != other and {one, other} != {"0", "Z"})


@given(references, st.sampled_from(["lower", "upper"]), st.sampled_from(["", " ", "-", "\u2013", "\u00a0", " - "]))
def test_case_and_grouping_do_not_matter(reference, case, between):
    typed = f" {reference.replace('-', between)} "
    assert read_reference(getattr(typed, case)()) == reference


@given(references, st.sampled_from(["oil", "OLI"]))
def test_letters_that_look_like_digits_are_read_as_those(reference, letters):
    zero, one, also_one = letters
    assert read_reference(reference.replace("0", zero).replace("1", one, 1).replace("1", also_one)) == reference


@given(references)
def test_ms_may_be_left_out(reference):
    assert read_reference(reference[3:]) == reference


def test_ms_may_be_left_out_of_a_reference_that_goes_on_with_ms():
    reference = with_check_character("MS7K3P9Q")
    assert reference.startswith("MS-MS7K-3P9Q-")
    assert read_reference(reference[3:]) == reference


@given(st.text(ALPHABET, min_size=8, max_size=8))
def test_one_check_character_fits(body):
    assert [read_reference(body + last) is not None for last in ALPHABET].count(True) == 1


@given(st.text(max_size=20))
def test_other_text_is_never_an_error(typed):
    assert read_reference(typed) in (None, read_reference(read_reference(typed) or ""))


def test_references_cannot_be_counted():
    """A thousand in a row: no two alike, in no order, and all characters about equally often in every place."""
    made = [new_reference() for _ in range(1000)]
    assert len(set(made)) == 1000
    assert 400 < sum(one < other for one, other in zip(made, made[1:], strict=False)) < 600
    for place in (3, 4, 5, 6, 8, 9, 10, 11):
        assert {reference[place] for reference in made} == set(ALPHABET)
