"""The form that narrows figures, and what it asks for."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS

from complaints.models import Sector, Subject
from mysteryshopper.calendar import add_months, financial_year_name
from mysteryshopper.govuk.forms import GovukForm

from .counting import Narrowed
from .narrowing import PROVIDERS, UNKNOWN, Asked, period_in_words, received

MADE_UP = {"no": "Real cases only", "yes": "Made-up cases only"}
_NUMBERS = {str(name).lower()[:3]: number for number, name in MONTHS.items()}
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


class MonthField(forms.CharField):
    """A month, typed as 4 2019, 2019-04 or April 2019. Its first day, or None."""

    def clean(self, value: Any) -> date | None:
        typed = super().clean(value).strip().lower()
        if not typed:
            return None
        found = re.fullmatch(r"(\d{1,2}|[a-z]{3,9})[\s/.-]+(\d{4})", re.sub(r"^(\d{4})-(\d{1,2})$", r"\2 \1", typed))
        month = found and (_NUMBERS.get(found[1][:3]) or (int(found[1]) if found[1].isdigit() else 0))
        if not found or not month or month > 12 or not _FIRST_YEAR <= int(found[2]) <= _LAST_YEAR:
            raise ValidationError(f"{self.label} must be a month and a year, for example 4 2019")
        return date(int(found[2]), month, 1)


class FiguresForm(GovukForm):
    year = forms.ChoiceField(label="Received in the financial year", required=False)
    from_month = MonthField(label="Or from the month", required=False, max_length=20)
    to_month = MonthField(label="To the month", required=False, max_length=20)
    authority_sector = forms.ChoiceField(
        label="Sector of the authority", required=False, choices=[("", "Any"), *Sector.choices, (UNKNOWN, "Not known")]
    )
    provider = forms.ChoiceField(
        label="Provider",
        required=False,
        choices=[("", "Any"), *((key, words) for key, (words, _) in PROVIDERS.items())],
    )
    subject = forms.ChoiceField(
        label="Subject", required=False, choices=[("", "Any"), *Subject.choices, (UNKNOWN, "Not known")]
    )
    demonstration = forms.ChoiceField(label="Made up or real", required=False, choices=[("", "Both"), *MADE_UP.items()])
    govuk = {
        "from_month": {"hint": "For example, 4 2019"},
        "to_month": {"hint": "For example, 3 2020. Whole months"},
    }

    def __init__(self, data: Any, *, years: range) -> None:
        super().__init__(data)
        names = [(str(year), financial_year_name(year)) for year in reversed(years)]
        self.fields["year"].choices = [("", "All years"), *names]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        first, last = said.get("from_month"), said.get("to_month")
        if said.get("year") and (first or last):
            self.add_error("year", "Choose a financial year or months, not both")
        if first and last and first > last:
            self.add_error("to_month", "“To the month” must be the same month as “From the month”, or later")
        return said


def asked_for(form: FiguresForm, *, works_queue: bool) -> Asked:
    """Of a form that is valid."""
    said = {name: value for name, value in form.cleaned_data.items() if value}
    first, end = _period(said)
    where, cases, words = [], dict(_days(said)), []
    for name, values in _where(said):
        where.append((name, values))
    for name in ("authority_sector", "provider", "subject", "demonstration"):
        if name in said:
            cases[name] = said[name]
            words.append(str(dict(form.fields[name].choices)[said[name]]))  # type: ignore[attr-defined]
    made_up = {"yes": True, "no": False}.get(said.get("demonstration", ""))
    narrowed = Narrowed(first, end, made_up, tuple(where))
    before = _before(narrowed)
    return Asked(
        narrowed=narrowed,
        query=urlencode({name: form.data[name] for name in said}),
        cases=cases,
        words=(period_in_words(first, end), *words),
        before=before,
        before_words=period_in_words(before.first, before.end) if before else "",
        works_queue=works_queue,
    )


def _period(said: Mapping[str, Any]) -> tuple[date | None, date | None]:
    if "year" in said:
        year = int(said["year"])
        return date(year, 4, 6), date(year + 1, 4, 6)
    last = said.get("to_month")
    return said.get("from_month"), add_months(last, 1) if last else None


def _days(said: Mapping[str, Any]) -> dict[str, str]:
    if "year" in said:
        return {"year": said["year"]}
    first, end = _period(said)
    return received(first, end)


def _where(said: Mapping[str, Any]) -> list[tuple[str, tuple[str, ...]]]:
    found: list[tuple[str, tuple[str, ...]]] = [
        (name, ("" if said[name] == UNKNOWN else said[name],))
        for name in ("authority_sector", "subject")
        if name in said
    ]
    if "provider" in said:
        found.append(("provider_kind", tuple(map(str, PROVIDERS[said["provider"]][1]))))
    return found


def _before(narrowed: Narrowed) -> Narrowed | None:
    first, end = narrowed.first, narrowed.end
    if not first or not end:
        return None
    months = (end.year - first.year) * 12 + end.month - first.month
    return replace(narrowed, first=add_months(first, -months), end=first)
