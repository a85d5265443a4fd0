"""What the figures are narrowed to. The address is its state, and leads on to the cases behind each figure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS

from complaints.models import ProviderKind, Sector, Subject
from investigations.models import Tally
from investigations.models.tally import mask
from mysteryshopper.calendar import add_months, financial_year, financial_year_name
from mysteryshopper.govuk.forms import GovukForm

from .counting import Narrowed, whole

UNKNOWN = "unknown"
PROVIDERS = {
    "vcse": ("VCSE", tuple(ProviderKind.vcse())),
    ProviderKind.COMPANY.value: ("Not VCSE", (ProviderKind.COMPANY,)),
    UNKNOWN: ("Not known", ("",)),
}
MADE_UP = {"no": "Real cases only", "yes": "Made-up cases only"}
# In the address of a case list: what tells of one case what officials don't see on its page. See decision 9.
_OF_THE_PROVIDER = {"provider", "size", "trade", "cpv"}
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


@dataclass(frozen=True)
class Asked:
    """`query`: the address of these figures. `cases`: the same as filters of the list of cases.

    `before`: the period of the same length just before, where there is one; `before_words`: what it is called."""

    narrowed: Narrowed = Narrowed()
    query: str = ""
    cases: Mapping[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    before: Narrowed | None = None
    before_words: str = ""
    works_queue: bool = True

    def behind(self, *more: Mapping[str, object] | None) -> str:
        """The address of the cases behind a figure. Empty: there is none, or it is not for this reader."""
        merged = dict(self.cases)
        for some in more:
            if some is None:
                return ""
            if any(name.startswith("received_") or name == "year" for name in some):
                merged = {k: v for k, v in merged.items() if not k.startswith("received_") and k != "year"}
            if any(merged.get(name, value) != value for name, value in some.items()):
                return ""
            merged |= {name: str(value) for name, value in some.items()}
        others = {name for name in merged if name not in _OF_THE_PROVIDER and name != "counted"}
        narrow = others - ({"outcome"} if merged.get("outcome") == "paid" else set())
        told = _OF_THE_PROVIDER & merged.keys()
        if not self.works_queue and told and (told != {"provider"} or narrow or _is_one_kind(merged["provider"])):
            return ""
        return f"?{urlencode(merged)}"


def _is_one_kind(provider: str) -> bool:
    return provider not in {"known", *PROVIDERS}


# Of fewer cases, kinds and sizes of providers would tell an official, who can list the cases, whose each is.
FEWEST = 10


TOO_NARROW = (
    f"Choose a longer period or fewer filters: of fewer than {FEWEST} cases the figures would say who complained"
)


def is_too_narrow(asked: Asked) -> bool:
    """Whether officials narrow to so few cases. One query; none for who works the queue, nor of all cases."""
    where = tuple((name, values) for name, values in asked.narrowed.where if name != "provider_kind")
    everybody = replace(asked.narrowed, where=where)
    is_narrow = replace(everybody, is_demonstration=None) != Narrowed()
    return not asked.works_queue and is_narrow and 0 < whole(everybody).received < FEWEST


def years(today: date) -> range:
    """The financial years from the first case to this one."""
    first = Tally.objects.filter(grouping=mask(frozenset())).order_by("month").values_list("month", flat=True).first()
    return range(financial_year(first or today), financial_year(today) + 1)


def asked(form: FiguresForm, *, works_queue: bool) -> Asked:
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


def received(first: date | None, end: date | None) -> dict[str, str]:
    """Filters of the list of cases: received from `first` until the day before `end`."""
    bounds = {"received_from": first, "received_to": end - timedelta(days=1) if end else None}
    boxes = ("day", "month", "year")
    return {f"{name}-{box}": str(getattr(day, box)) for name, day in bounds.items() if day for box in boxes}


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


def period_in_words(first: date | None, end: date | None) -> str:
    if first and end and (first.month, first.day, end) == (4, 6, first.replace(year=first.year + 1)):
        return financial_year_name(first.year)
    last = end - timedelta(days=1) if end else None
    match (first, last):
        case (None, None):
            return "All years"
        case (None, date()):
            return f"Up to {last:%B %Y}"
        case (date(), None):
            return f"From {first:%B %Y}"
    return f"{first:%B %Y} to {last:%B %Y}"
