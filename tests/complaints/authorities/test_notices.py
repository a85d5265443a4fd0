from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from complaints.authorities.notices import find, ocid_in
from complaints.models import Notice

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
UUID, OTHER = "600c7239-e4e9-4a1d-b10b-08111cf51d19", "5c5de95f-d68b-4ce4-a805-5f57fc2d6498"


@pytest.fixture
def make_notice() -> Callable[..., Notice]:
    usual = {"buyer_id": "GB-1", "buyer_name": "Leeds", "title": "Parks", "released_at": NOW}
    return lambda **fields: Notice.objects.create(**(usual | fields))


@pytest.mark.parametrize(
    ("text", "ocid"),
    [
        (f"ocds-b5fd17-{OTHER}", f"ocds-b5fd17-{OTHER}"),
        ("OCDS-H6VHTK-04A1B2", "ocds-h6vhtk-04a1b2"),
        ("the notice (ocds-h6vhtk-04a1b2), and ocds-h6vhtk-ffffff", "ocds-h6vhtk-04a1b2"),
        ("https://www.find-tender.service.gov.uk/procurement/ocds-h6vhtk-04a1b2?x=1", "ocds-h6vhtk-04a1b2"),
        ("ocds-kuma6s-148381", "ocds-kuma6s-148381"),
        ("ocds-b5fd17", None),
        ("tender 12", None),
        ("", None),
    ],
)
def test_an_ocid_is_seen_in_a_text(text: str, ocid: str | None) -> None:
    assert ocid_in(text) == ocid


@pytest.mark.parametrize(
    "text",
    [
        f"https://www.contractsfinder.service.gov.uk/Notice/{UUID}",
        f"  http://contractsfinder.service.gov.uk/notice/{UUID.upper()}?origin=SearchResults&p=1 ",
        UUID,
        f"ocds-b5fd17-{OTHER}",
        f"Ref.: OCDS-b5fd17-{OTHER}.",
    ],
)
def test_a_notice_of_contracts_finder_is_found(make_notice: Callable, text: str) -> None:
    made = make_notice(ocid=f"ocds-b5fd17-{OTHER}", number=UUID)
    make_notice(ocid="ocds-h6vhtk-000000")
    assert find(text) == made
    assert str(made) == "Parks"


@pytest.mark.parametrize(
    "text",
    [
        "https://www.find-tender.service.gov.uk/Notice/012345-2025",
        "https://www.find-tender.service.gov.uk/Notice/012345-2025?origin=SearchResults",
        "Notice 012345-2025.",
        "2025/S 000-012345",
        "https://www.find-tender.service.gov.uk/procurement/ocds-h6vhtk-04a1b2",
    ],
)
def test_a_notice_of_find_a_tender_is_found(make_notice: Callable, text: str) -> None:
    made = make_notice(ocid="ocds-h6vhtk-04a1b2", number="012345-2025")
    make_notice(ocid="ocds-h6vhtk-000000")
    assert find(text) == made


@pytest.mark.parametrize(
    "text", ["", "Parks", "\0", "912345-2025", "012345-20256", "ocds-h6vhtk-ffffff", "ocds-" * 999]
)
def test_another_text_finds_nothing(make_notice: Callable, text: str) -> None:
    make_notice(ocid="ocds-h6vhtk-04a1b2", number="012345-2025")
    assert find(text) is None


def test_an_ocid_of_two_buyers_is_left_to_a_person(make_notice: Callable) -> None:
    make_notice(ocid="ocds-h6vhtk-04a1b2", buyer_id="GB-1", number="012345-2025")
    make_notice(ocid="ocds-h6vhtk-04a1b2", buyer_id="GB-2", number="012346-2025")
    assert find("ocds-h6vhtk-04a1b2") is None
    assert find("012346-2025") == Notice.objects.get(buyer_id="GB-2")


def test_a_text_without_a_reference_asks_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert find("the tender for parks") is None


@given(st.text())
def test_every_text_can_be_asked(text: str) -> None:
    assert find(text) is None


def test_a_notice_is_live_until_its_deadline(make_notice: Callable) -> None:
    for ocid, deadline in (("a", NOW + timedelta(seconds=1)), ("b", NOW), ("c", None)):
        make_notice(ocid=ocid, deadline_at=deadline)
    assert [notice.ocid for notice in Notice.objects.live(NOW)] == ["a"]
