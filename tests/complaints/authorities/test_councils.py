import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.authorities.councils import Council, council


@pytest.mark.parametrize(
    ("name", "place", "tiers"),
    [
        ("manchester city council", "manchester", {"city"}),
        ("manchester council", "manchester", set()),
        ("city of westminster", "westminster", {"city"}),
        ("london borough of camden", "camden", {"borough"}),
        ("camden london borough council", "camden", {"borough"}),
        ("royal borough of kensington and chelsea", "kensington and chelsea", {"borough"}),
        ("city of bradford metropolitan district council", "bradford", {"city", "district"}),
        ("st albans city and district council", "st albans", {"city", "district"}),
        ("sefton mbc", "sefton", {"borough"}),
        ("kent cc", "kent", set()),
        ("city of london corporation", "london", {"city"}),
    ],
)
def test_a_council_is_a_place_and_what_it_calls_itself(name: str, place: str, tiers: set[str]) -> None:
    assert council(name) == Council(place, frozenset(tiers))


@pytest.mark.parametrize("name", ["", "camden", "greater london authority", "council", "city of council", "mod"])
def test_other_names_are_not_those_of_a_council(name: str) -> None:
    assert council(name) is None


def test_a_parish_council_is_not_the_place_around_it() -> None:
    assert council("sevenoaks town council") == Council("sevenoaks town", frozenset())


@given(st.text(st.sampled_from("abc ouncilty"), max_size=40))
def test_every_name_can_be_asked(name: str) -> None:
    found = council(name)
    assert found is None or found.place in " ".join(name.split())
