from collections.abc import Callable
from datetime import date

import pytest

from complaints.importing import Report
from complaints.models import Authority, AuthorityName

pytestmark = pytest.mark.django_db

CAMDEN = {"id": "CMD", "name": "London Borough of Camden", "aliases": "Camden|LBC", "kind": "London borough"}
LEEDS = {"id": "LDS", "name": "Leeds City Council", "start": "1974-04-01"}


def names() -> set[tuple[str, str, str]]:
    """Code, name and whether it is official or former, of each name."""
    return {
        (name.authority.code, name.name, "official" if name.is_official else "former" if name.is_former else "")
        for name in AuthorityName.objects.select_related("authority")
    }


def test_a_list_becomes_authorities_with_their_names(load_list: Callable) -> None:
    assert load_list(CAMDEN, LEEDS) == Report(added=2)
    camden, leeds = Authority.objects.order_by("code")
    assert (camden.name, camden.sector, camden.nation, camden.kind, camden.source) == (
        "London Borough of Camden", "local_government", "England", "London borough", "Test",
    )  # fmt: skip
    assert (leeds.started_on, leeds.ended_on) == (date(1974, 4, 1), None)
    assert names() == {
        ("CMD", "London Borough of Camden", "official"),
        ("CMD", "Camden", ""),
        ("CMD", "LBC", ""),
        ("LDS", "Leeds City Council", "official"),
        ("LDS", "Leeds City Council", ""),
    }


def test_the_same_list_twice_changes_nothing(load_list: Callable) -> None:
    load_list(CAMDEN, LEEDS)
    before = set(AuthorityName.objects.values_list("pk", "compared"))
    assert load_list(CAMDEN, LEEDS) == Report(unchanged=2)
    assert set(AuthorityName.objects.values_list("pk", "compared")) == before


def test_a_row_that_differs_is_changed_and_keeps_its_key(load_list: Callable) -> None:
    load_list(CAMDEN, LEEDS)
    pk = Authority.objects.get(code="LDS").pk
    assert load_list(CAMDEN, LEEDS | {"kind": "Metropolitan district", "end": "2030"}) == Report(changed=1, unchanged=1)
    leeds = Authority.objects.get(code="LDS")
    assert (leeds.pk, leeds.kind, leeds.ended_on) == (pk, "Metropolitan district", date(2030, 12, 31))


def test_aliases_come_and_go_with_the_list(load_list: Callable) -> None:
    load_list(CAMDEN)
    assert load_list(CAMDEN | {"aliases": "CAMDEN|Kentish Town"}) == Report(changed=1)
    assert names() == {
        ("CMD", "London Borough of Camden", "official"),
        ("CMD", "CAMDEN", ""),
        ("CMD", "Kentish Town", ""),
    }


def test_a_renamed_authority_still_goes_by_its_former_name(load_list: Callable) -> None:
    load_list({"id": "HE", "name": "Highways England"})
    renamed = {"id": "HE", "name": "National Highways"}
    assert load_list(renamed) == Report(changed=1)
    assert load_list(renamed) == Report(unchanged=1)
    assert names() == {("HE", "National Highways", "official"), ("HE", "Highways England", "former")}


def test_an_authority_that_takes_its_old_name_back_has_it_officially(load_list: Callable) -> None:
    for name in ("Highways England", "National Highways", "Highways England"):
        load_list({"id": "HE", "name": name})
    assert names() == {("HE", "Highways England", "official"), ("HE", "National Highways", "former")}


def test_an_authority_that_is_not_in_the_list_stays(load_list: Callable) -> None:
    load_list(CAMDEN)
    assert load_list(LEEDS) == Report(added=1)
    assert set(Authority.objects.values_list("code", flat=True)) == {"CMD", "LDS"}


def test_successors_are_linked_whatever_the_order_of_the_list(load_list: Callable) -> None:
    load_list(
        {"id": "GB-LAE-CMA", "name": "Cumbria County Council", "end": "2023-04-01", "replaced_by": "CBD,WAF"},
        {"id": "GB-LAE-CBD", "name": "Cumberland Council"},
        {"id": "GB-LAE-WAF", "name": "Westmorland and Furness Council"},
    )
    cumbria = Authority.objects.get(code="GB-LAE-CMA")
    assert [heir.name for heir in cumbria.replaced_by.all()] == [
        "Cumberland Council",
        "Westmorland and Furness Council",
    ]


def test_successors_change_with_the_list(load_list: Callable) -> None:
    heirs = {"id": "X-B", "name": "Bee"}, {"id": "X-C", "name": "Cee"}
    load_list({"id": "X-A", "name": "Ay", "replaced_by": "B"}, *heirs)
    assert load_list({"id": "X-A", "name": "Ay", "replaced_by": "C"}, *heirs) == Report(changed=1, unchanged=2)
    assert [heir.code for heir in Authority.objects.get(code="X-A").replaced_by.all()] == ["X-C"]
    assert load_list({"id": "X-A", "name": "Ay"}) == Report(changed=1)
    assert not Authority.objects.get(code="X-A").replaced_by.exists()
    assert load_list({"id": "X-A", "name": "Ay", "replaced_by": "C"}) == Report(changed=1)


def test_an_unknown_successor_refuses_the_row_and_those_that_lead_to_it(load_list: Callable) -> None:
    report = load_list(
        {"id": "X-A", "name": "Ay", "replaced_by": "B"},
        {"id": "X-B", "name": "Bee", "replaced_by": "Z"},
        {"id": "X-C", "name": "Cee"},
    )
    assert report.added == 1
    assert [str(refusal) for refusal in report.refused] == [
        "line 3: is replaced by the unknown X-Z",
        "line 2: is replaced by the unknown X-B",
    ]


def test_a_second_row_of_an_authority_is_refused(load_list: Callable) -> None:
    report = load_list(CAMDEN, LEEDS, CAMDEN | {"name": "Other"})
    assert report.added == 2
    assert [str(refusal) for refusal in report.refused] == ["line 4: id CMD was already on line 2"]
    assert Authority.objects.get(code="CMD").name == "London Borough of Camden"


def test_an_authority_that_ended_is_not_current(load_list: Callable) -> None:
    load_list(CAMDEN, LEEDS | {"end": "2020"})
    assert [str(authority) for authority in Authority.objects.current()] == ["London Borough of Camden"]
    assert [str(name) for name in AuthorityName.objects.filter(authority__code="LDS")] == ["Leeds City Council"] * 2
