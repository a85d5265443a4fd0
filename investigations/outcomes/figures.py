"""The figures: how often process changed, for whom, with what each is made of. Reads the tally, never writes.

Definitions. A case counts in the year in which it was received.
- of reported: closed cases with a coded outcome. What the 70% of 2012 speaks of.
- of investigated: the same without `out_of_scope` and `withdrawn`.
- process changed: `changed_live` and `changed_future` only. `paid` is shown beside it, `uncoded` is in no rate.
- durations, when there are some, leave imports out: of those only the date of publication is known.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from complaints.models import ProviderKind, Sector
from investigations.models import CHANGED, NOT_INVESTIGATED, Benchmark, Outcome, Tally
from mysteryshopper.calendar import financial_year_name

from .rates import Rate


@dataclass(frozen=True)
class Row:
    """One line of a breakdown. `query` is the address of its cases: see investigations.queue.filters."""

    label: str
    query: str
    received: int
    open: int
    uncoded: int
    paid: int
    of_reported: Rate
    of_investigated: Rate


@dataclass(frozen=True)
class VcsePanel:
    """How much the voluntary sector uses the service. `unknown`: cases that do not say who complained."""

    share: Rate
    unknown: int
    benchmarks: list[Benchmark]


@dataclass(frozen=True)
class Dashboard:
    whole: Row
    by_authority_sector: list[Row]
    by_provider: list[Row]
    by_year: list[Row]
    vcse: VcsePanel
    demonstration: int


def dashboard() -> Dashboard:
    """Everything on the officials' page. Two queries, whose cost does not depend on the number of cases."""
    tallies = list(Tally.objects.filter(cases__gt=0))
    known = [tally for tally in tallies if tally.provider_kind]
    vcse = [tally for tally in known if _is_vcse(tally)]
    return Dashboard(
        whole=_row("All cases", "", tallies),
        by_authority_sector=_by_authority_sector(tallies),
        by_provider=_by_provider(tallies),
        by_year=_by_year(tallies),
        vcse=VcsePanel(
            share=Rate(_count(vcse), _count(known)),
            unknown=_count(tallies) - _count(known),
            benchmarks=list(Benchmark.objects.all()),
        ),
        demonstration=_count(tally for tally in tallies if tally.is_demonstration),
    )


def _by_authority_sector(tallies: list[Tally]) -> list[Row]:
    rows = [(sector.label, f"authority_sector={sector}", sector.value) for sector in Sector]
    rows.append(("Not known", "authority_sector=unknown", ""))
    return [
        _row(label, query, [tally for tally in tallies if tally.authority_sector == value])
        for label, query, value in rows
    ]


def _by_provider(tallies: list[Tally]) -> list[Row]:
    """VCSE first and always, then who is not, then who is not known."""
    return [
        _row("VCSE", "provider=vcse", [t for t in tallies if _is_vcse(t)]),
        _row("Not VCSE", "provider=company", [t for t in tallies if t.provider_kind == ProviderKind.COMPANY]),
        _row("Not known", "provider=unknown", [t for t in tallies if not t.provider_kind]),
    ]


def _by_year(tallies: list[Tally]) -> list[Row]:
    years = sorted({tally.financial_year for tally in tallies})
    return [
        _row(financial_year_name(year), f"year={year}", [t for t in tallies if t.financial_year == year])
        for year in years
    ]


def _row(label: str, query: str, mine: list[Tally]) -> Row:
    changed = _count(tally for tally in mine if tally.outcome in CHANGED)
    coded = [tally for tally in mine if tally.outcome not in {"", Outcome.UNCODED}]
    investigated = [tally for tally in coded if tally.outcome not in NOT_INVESTIGATED]
    return Row(
        label=label,
        query=query,
        received=_count(mine),
        open=_count(tally for tally in mine if not tally.outcome),
        uncoded=_count(tally for tally in mine if tally.outcome == Outcome.UNCODED),
        paid=_count(tally for tally in mine if tally.outcome == Outcome.PAID),
        of_reported=Rate(changed, _count(coded)),
        of_investigated=Rate(changed, _count(investigated)),
    )


def _is_vcse(tally: Tally) -> bool:
    return tally.provider_kind in ProviderKind.vcse()


def _count(tallies: Iterable[Tally]) -> int:
    return sum(tally.cases for tally in tallies)
