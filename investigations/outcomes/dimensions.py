"""What the figures are broken down by: the rows of each breakdown, in words, with the cases behind them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from complaints import cpv
from complaints.models import ProviderKind, ProviderSector, ProviderSize, Sector, SubIssue, Subject
from investigations.models.case_choices import Origin
from investigations.models.tally import ANOTHER
from mysteryshopper.calendar import add_months, financial_year, financial_year_name

from .counting import Counted
from .narrowing import UNKNOWN, received

NOT_KNOWN = "Not known"


@dataclass(frozen=True)
class Value:
    """`cases`: its filters of the list of cases. None: the list can't be narrowed to it."""

    label: str
    cases: Mapping[str, Any] | None
    level: int = 0


_ALL = Value("All", {})


@dataclass(frozen=True)
class Dimension:
    """`by`: fields of the tally. `keys`: from their values the rows that a case counts in, the narrowest last.
    `values`: the rows by their key, in order, when these keys have cases. `whole`: all of them taken together.
    `levels`: what a row is called at each level, where rows are parts of others."""

    title: str
    by: tuple[str, ...]
    keys: Callable[..., tuple[str, ...]]
    values: Callable[[Collection[str]], dict[str, Value]]
    whole: Value = _ALL
    levels: tuple[str, ...] = ()

    @property
    def inside(self) -> str:
        """Its title inside a sentence."""
        return self.title[0].lower() + self.title[1:]


def fold(dimension: Dimension, counted: Mapping[tuple, Counted]) -> dict[str, Counted]:
    """Counts by the fields of a dimension, by the keys of its rows."""
    found: dict[str, Counted] = defaultdict(Counted)
    for values, some in counted.items():
        for key in dimension.keys(*values):
            found[key] += some
    return found


def _listed(choices: Any, name: str) -> Callable[[Collection[str]], dict[str, Value]]:
    rows = {str(key): Value(str(label), {name: key}) for key, label in choices}
    return lambda found: {**rows, "": Value(NOT_KNOWN, {name: UNKNOWN})}


def _one(value: str) -> tuple[str, ...]:
    return (value,)


def _provider(kind: str) -> tuple[str, ...]:
    return ("vcse",) if kind in ProviderKind.vcse() else (kind,)


_PROVIDERS = {
    "vcse": Value("VCSE", {"provider": "vcse"}),
    ProviderKind.COMPANY.value: Value("Not VCSE", {"provider": "company"}),
    "": Value(NOT_KNOWN, {"provider": UNKNOWN}),
}
_KINDS = {kind.value: Value(str(kind.label), {"provider": kind.value}) for kind in ProviderKind.vcse()}


def _sub_issue(subject: str, sub_issue: str) -> tuple[str, ...]:
    return subject, f"{subject}/{sub_issue}"


def _sub_issues(found: Collection[str]) -> dict[str, Value]:
    """Every subject, and below it those sub-issues that there are."""
    rows = {}
    for subject, label in [*Subject.choices, ("", NOT_KNOWN)]:
        cases = {"subject": subject or UNKNOWN}
        rows[subject] = Value(str(label), cases)
        for sub_issue, words in [*SubIssue.choices, (ANOTHER, "Another"), ("", NOT_KNOWN)]:
            key = f"{subject}/{sub_issue}"
            if key in found:
                name = f"{words} itself" if sub_issue and words == label else str(words)
                rows[key] = Value(name, cases | {"sub_issue": sub_issue or UNKNOWN}, level=1)
    return rows


def named(head: str, part: str) -> str:
    """A part without the row above it: “Payment itself” says of what it is."""
    return part if part.startswith(f"{head} ") else f"{head}: {part}"


def _cpv(found: Collection[str]) -> dict[str, Value]:
    known = {code: Value(f"{code} {words}", {"cpv": code}) for code, words in cpv.DIVISIONS.items() if code in found}
    others = {code: Value(code, None) for code in sorted(found) if code and code not in cpv.DIVISIONS}
    return {**known, **others, "": Value(NOT_KNOWN, None)}


def _nations(found: Collection[str]) -> dict[str, Value]:
    known = {nation: Value(nation, {"nation": nation}) for nation in sorted(found) if nation}
    return {**known, "": Value(NOT_KNOWN, {"nation": UNKNOWN})}


def _year(month: date) -> tuple[str, ...]:
    return (str(financial_year(month)),)


def _years(found: Collection[str]) -> dict[str, Value]:
    """From the first to the last. One without a case has its row: else nobody sees that there is none."""
    years = sorted(map(int, found))
    between = range(years[0], years[-1] + 1) if years else ()
    return {str(year): Value(financial_year_name(year), {"year": str(year)}) for year in between}


def quarter(month: date) -> date:
    """The first day of its quarter: 6 April, 1 July, 1 October, 1 January. 1 to 5 April are of the fourth."""
    if (month.month, month.day) == (4, 1):
        return date(month.year, 1, 1)
    first = month.month - (month.month - 1) % 3
    return date(month.year, first, 6 if first == 4 else 1)


def _quarter(month: date) -> tuple[str, ...]:
    return (quarter(month).isoformat(),)


def _quarters(found: Collection[str]) -> dict[str, Value]:
    """From the first to the last, those without a case too."""
    rows: dict[str, Value] = {}
    first, last = (date.fromisoformat(key) for key in (min(found), max(found))) if found else (date.max, date.min)
    while first <= last:
        end = date(first.year, 4, 6) if first.month == 1 else add_months(first.replace(day=1), 3)
        number = {4: 1, 7: 2, 10: 3, 1: 4}[first.month]
        name = f"{financial_year_name(financial_year(first))} quarter {number}"
        rows[first.isoformat()] = Value(name, received(first, end))
        first = end
    return rows


DIMENSIONS: dict[str, Dimension] = {
    "authority-sector": Dimension(
        "Sector of the authority", ("authority_sector",), _one, _listed(Sector.choices, "authority_sector")
    ),
    "provider": Dimension("Provider", ("provider_kind",), _provider, lambda found: _PROVIDERS),
    "vcse-kind": Dimension(
        "Kind of VCSE", ("provider_kind",), _one, lambda found: _KINDS, Value("All VCSE", {"provider": "vcse"})
    ),
    "size": Dimension("Size of the provider", ("provider_size",), _one, _listed(ProviderSize.choices, "size")),
    "trade": Dimension("Trade of the provider", ("provider_sector",), _one, _listed(ProviderSector.choices, "trade")),
    "nation": Dimension("Nation of the authority", ("nation",), _one, _nations),
    "subject": Dimension("Subject", ("subject",), _one, _listed(Subject.choices, "subject")),
    "sub-issue": Dimension(
        "Subject and sub-issue",
        ("subject", "sub_issue"),
        _sub_issue,
        _sub_issues,
        levels=("Subject", "Sub-issue"),
    ),
    "origin": Dimension(
        "Origin", ("origin",), _one, lambda found: {key: Value(label, {"origin": key}) for key, label in Origin.choices}
    ),
    "cpv": Dimension("What is bought", ("cpv_division",), _one, _cpv),
    "year": Dimension("Year received", ("month",), _year, _years),
    "quarter": Dimension("Quarter received", ("month",), _quarter, _quarters),
}
