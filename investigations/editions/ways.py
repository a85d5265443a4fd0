"""The tables of an edition, in one place, and the ways in which a lead may cut them coarser."""

from collections.abc import Collection

from complaints.models import ProviderKind, ProviderSize, Sector, SubIssue, Subject
from investigations.models import CHANGED, NOT_INVESTIGATED, Outcome
from investigations.outcomes.disclosure.publication import closed_table, received_table
from investigations.outcomes.disclosure.tables import Attribute, Table
from mysteryshopper.calendar import financial_year_name

# The service began in February 2011.
FIRST_YEAR = 2010
# Tables wait until so many cases have closed since the last ones: of fewer, most would be withheld.
ENOUGH_FOR_TABLES = 500
UNKNOWN = "unknown"
EARLIER = "earlier"

MERGES = {
    "vcse": "Kinds of VCSE as one",
    "sectors": "Emergency services, housing and other as one sector",
    "sub_issues": "No sub-issues",
}
_SMALL_SECTORS = {Sector.EMERGENCY_SERVICES, Sector.HOUSING, Sector.OTHER, UNKNOWN}
_VCSE = "vcse"

CODED = [outcome for outcome in Outcome if outcome is not Outcome.UNCODED]


def result_of(outcome: str) -> str:
    if outcome in CHANGED:
        return "changed"
    return "not_investigated" if outcome in NOT_INVESTIGATED else "not_changed"


_RESULTS = {
    "changed": "Process changed",
    "not_changed": "Not changed",
    "not_investigated": "Out of scope or withdrawn",
}
RECEIVED = received_table("Received")
CLOSED = closed_table(
    "Closed",
    Attribute("result", "Result", _RESULTS, {"investigated": ("Investigated", ("changed", "not_changed"))}),
)


def tables(years: Collection[int], merged: Collection[str]) -> tuple[Table, ...]:
    """`years`: financial years with a row of their own; there is one more for those before."""
    result = Attribute("result", "Result", _RESULTS)
    outcome = Attribute(
        "outcome",
        "Outcome",
        {code.value: code.label for code in CODED},
        coarser={"result": {code.value: result_of(code) for code in CODED}},
    )
    sector, kind = _sector("sectors" in merged), _kind("vcse" in merged)
    size = Attribute("size", "Size of the provider", {**_words(ProviderSize), UNKNOWN: "Not known"})
    subject = Attribute("subject", "Subject", {**_words(Subject), UNKNOWN: "Not known"})
    sub_issue = Attribute("sub_issue", "Sub-issue", {**_words(SubIssue), UNKNOWN: "Another, or not known"})
    year = Attribute(
        "year",
        "Financial year received",
        {EARLIER: "Earlier", **{str(year): financial_year_name(year) for year in sorted(years)}},
    )
    found = [
        Table("outcomes", "How cases ended", (outcome,)),
        Table("sectors", "Sector of the authority, and whether process changed", (sector, result)),
        Table("providers", "Kind of provider, and whether process changed", (kind, result)),
        Table("sizes", "Size of the provider, and whether process changed", (size, result)),
        Table("years", "Year received, and whether process changed", (year, result)),
        Table("sector_subjects", "Sector of the authority, and subject", (sector, subject)),
        Table("sub_issues", "Subject and sub-issue", (sub_issue, subject)),
    ]
    return tuple(table for table in found if not (table.name == "sub_issues" and "sub_issues" in merged))


def leaf(name: str, value: str, merged: Collection[str]) -> str:
    """The row that a value has when the tables are cut so."""
    if name == "sector" and "sectors" in merged and value in _SMALL_SECTORS:
        return Sector.OTHER.value
    if name == "kind" and "vcse" in merged and value not in {ProviderKind.COMPANY, UNKNOWN}:
        return _VCSE
    return value


def _sector(is_merged: bool) -> Attribute:
    leaves = {**_words(Sector), UNKNOWN: "Not known"}
    if is_merged:
        leaves = {key: label for key, label in leaves.items() if key not in _SMALL_SECTORS}
        leaves[Sector.OTHER.value] = "Others, and not known"
    return Attribute("sector", "Sector of the authority", leaves)


def _kind(is_merged: bool) -> Attribute:
    vcse = {kind.value: str(kind.label) for kind in ProviderKind.vcse()}
    company = {ProviderKind.COMPANY.value: "Not VCSE: companies, partnerships and sole traders", UNKNOWN: "Not known"}
    if is_merged:
        return Attribute("kind", "Kind of provider", {_VCSE: "VCSE", **company})
    return Attribute(
        "kind", "Kind of provider", {**vcse, **company}, {_VCSE: ("VCSE: all of these kinds", tuple(vcse))}
    )


def _words(choices: type) -> dict[str, str]:
    return {choice.value: str(choice.label) for choice in choices}  # type: ignore[attr-defined]
