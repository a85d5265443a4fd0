from collections.abc import Callable

import pytest
from pytest_django import DjangoAssertNumQueries

from complaints.authorities.matching import Match, match, match_all
from complaints.models import Authority

pytestmark = pytest.mark.django_db

CAMDEN = {"id": "CMD", "name": "London Borough of Camden", "aliases": "Camden"}
MOD = {"id": "MOD", "name": "Ministry of Defence", "sector": "central_government", "aliases": "MoD"}
MOJ = {"id": "MOJ", "name": "Ministry of Justice", "sector": "central_government", "aliases": "MoJ"}
DURHAM = {"id": "DUR", "name": "Durham County Council", "aliases": "Durham"}


def code_of(name: str) -> str | None:
    authority = match(name).authority
    return authority.code if authority else None


@pytest.mark.parametrize("name", ["London Borough of Camden", "camden", "Camden Council", "Camden LBC (council)"])
def test_any_of_its_names_matches_an_authority(load_list: Callable, name: str) -> None:
    load_list(CAMDEN | {"aliases": "Camden|Camden LBC council"})
    camden = Authority.objects.get()
    assert match(name) == Match(camden, 100, "alias", (camden,))


def test_a_name_that_nobody_bears_is_left_to_a_person(load_list: Callable) -> None:
    load_list(CAMDEN)
    assert match("Sanctuary Housing") == Match(None, 0, "none", ())


@pytest.mark.parametrize("name", ["", "\0", "...", "株式会社", "x" * 10_000])
def test_a_name_without_words_matches_nothing(load_list: Callable, name: str) -> None:
    load_list(CAMDEN)
    assert match(name) == Match()


def test_two_bodies_in_one_name_are_left_to_a_person(load_list: Callable) -> None:
    load_list(MOD, MOJ)
    found = match("Ministry of Defence and Ministry of Justice (prime: Mitie)")
    assert (found.authority, found.how) == (None, "none")
    assert {authority.code for authority in found.candidates} == {"MOD", "MOJ"}


def test_the_one_that_still_exists_has_the_name(load_list: Callable) -> None:
    old = {"id": "OLD", "name": "Somerset County Council", "aliases": "Somerset", "end": "2023-03-31"}
    load_list(old, {"id": "NEW", "name": "Somerset Council", "aliases": "Somerset"})
    assert code_of("Somerset") == "NEW"
    assert code_of("Somerset County Council") == "OLD"


def test_the_one_that_officially_has_the_name_has_it(load_list: Callable) -> None:
    load_list({"id": "A", "name": "Tees Valley"}, {"id": "B", "name": "Tees Combined", "aliases": "Tees Valley"})
    assert code_of("Tees Valley") == "A"


def test_a_name_of_several_is_left_to_a_person_who_sees_them(load_list: Callable) -> None:
    load_list({"id": "A", "name": "NHS England"}, {"id": "B", "name": "NHS England", "sector": "health"})
    found = match("NHS England")
    assert (found.authority, found.how) == (None, "none")
    assert [authority.code for authority in found.candidates] == ["A", "B"]


@pytest.mark.parametrize("name", ["Durham City Council", "Durham Borough Council", "Durham (borough)"])
def test_another_council_of_the_same_place_is_only_a_candidate(load_list: Callable, name: str) -> None:
    load_list(DURHAM)
    found = match(name)
    assert found.authority is None
    assert [authority.code for authority in found.candidates] == ["DUR"]


def test_a_council_is_no_other_body_that_bears_the_name_of_its_place(load_list: Callable) -> None:
    load_list({"id": "U", "name": "University of Keele", "sector": "education", "aliases": "Keele"})
    assert code_of("Keele Council") is None


@pytest.mark.parametrize("name", ["Minstry of Defense", "Ministry for Defence", "Defence, Ministry of"])
def test_a_name_misspelt_matches_by_likeness(load_list: Callable, name: str) -> None:
    load_list(MOD, MOJ)
    found = match(name)
    assert (found.authority and found.authority.code, found.how) == ("MOD", "similar")
    assert 80 <= found.score <= 100


@pytest.mark.parametrize("other", ["Hamlingtan College", "Hamlingtone College"])
def test_a_name_about_as_like_two_authorities_is_left_to_a_person(load_list: Callable, other: str) -> None:
    load_list({"id": "A", "name": "Hamlington College"}, {"id": "B", "name": other})
    found = match("Hamlingten College")
    assert (found.authority, found.how) == (None, "none")
    assert {authority.code for authority in found.candidates} == {"A", "B"}


def test_an_acronym_beside_another_name_is_too_little(load_list: Callable) -> None:
    load_list({"id": "DBT", "name": "Department for Business and Trade", "aliases": "DBT"})
    found = match("DBT - Dudley Buildings Trust")
    assert found.authority is None
    assert [authority.code for authority in found.candidates] == ["DBT"]


def test_an_acronym_beside_a_misspelt_name_does_not_stand_in_its_way(load_list: Callable) -> None:
    load_list(MOD, MOJ)
    assert code_of("MoD - Minstry of Defence") == "MOD"


def test_at_most_five_candidates_are_offered(load_list: Callable) -> None:
    load_list(*({"id": f"{number}", "name": f"Regional College {number}"} for number in range(9)))
    assert len(match("Regional College").candidates) == 5


def test_many_names_take_as_many_queries_as_one(
    load_list: Callable, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    load_list(CAMDEN, MOD, MOJ)
    with django_assert_num_queries(4):
        match("Minstry of Defense")
    names = [f"Minstry of Defense {number}" for number in range(400)]
    with django_assert_num_queries(4):
        assert list(match_all([*names, *names])) == names
    with django_assert_num_queries(1):
        match_all(["Camden", "MoD"])
    with django_assert_num_queries(0):
        assert match_all([]) == {}
