"""A date asked for in three boxes, as people know it: day, month, year."""

import calendar
import datetime
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from .options import Words

BOXES = ("day", "month", "year")
BOX_LABELS = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
_DATE = _("Date")
# Whole sentences: languages differ in how they join words.
_MISSING = {
    ("day",): _("%(called)s must include a day"),
    ("month",): _("%(called)s must include a month"),
    ("year",): _("%(called)s must include a year"),
    ("day", "month"): _("%(called)s must include a day and month"),
    ("day", "year"): _("%(called)s must include a day and year"),
    ("month", "year"): _("%(called)s must include a month and year"),
}
_ENGLISH_MONTHS = {
    name.casefold(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
}


class DateParts(NamedTuple):
    """What stands in the boxes, nonsense included."""

    day: str = ""
    month: str = ""
    year: str = ""


class GovukDateWidget(forms.Widget):
    def value_from_datadict(self, data: Mapping[str, Any], files: object, name: str) -> DateParts | None:
        parts = DateParts(*(str(data.get(f"{name}-{box}") or "").strip() for box in BOXES))
        return parts if any(parts) else None

    def value_omitted_from_data(self, data: Mapping[str, Any], files: object, name: str) -> bool:
        return all(f"{name}-{box}" not in data for box in BOXES)

    def format_value(self, value: Any) -> DateParts:
        if isinstance(value, str):
            value = datetime.date.fromisoformat(value)
        if isinstance(value, datetime.date):
            return DateParts(str(value.day), str(value.month), str(value.year))
        return value or DateParts()


class GovukDateField(forms.Field):
    """Cleans to a date. `called` names it in messages; `earliest` and `latest` are the last days allowed."""

    widget = GovukDateWidget

    def __init__(
        self,
        *,
        called: Words = _DATE,
        earliest: datetime.date | Callable[[], datetime.date] = datetime.date(1900, 1, 1),
        latest: Callable[[], datetime.date] | None = None,
        **rest: Any,
    ) -> None:
        super().__init__(**rest)
        self.called, self.earliest, self.latest = called, earliest, latest

    def to_python(self, value: Any) -> datetime.date | None:
        if value in self.empty_values or isinstance(value, datetime.date):
            return value or None
        self._check_complete(value)
        return self._date(value)

    def validate(self, value: datetime.date | None) -> None:
        super().validate(value)
        if value is None:
            return
        earliest = self.earliest() if callable(self.earliest) else self.earliest
        if value < earliest:
            raise self._too_early(earliest)
        if self.latest and value > self.latest():
            raise self._too_late(self.latest())

    def _too_early(self, earliest: datetime.date) -> ValidationError:
        if self.earliest is timezone.localdate:
            return self._error(_("%(called)s must be today or in the future"), *BOXES)
        message = _("%(called)s must be the same as or after %(date)s")
        return self._error(message, *BOXES, date=_in_words(earliest))

    def _too_late(self, latest: datetime.date) -> ValidationError:
        if self.latest is timezone.localdate:
            return self._error(_("%(called)s must be today or in the past"), *BOXES)
        message = _("%(called)s must be the same as or before %(date)s")
        return self._error(message, *BOXES, date=_in_words(latest))

    def _check_complete(self, parts: DateParts) -> None:
        missing = tuple(box for box in BOXES if not getattr(parts, box))
        if missing:
            raise self._error(_MISSING[missing], *missing)

    def _date(self, parts: DateParts) -> datetime.date:
        if parts.year.isdecimal() and len(parts.year) < 4:
            raise self._error(_("%(called)s must include a year with 4 numbers"), "year")
        try:
            return datetime.date(_number(parts.year), _month(parts.month), _number(parts.day))
        except ValueError:
            raise self._error(_("%(called)s must be a real date"), *self._wrong_boxes(parts)) from None

    def _wrong_boxes(self, parts: DateParts) -> list[str]:
        """The boxes that are wrong by themselves; all three when only together they are no date."""
        wrong = [box for box in BOXES if not _is_possible(box, getattr(parts, box))]
        return wrong or list(BOXES)

    def _error(self, message: Words, *boxes: str, date: str = "") -> ValidationError:
        return ValidationError(
            str(message), code="invalid", params={"boxes": boxes, "called": self.called, "date": date}
        )


def _number(text: str) -> int:
    """Up to four digits: so that nobody makes the parser read a number of a million."""
    if not text.isdecimal() or len(text) > 4:
        raise ValueError(text[:4])
    return int(text)


def _month(text: str) -> int:
    """By number, or by its name in English or in the language of the page."""
    name = text[:30].casefold()
    return _ENGLISH_MONTHS.get(name) or _months_in_language().get(name) or _number(text)


def _months_in_language() -> dict[str, int]:
    return {str(name).casefold(): number for names in (MONTHS, MONTHS_3) for number, name in names.items()}


def _is_possible(box: str, text: str) -> bool:
    try:
        number = _month(text) if box == "month" else _number(text)
    except ValueError:
        return False
    return 1 <= number <= {"day": 31, "month": 12, "year": 9999}[box]


def _in_words(day: datetime.date) -> str:
    return date_format(day, "j F Y")
