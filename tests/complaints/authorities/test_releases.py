import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.authorities.releases import notice, repaired
from complaints.importing import RowRefused

UUID = "600c7239-e4e9-4a1d-b10b-08111cf51d19"
RELEASE = {
    "ocid": "ocds-b5fd17-5c5de95f-d68b-4ce4-a805-5f57fc2d6498",
    "id": f"{UUID}-833018",
    "date": "2025-03-11T12:46:54Z",
    "buyer": {"id": "GB-CFS-167286", "name": "DfTc - Department for Transport"},
    "tender": {
        "title": "Flight Punctuality Data",
        "classification": {"scheme": "CPV", "id": "48611000-4", "description": "Database software package"},
        "value": {"amount": Decimal("20000.005"), "currency": "GBP"},
        "procurementMethodDetails": "Open procedure (below threshold)",
        "suitability": {"sme": True, "vcse": False},
        "tenderPeriod": {"endDate": "2025-03-17T13:00:00+01:00"},
    },
}
LEAVES = st.none() | st.booleans() | st.integers() | st.decimals(allow_nan=False, allow_infinity=False) | st.text()
FIELDS = ["ocid", "id", "date", "buyer", "name", "tender", "title", "value", "amount", "classification", "tenderPeriod"]
JSON = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(FIELDS), inner))


def changed(path: str, value: Any) -> dict[str, Any]:
    """The release with one field other than usual."""
    release: dict[str, Any] = json.loads(json.dumps(RELEASE, default=str))
    release["tender"]["value"]["amount"] = 20000
    inner = release
    *steps, last = path.split(".")
    for step in steps:
        inner = inner[step]
    inner[last] = value
    return release


def test_a_release_becomes_a_notice() -> None:
    made = notice(RELEASE)
    assert (made.ocid, made.buyer_id, made.number) == (RELEASE["ocid"], "GB-CFS-167286", UUID)
    assert (made.buyer_name, made.title) == ("DfTc - Department for Transport", "Flight Punctuality Data")
    assert (made.cpv, made.cpv_name) == ("48611000", "Database software package")
    assert (made.value, made.currency, made.method) == (Decimal("20000.00"), "GBP", "Open procedure (below threshold)")
    assert (made.suits_sme, made.suits_vcse) == (True, False)
    assert made.deadline_at == datetime(2025, 3, 17, 12, tzinfo=UTC)
    assert made.released_at == datetime(2025, 3, 11, 12, 46, 54, tzinfo=UTC)


def test_a_release_need_not_say_more_than_what_who_and_when() -> None:
    release = {"ocid": "OCDS-kuma6s-148381", "date": "2025-02-21T00:00:00", "title": "Plan", "buyer": {"name": "Leeds"}}
    made = notice(release)
    assert (made.ocid, made.buyer_id, made.number, made.title) == ("ocds-kuma6s-148381", "", "", "Plan")
    assert (made.value, made.currency, made.cpv, made.cpv_name, made.method) == (None, "", "", "", "")
    assert (made.suits_sme, made.suits_vcse, made.deadline_at) == (None, None, None)
    assert made.released_at == datetime(2025, 2, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    ("release_id", "number"),
    [
        ("012345-2025", "012345-2025"),
        (f"{UUID.upper()}-1", UUID),
        ("ocds-kuma6s-148381-release-148381", ""),
        (UUID, ""),
    ],
)
def test_the_number_is_that_of_the_notices_page(release_id: str, number: str) -> None:
    assert notice(changed("id", release_id)).number == number


@pytest.mark.parametrize("classification", [{"scheme": "UNSPSC", "id": "48611000"}, {"scheme": "CPV", "id": "486"}, {}])
def test_what_is_no_cpv_code_is_passed_over(classification: dict[str, str]) -> None:
    made = notice(changed("tender.classification", classification))
    assert (made.cpv, made.cpv_name) == ("", "")


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        ("ocid", None, "has no ocid"),
        ("ocid", " ", "has no ocid"),
        ("ocid", 7, "ocid is not text"),
        ("ocid", "x" * 101, "ocid is longer than 100 characters"),
        ("buyer", [], "has no buyer.name"),
        ("buyer.name", "x" * 301, "buyer.name is longer than 300 characters"),
        ("tender.title", None, "has no title"),
        ("tender", "text", "has no title"),
        ("date", None, "has no date"),
        ("date", "yesterday", "date 'yesterday' is not a date and time"),
        ("date", "0001-01-01T00:00:00Z", "date '0001-01-01T00:00:00Z' is in the wrong century"),
        ("tender.tenderPeriod.endDate", "x", "tender.tenderPeriod.endDate 'x' is not a date and time"),
        ("tender.value.amount", "20000", "tender.value.amount is not a number"),
        ("tender.value.amount", True, "tender.value.amount is not a number"),
        ("tender.value.amount", -1, "tender.value.amount is below nought or too large"),
        ("tender.value.amount", Decimal("1e999"), "tender.value.amount is below nought or too large"),
        ("tender.value.currency", "Pounds", "tender.value.currency is longer than 3 characters"),
    ],
)
def test_a_bad_release_is_refused_with_the_reason(path: str, value: object, reason: str) -> None:
    with pytest.raises(RowRefused) as refused:
        notice(changed(path, value))
    assert str(refused.value) == reason


@pytest.mark.parametrize("release", [None, [], "text", 7])
def test_what_is_no_release_is_refused(release: object) -> None:
    with pytest.raises(RowRefused, match="is not an object"):
        notice(release)


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("around Â£198,450,000 .", "around £198,450,000 ."),
        ("St Bede&apos;s", "St Bede's"),
        ("portal.rnrnThe portal must;rn- be open", "portal. The portal must; - be open"),
        ("modern learning, return", "modern learning, return"),
        (" one\r\ntwo\0 ", "one two"),
        ("lone \ud800 half", "lone \ufffd half"),
    ],
)
def test_dirty_text_is_repaired(dirty: str, clean: str) -> None:
    assert repaired(dirty) == clean


@given(JSON)
def test_every_release_is_a_notice_or_refused(release: Any) -> None:
    try:
        notice(release)
    except RowRefused as refused:
        assert str(refused)
