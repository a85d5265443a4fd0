"""The tables of an edition, in one place."""

from collections.abc import Callable, Collection

from complaints.models import ProviderKind, ProviderSize, Sector, SubIssue, Subject
from investigations.models import CHANGED, NOT_INVESTIGATED, Outcome
from investigations.outcomes.disclosure.publication import closed_table, received_table
from investigations.outcomes.disclosure.tables import Attribute, Table
from mysteryshopper.calendar import financial_year_name

from .merging import NOT_VCSE, UNKNOWN, VCSE, rows_of, year_label, year_row

# The service began in February 2011, in the year before. Few cases came in those weeks: they stand in the first row,
# with those that somebody enters of an earlier date.
FIRST_YEAR = 2011
# Tables wait until so many cases have closed since the last ones: of fewer, most would be withheld. Of so many, a
# fifth is, with the usual merges.
ENOUGH_FOR_TABLES = 250
EARLIER = "earlier"
_NOT_KNOWN = {UNKNOWN: "Not known"}

CODED = [outcome for outcome in Outcome if outcome is not Outcome.UNCODED]


def result_of(outcome: str) -> str:
    if outcome in CHANGED:
        return "changed"
    return "not_investigated" if outcome in NOT_INVESTIGATED else "not_changed"


def change_of(outcome: str) -> str:
    """The same, where what was not investigated counts as not changed."""
    return _CHANGE_OF[result_of(outcome)]


_RESULTS = {
    "changed": "Process changed",
    "not_changed": "Not changed",
    "not_investigated": "Out of scope or withdrawn",
}
# As tables show it when a lead merges results.
_CHANGE = {"changed": "Process changed", "not_changed": "Not changed, or not investigated"}
_CHANGE_OF = {"changed": "changed", "not_changed": "not_changed", "not_investigated": "not_changed"}
RECEIVED = received_table("Received")
CLOSED = closed_table(
    "Closed",
    Attribute(
        "result",
        "Result",
        _RESULTS,
        {"investigated": ("Investigated", ("changed", "not_changed"))},
        coarser={"change": _CHANGE_OF},
    ),
)


def tables(years: Collection[int], merged: Collection[str]) -> tuple[Table, ...]:
    """`years`: financial years with a row of their own, or a row with others; one more is for those before."""
    outcome = Attribute(
        "outcome",
        "Outcome",
        {code.value: code.label for code in CODED},
        coarser={"result": _coded(result_of), "change": _coded(change_of)},
    )
    if "results" in merged:
        result = Attribute("change", "Result", _CHANGE)
    else:
        result = Attribute("result", "Result", _RESULTS, coarser={"change": _CHANGE_OF})
    sector = _attribute("sector", "Sector of the authority", {**_words(Sector), **_NOT_KNOWN}, merged)
    size = _attribute("size", "Size of the provider", {**_words(ProviderSize), **_NOT_KNOWN}, merged)
    subject = _attribute("subject", "Subject", {**_words(Subject), **_NOT_KNOWN}, merged)
    sub_issue = Attribute("sub_issue", "Sub-issue", {**_words(SubIssue), UNKNOWN: "Another, or not known"})
    found = [
        Table("outcomes", "How cases ended", (outcome,)),
        Table("sectors", "Sector of the authority, and whether process changed", (sector, result)),
        Table("providers", "Kind of provider, and whether process changed", (_kind(merged), result)),
        Table("sizes", "Size of the provider, and whether process changed", (size, result)),
        Table("years", "Year received, and whether process changed", (_year(years, merged), result)),
        Table("sector_subjects", "Sector of the authority, and subject", (sector, subject)),
        Table("sub_issues", "Subject and sub-issue", (sub_issue, subject)),
    ]
    return tuple(table for table in found if not (table.name == "sub_issues" and "sub_issues" in merged))


def _coded(made: Callable[[str], str]) -> dict[str, str]:
    return {code.value: made(code) for code in CODED}


def _attribute(name: str, title: str, rows: dict[str, str], merged: Collection[str]) -> Attribute:
    return Attribute(name, title, rows_of(name, rows, merged))


def _kind(merged: Collection[str]) -> Attribute:
    kinds = {kind.value: str(kind.label) for kind in ProviderKind.vcse()}
    rows = rows_of("kind", {**kinds, ProviderKind.COMPANY.value: NOT_VCSE, **_NOT_KNOWN}, merged)
    groups = {} if VCSE in rows else {VCSE: ("VCSE: all of these kinds", tuple(kinds))}
    return Attribute("kind", "Kind of provider", rows, groups)


def _year(years: Collection[int], merged: Collection[str]) -> Attribute:
    rows = list(dict.fromkeys(year_row(year, merged) for year in sorted(years)))
    earlier = f"{financial_year_name(int(rows[0]) - 1)} or earlier"
    return Attribute(
        "year", "Financial year received", {EARLIER: earlier, **{row: year_label(row, merged) for row in rows}}
    )


def _words(choices: type) -> dict[str, str]:
    return {choice.value: str(choice.label) for choice in choices}  # type: ignore[attr-defined]
