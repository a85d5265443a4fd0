"""One OCDS release of Contracts Finder or Find a Tender, checked and repaired: pure functions, no database."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import ftfy

from complaints.importing import RowRefused
from complaints.models import Notice

# Contracts Finder loses the backslashes of \r\n, and so "rn" stands where a line ended.
_LOST_LINE_END = re.compile(r"(?:rn){2,}|(?<=[.;:!?)])rn(?![a-z])")
# Its release is called after the notice's page and a count; that of Find a Tender is the notice's number.
_NUMBER = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-\d+|(\d{6}-20\d\d)", re.IGNORECASE)
_CPV = re.compile(r"(\d{8})(?:-\d)?")
_LARGEST_VALUE = Decimal("9999999999999.99")


def notice(release: Any) -> Notice:
    """The release as a notice, not saved, without its authority. Raises RowRefused with the reason."""
    if not isinstance(release, dict):
        raise RowRefused("is not an object")
    title = ("tender", "title") if _at(release, "tender", "title") else ("title",)
    return Notice(
        ocid=_needed(release, 100, "ocid").lower(),
        buyer_id=_text(release, 100, "buyer", "id"),
        number=_number(_text(release, 200, "id")),
        buyer_name=_needed(release, 300, "buyer", "name"),
        title=_needed(release, 500, *title),
        method=_text(release, 200, "tender", "procurementMethodDetails"),
        suits_sme=_yes_or_no(_at(release, "tender", "suitability", "sme")),
        suits_vcse=_yes_or_no(_at(release, "tender", "suitability", "vcse")),
        deadline_at=_moment(release, "tender", "tenderPeriod", "endDate"),
        released_at=_released_at(release),
        **_classification(release),
        **_value(release),
    )


def repaired(text: str) -> str:
    """The text on one line, as it was before it was mangled on its way: `Â£`, `&apos;`, `rnrn` for line ends."""
    return " ".join(_LOST_LINE_END.sub(" ", ftfy.fix_text(text, unescape_html=True)).split())


def _at(release: Any, *path: str) -> Any:
    for step in path:
        release = release.get(step) if isinstance(release, dict) else None
    return release


def _text(release: Any, longest: int, *path: str) -> str:
    value = _at(release, *path)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise RowRefused(f"{'.'.join(path)} is not text")
    text = repaired(value)
    if len(text) > longest:
        raise RowRefused(f"{'.'.join(path)} is longer than {longest} characters")
    return text


def _needed(release: Any, longest: int, *path: str) -> str:
    if text := _text(release, longest, *path):
        return text
    raise RowRefused(f"has no {'.'.join(path)}")


def _number(release_id: str) -> str:
    found = _NUMBER.fullmatch(release_id)
    return (found[1] or found[2]).lower() if found else ""


def _yes_or_no(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _classification(release: Any) -> dict[str, str]:
    """The CPV code, eight digits: a check digit is cut off, another scheme passed over."""
    code = _CPV.fullmatch(_text(release, 100, "tender", "classification", "id"))
    if not code or _at(release, "tender", "classification", "scheme") not in ("CPV", None):
        return {}
    return {"cpv": code[1], "cpv_name": _text(release, 300, "tender", "classification", "description")}


def _value(release: Any) -> dict[str, Any]:
    amount = _at(release, "tender", "value", "amount")
    if amount is None:
        return {}
    if isinstance(amount, bool) or not isinstance(amount, int | Decimal):
        raise RowRefused("tender.value.amount is not a number")
    if not 0 <= amount <= _LARGEST_VALUE:
        raise RowRefused("tender.value.amount is below nought or too large")
    return {"value": round(Decimal(amount), 2), "currency": _text(release, 3, "tender", "value", "currency")}


def _released_at(release: Any) -> datetime:
    if moment := _moment(release, "date"):
        return moment
    raise RowRefused("has no date")


def _moment(release: Any, *path: str) -> datetime | None:
    text = _text(release, 100, *path)
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise RowRefused(f"{'.'.join(path)} {text!r} is not a date and time") from error
    if not 1900 <= moment.year <= 2200:
        raise RowRefused(f"{'.'.join(path)} {text!r} is in the wrong century")
    # OCDS asks for the offset; some portals leave it out, and mean UTC.
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
