"""Ways in which a lead may cut the tables of an edition coarser, so that less of them is withheld."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from complaints.models import ProviderKind, ProviderSize, Sector, Subject
from mysteryshopper.calendar import financial_year_name

UNKNOWN = "unknown"
VCSE = "vcse"
NOT_VCSE = "Not VCSE: companies, partnerships and sole traders"

MERGES = {
    "results": "Out of scope and withdrawn together with not changed",
    "vcse": "All kinds of VCSE as one",
    "sectors": "Emergency services, housing and other sectors as one",
    "subjects": "Technology, transparency and bureaucracy as one subject",
    "sub_issues": "No table of sub-issues",
    "years": "Three financial years as one",
    "unknown": "“Not known” together with another row",
}
# Measured on the demonstration history: with these a tenth of the figures is withheld, without any half of them.
USUAL = ("results", "vcse", "sectors", "sub_issues", "unknown")
_YEARS = 3


class _Joined(NamedTuple):
    """Values of an attribute that have one row."""

    row: str
    label: str
    values: frozenset[str]


def _with_unknown(row: str, label: str) -> _Joined:
    return _Joined(row, f"{label}, or not known", frozenset({row, UNKNOWN}))


_JOINED: dict[str, dict[str, _Joined]] = {
    "vcse": {"kind": _Joined(VCSE, "VCSE", frozenset(ProviderKind.vcse()))},
    "sectors": {
        "sector": _Joined(
            Sector.OTHER,
            "Others, or not known",
            frozenset({Sector.EMERGENCY_SERVICES, Sector.HOUSING, Sector.OTHER, UNKNOWN}),
        )
    },
    "subjects": {
        "subject": _Joined(
            Subject.BUREAUCRACY,
            "Others, or not known",
            frozenset({Subject.TECHNOLOGY, Subject.TRANSPARENCY, Subject.BUREAUCRACY, UNKNOWN}),
        )
    },
    # How many are not known says nothing of anybody. But a small row that is withheld costs another row, without which
    # it would be known from the sum.
    "unknown": {
        "sector": _with_unknown(Sector.OTHER, "Other"),
        "kind": _with_unknown(ProviderKind.COMPANY, NOT_VCSE),
        "size": _with_unknown(ProviderSize.LARGE, str(ProviderSize.LARGE.label)),
        "subject": _with_unknown(Subject.TRANSPARENCY, str(Subject.TRANSPARENCY.label)),
    },
}


def row_of(attribute: str, value: str, merged: Collection[str]) -> str:
    """The row that a value has when the tables are cut so."""
    for joined in _of(attribute, merged):
        if value in joined.values:
            value = joined.row
    return value


def rows_of(attribute: str, rows: dict[str, str], merged: Collection[str]) -> dict[str, str]:
    """Labels by row, when the tables are cut so. What is joined stands where its last value stood."""
    for joined in _of(attribute, merged):
        there = [row for row in rows if row in joined.values]
        if len(there) > 1:
            last = there[-1]
            rows = {(joined.row if row == last else row): (joined.label if row == last else label)
                    for row, label in rows.items() if row == last or row not in there}  # fmt: skip
    return rows


def _of(attribute: str, merged: Collection[str]) -> Iterator[_Joined]:
    for name, joined in _JOINED.items():
        if name in merged and attribute in joined:
            yield joined[attribute]


def year_row(year: int, merged: Collection[str]) -> str:
    """The first year of those that have one row."""
    return str(year - year % _YEARS if "years" in merged else year)


def year_label(row: str, merged: Collection[str]) -> str:
    first = int(row)
    if "years" not in merged:
        return financial_year_name(first)
    return f"{financial_year_name(first)} to {financial_year_name(first + _YEARS - 1)}"
