"""Fields and optional paragraphs of templates."""

from hypothesis import given
from hypothesis import strategies as st

from investigations.letters import filling
from investigations.letters.starters import STARTERS


def test_fields_are_filled_in_and_their_values_are_not():
    values = {"contact": "{authority} {x}", "authority": "Camden"}
    assert filling.filled("Dear {contact} of {authority}", values) == "Dear {authority} {x} of Camden"


def test_what_is_no_field_is_named():
    assert filling.unknown_fields("{contact} {nonsense} {}") == ["nonsense", ""]


def test_optional_paragraphs_stay_marked_until_somebody_decides():
    body = "One\n\n[?] Two {contact}\n\n\nThree"
    assert filling.paragraphs(body) == [(False, "One"), (True, "Two {contact}"), (False, "Three")]
    begun = filling.begun(body, {"contact": "Ann"})
    assert begun == "One\n\n[?] Two Ann\n\nThree"
    assert filling.is_undecided(begun)
    assert not filling.is_undecided(begun.replace("[?] ", ""))


def test_templates_that_come_with_the_service_use_known_fields_only():
    for kind, name, subject, _, body in STARTERS.values():
        assert filling.unknown_fields(subject + body) == [], name
        assert kind.label


@given(st.text(), st.text())
def test_nothing_that_is_filled_in_becomes_a_field(before, value):
    assert filling.filled("{contact}", {"contact": before + "{authority}" + value}) == before + "{authority}" + value
