from collections.abc import Callable

import pytest

from complaints.authorities.search import search
from complaints.models import Authority, AuthorityName

pytestmark = pytest.mark.django_db


def found(text: str) -> list[tuple[str, str]]:
    return [(one.name, one.note) for one in search(text)]


def test_exact_comes_before_opening_before_words_before_likeness(load_list: Callable) -> None:
    load_list(
        {"id": "1", "name": "Kentish Works"},
        {"id": "2", "name": "University of Kent"},
        {"id": "3", "name": "Kent Police"},
        {"id": "4", "name": "Kent"},
        {"id": "5", "name": "Kemt"},
    )
    assert [name for name, _ in found("kent")][:4] == ["Kent", "Kent Police", "Kentish Works", "University of Kent"]


def test_current_comes_before_abolished_where_both_fit_as_well(load_list: Callable) -> None:
    load_list({"id": "1", "name": "Regional Board", "end": "2010"}, {"id": "2", "name": "Regional Boards"})
    assert found("regional b") == [("Regional Boards", ""), ("Regional Board", "Abolished in 2010")]
    assert found("regionel bord") == [("Regional Boards", ""), ("Regional Board", "Abolished in 2010")]


def test_a_former_name_finds_and_says_so(load_list: Callable) -> None:
    load_list({"id": "1", "name": "Highways England"})
    load_list({"id": "1", "name": "National Highways"})
    assert found("highways england") == [("National Highways", "Formerly Highways England")]
    assert found("national") == [("National Highways", "")]


def test_an_alias_in_small_letters_finds_but_is_not_printed(load_list: Callable) -> None:
    load_list({"id": "1", "name": "Comhairle nan Eilean Siar", "aliases": "western isles"})
    assert found("western isles") == [("Comhairle nan Eilean Siar", "")]


def test_without_the_day_of_a_successor_the_end_is_said(load_list: Callable) -> None:
    load_list(
        {"id": "X-A", "name": "Poole", "end": "2019-03-31", "replaced_by": "B"},
        {"id": "X-B", "name": "Bournemouth"},
    )
    assert found("poole") == [
        ("Bournemouth", "Took over from Poole"),
        ("Poole", "Replaced by Bournemouth on 31 March 2019"),
    ]


def test_authorities_that_replace_each_other_do_not_hang_the_search(load_list: Callable) -> None:
    load_list({"id": "1", "name": "Poole", "end": "2019-03-31"}, {"id": "2", "name": "Dorset", "end": "2020-03-31"})
    poole, dorset = Authority.objects.order_by("code")
    poole.replaced_by.add(dorset)
    dorset.replaced_by.add(poole)
    assert found("poole") == [("Poole", "Replaced by Dorset on 31 March 2019")]


def test_an_authority_found_by_two_names_is_listed_once(load_list: Callable) -> None:
    load_list({"id": "1", "name": "Leeds City Council", "aliases": "Leeds|Leeds Council"})
    assert AuthorityName.objects.count() == 3
    assert found("leeds") == [("Leeds City Council", "")]


def test_a_successor_that_was_found_itself_is_listed_once(load_list: Callable) -> None:
    load_list(
        {"id": "X-A", "name": "Dorset County Council", "end": "2019-03-31", "replaced_by": "B"},
        {"id": "X-B", "name": "Dorset Council", "start": "2019-04-01"},
    )
    assert [name for name, _ in found("dorset")] == ["Dorset Council", "Dorset County Council"]
    assert [name for name, _ in found("dorset county council")] == ["Dorset Council", "Dorset County Council"]
