"""The figures: how often process changed, for whom, with what each is made of. Definitions: see counting.Counted."""

from collections import defaultdict
from dataclasses import dataclass

from complaints.models import ProviderKind, Sector
from investigations.models import Benchmark
from mysteryshopper.calendar import financial_year, financial_year_name

from .counting import Counted, Narrowed, counts, whole
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
    """Everything on the officials' page. Six queries, whose cost does not depend on the number of cases."""
    by_kind = {kind: counted for (kind,), counted in counts(["provider_kind"]).items()}
    vcse = sum((counted for kind, counted in by_kind.items() if kind in ProviderKind.vcse()), Counted())
    unknown = by_kind.get("", Counted())
    all_cases = whole()
    return Dashboard(
        whole=_row("All cases", "", all_cases),
        by_authority_sector=_by_authority_sector(),
        by_provider=[
            _row("VCSE", "provider=vcse", vcse),
            _row("Not VCSE", "provider=company", by_kind.get(ProviderKind.COMPANY, Counted())),
            _row("Not known", "provider=unknown", unknown),
        ],
        by_year=_by_year(),
        vcse=VcsePanel(
            share=Rate(vcse.received, all_cases.received - unknown.received),
            unknown=unknown.received,
            benchmarks=list(Benchmark.objects.all()),
        ),
        demonstration=whole(Narrowed(is_demonstration=True)).received,
    )


def _by_authority_sector() -> list[Row]:
    found = counts(["authority_sector"])
    rows = [(sector.label, f"authority_sector={sector}", sector.value) for sector in Sector]
    rows.append(("Not known", "authority_sector=unknown", ""))
    return [_row(label, query, found.get((value,), Counted())) for label, query, value in rows]


def _by_year() -> list[Row]:
    years: dict[int, Counted] = defaultdict(Counted)
    for (month,), counted in counts(["month"]).items():
        years[financial_year(month)] += counted
    return [_row(financial_year_name(year), f"year={year}", years[year]) for year in sorted(years)]


def _row(label: str, query: str, counted: Counted) -> Row:
    return Row(
        label=label,
        query=query,
        received=counted.received,
        open=counted.open,
        uncoded=counted.uncoded,
        paid=counted.paid,
        of_reported=counted.of_reported,
        of_investigated=counted.of_investigated,
    )
