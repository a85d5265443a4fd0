import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from complaints.authorities.receiving import receive
from complaints.importing import FileUnusable, Report
from complaints.models import Authority, Notice

pytestmark = pytest.mark.django_db
CAMDEN = {"id": "CMD", "name": "London Borough of Camden", "aliases": "Camden"}


def release(ocid: str = "ocds-b5fd17-1", buyer: str = "Camden Council", day: int = 1, **fields: Any) -> dict[str, Any]:
    buyer_id = fields.pop("buyer_id", "GB-1")
    usual = {"title": "Parks", "date": f"2025-03-{day:02d}T12:00:00Z", "buyer": {"id": buyer_id, "name": buyer}}
    return {"ocid": ocid} | usual | fields


@pytest.fixture
def receive_these(tmp_path: Path) -> Callable[..., Report]:
    def receive_them(*releases: Any) -> Report:
        path = tmp_path / "package.json"
        path.write_text(json.dumps({"releases": releases}))
        return receive(path)

    return receive_them


def test_a_buyer_that_is_certain_is_matched_and_another_left_to_a_person(
    load_list: Callable, receive_these: Callable
) -> None:
    load_list(CAMDEN)
    assert receive_these(release("a"), release("b", "Welland Procurement")) == Report(added=2)
    assert list(Notice.objects.order_by("ocid").values_list("ocid", "authority__code")) == [("a", "CMD"), ("b", None)]


def test_the_same_package_twice_is_as_once(receive_these: Callable) -> None:
    receive_these(release("a"), release("b"))
    assert receive_these(release("a"), release("b")) == Report(unchanged=2)
    assert Notice.objects.count() == 2


def test_a_later_release_wins_and_an_older_one_changes_nothing(receive_these: Callable) -> None:
    receive_these(release(day=2, title="First"))
    assert receive_these(release(day=1, title="Older")) == Report(unchanged=1)
    assert receive_these(release(day=2, title="As old")) == Report(unchanged=1)
    assert Notice.objects.get().title == "First"
    assert receive_these(release(day=3, title="Later")) == Report(changed=1)
    assert Notice.objects.get().title == "Later"


def test_the_latest_of_one_package_wins_whatever_the_order(receive_these: Callable) -> None:
    assert receive_these(release(day=2, title="Later"), release(day=1)) == Report(added=1, unchanged=1)
    assert Notice.objects.get().title == "Later"
    assert receive_these(release(day=3), release(day=4, title="Last")) == Report(changed=1, unchanged=1)
    assert Notice.objects.get().title == "Last"


def test_two_buyers_with_one_ocid_are_two_notices(receive_these: Callable) -> None:
    assert receive_these(release(buyer_id="GB-1"), release(buyer_id="GB-2")) == Report(added=2)


def test_an_authority_that_a_person_chose_stays(load_list: Callable, receive_these: Callable) -> None:
    load_list(CAMDEN, {"id": "LDS", "name": "Leeds City Council"})
    receive_these(release())
    Notice.objects.update(authority=Authority.objects.get(code="LDS"))
    receive_these(release(day=2))
    assert Notice.objects.values_list("authority__code", flat=True).get() == "LDS"


@pytest.mark.parametrize("day", [1, 2])
def test_an_authority_that_has_become_known_is_filled_in(
    load_list: Callable, receive_these: Callable, day: int
) -> None:
    receive_these(release())
    load_list(CAMDEN)
    assert receive_these(release(day=day)) == Report(changed=1)
    assert Notice.objects.values_list("authority__code", flat=True).get() == "CMD"


def test_an_older_release_under_another_name_fills_in_nothing(load_list: Callable, receive_these: Callable) -> None:
    load_list(CAMDEN)
    receive_these(release(day=2, buyer="Parks of London"))
    assert receive_these(release(day=1, buyer="Camden")) == Report(unchanged=1)
    assert Notice.objects.get().authority is None


def test_bad_releases_are_told_and_good_ones_are_in(receive_these: Callable) -> None:
    report = receive_these(release("a"), "text", release("b", date="soon"), release("c"))
    assert [str(refusal) for refusal in report.refused] == [
        "releases[1]: is not an object",
        "releases[2]: date 'soon' is not a date and time",
    ]
    assert set(Notice.objects.values_list("ocid", flat=True)) == {"a", "c"}


NOT_JSON, NOT_A_PACKAGE = "is not JSON.", "is not an OCDS release package: it has no list of releases."


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", NOT_JSON),
        (b"<html>", NOT_JSON),
        (b"\xff\xfe\x00", NOT_JSON),
        (b"[" * 100_000, NOT_JSON),
        (b'{"releases": [NaN]}', NOT_JSON),
        (b'{"releases": [' + b"9" * 5000 + b"]}", NOT_JSON),
        (b"[]", NOT_A_PACKAGE),
        (b"null", NOT_A_PACKAGE),
        (b'{"records": []}', NOT_A_PACKAGE),
        (b'{"releases": {}}', NOT_A_PACKAGE),
    ],
)
def test_an_unusable_file_is_told_in_one_sentence(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "package.json"
    path.write_bytes(data)
    with pytest.raises(FileUnusable) as unusable:
        receive(path)
    assert str(unusable.value) == f"package.json {reason}"


def test_many_releases_take_as_many_queries_as_one(
    receive_these: Callable, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 200):
        with django_assert_max_num_queries(10):
            receive_these(*(release(f"{count}-{number}", f"Buyer {number}") for number in range(count)))
