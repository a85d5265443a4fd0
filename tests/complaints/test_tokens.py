"""The secret to follow a complaint: made for the token that filed it, read however it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.tokens import (
    hashed,
    is_tracking_secret,
    new_filing_token,
    read_filing_token,
    tracking_secret,
    written,
)

TOKEN = new_filing_token()
SECRET = tracking_secret(TOKEN)


def test_tokens_are_never_the_same():
    assert len({new_filing_token() for _ in range(100)}) == 100


def test_a_token_can_be_written_down():
    assert [len(group) for group in written(TOKEN).split("-")] == [4] * 7
    assert set(TOKEN) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


@given(
    st.sampled_from(["lower", "upper", "title"]),
    st.sampled_from(["", " ", "-", "\u2013", "\u2212", "\u00a0", "\uff0d"]),
)
def test_a_written_token_is_read_however_it_is_typed(case, between):
    assert read_filing_token(getattr(f" {written(TOKEN).replace('-', between)}\n", case)()) == TOKEN


def test_a_token_s_look_alike_digits_are_read_as_letters():
    assert read_filing_token("018A" * 7) == "OIBA" * 7


def test_a_token_from_before_they_could_be_written_down_is_left_as_it_is():
    old = "aB3-_" * 8 + "xyz"
    assert (written(old), read_filing_token(f" {old} ")) == (old, old)


def test_a_token_has_one_secret_of_140_bits():
    assert tracking_secret(TOKEN) == SECRET
    assert tracking_secret(new_filing_token()) != SECRET
    assert [len(group) for group in SECRET.split("-")] == [4] * 7


def test_the_secret_cannot_be_had_without_our_key(settings):
    settings.SECRET_KEY = "another"
    assert tracking_secret(TOKEN) != SECRET


@given(st.sampled_from(["lower", "upper", "title"]), st.sampled_from(["", " ", "-", "\u2013", "\u00a0"]))
def test_case_and_grouping_do_not_matter(case, between):
    typed = f"\t{SECRET.replace('-', between)}\n"
    assert is_tracking_secret(getattr(typed, case)(), hashed(SECRET))


def test_digits_that_look_like_letters_are_read_as_those():
    secret = "OIBA-OIBA-OIBA-OIBA-OIBA-OIBA-OIBA"
    assert is_tracking_secret(secret.translate(str.maketrans("OIB", "018")), hashed(secret))


@pytest.mark.parametrize(
    "typed",
    ["", "-", SECRET[:-1], SECRET + "A", SECRET + "-ABC", SECRET + "-ABCD", "\x00", "é" * 28],
    ids=["nothing", "a hyphen", "one short", "one more", "three more", "a group more", "NUL", "no letters of ours"],
)
def test_less_or_more_than_the_secret_is_refused(typed):
    assert not is_tracking_secret(typed, hashed(SECRET))


@given(st.integers(0, 33), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
def test_any_wrong_character_is_refused(place, character):
    typed = SECRET[:place] + character + SECRET[place + 1 :]
    assert is_tracking_secret(typed, hashed(SECRET)) == (typed.replace("-", "") == SECRET.replace("-", ""))
