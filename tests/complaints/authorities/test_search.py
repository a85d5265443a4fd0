import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from complaints.authorities.search import Found, search

pytestmark = pytest.mark.django_db


def names(text: str, limit: int = 20) -> list[str]:
    return [found.name for found in search(text, limit)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Manchster", "Manchester City Council"),
        ("Brimingham", "Birmingham City Council"),
        ("minstry of defense", "Ministry of Defence"),
        ("MoD", "Ministry of Defence"),
        ("m.o.d.", "Ministry of Defence"),
        ("dvsa", "Driver and Vehicle Standards Agency"),
        ("dept of transport", "Department for Transport"),
        ("defra", "Department for Environment, Food & Rural Affairs"),
        ("Camden council", "London Borough of Camden"),
        ("council manchester", "Manchester City Council"),
        ("kent", "Kent County Council"),
        ("Shepway", "Folkestone and Hythe District Council"),
        ("kensing", "Royal Borough of Kensington and Chelsea"),
        ("hull", "Hull City Council"),
        ("Guys & St Thomas", "Guy’s and St Thomas' NHS Foundation Trust"),
        ("Caerdydd", "City of Cardiff Council"),
        ("highways england", "Highways England"),
    ],
)
def test_what_a_provider_types_finds_the_authority_first(whole_list: None, typed: str, first: str) -> None:
    assert names(typed)[0] == first


def test_an_abolished_authority_comes_after_what_replaced_it(whole_list: None) -> None:
    assert [(found.name, found.note) for found in search("aylesbury vale", 2)] == [
        ("Buckinghamshire Council", "Took over from Aylesbury Vale District Council"),
        ("Aylesbury Vale District Council", "Replaced by Buckinghamshire Council on 1 April 2020"),
    ]


def test_an_authority_that_was_divided_names_both_successors(whole_list: None) -> None:
    assert [(found.name, found.note) for found in search("cumbria county council", 3)] == [
        ("Cumberland Council", "Took over from Cumbria County Council"),
        ("Westmorland and Furness Council", "Took over from Cumbria County Council"),
        (
            "Cumbria County Council",
            "Replaced by Cumberland Council and Westmorland and Furness Council on 1 April 2023",
        ),
    ]


def test_a_chain_of_successors_leads_to_the_one_that_exists(whole_list: None) -> None:
    assert [(found.name, found.note) for found in search("taunton deane", 2)] == [
        ("Somerset Council", "Took over from Taunton Deane Borough Council"),
        (
            "Taunton Deane Borough Council",
            "Replaced by Somerset West and Taunton Council on 1 April 2019, now Somerset Council",
        ),
    ]


def test_an_abolished_authority_without_successor_says_when(whole_list: None) -> None:
    assert search("audit commission", 1)[0].note == "Abolished in 2015"


def test_what_is_found_is_ready_to_print(whole_list: None) -> None:
    (found,) = search("dvsa", 1)
    assert found == Found(
        found.id, "Driver and Vehicle Standards Agency", "Central government", "United Kingdom", "Also known as DVSA"
    )


def test_successors_do_not_stretch_the_limit(whole_list: None) -> None:
    assert names("cumbria", 1) == ["Cumberland Council"]
    assert len(search("district council", 7)) == 7


@pytest.mark.parametrize("text", ["", " ", "...", "株式会社", "\0", "the", "\ud800", "%", "_"])
def test_a_text_without_words_finds_nothing(whole_list: None, text: str) -> None:
    assert search(text) == []


@pytest.mark.parametrize("text", ["a", "of", "of the and", "e" * 1_000_000, "camden " * 200_000, "' OR 1=1 --", "\\%_"])
def test_no_text_is_too_much(whole_list: None, text: str) -> None:
    assert len(search(text)) <= 20


@given(st.text(max_size=60))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_text_can_be_searched_for(whole_list: None, db: None, text: str) -> None:
    found = [one.id for one in search(text)]
    assert len(found) == len(set(found)) <= 20


def test_two_queries_find_however_much(whole_list: None, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for text in ("cumbria", "district council", "dvsa"):
        with django_assert_max_num_queries(2):
            search(text)
