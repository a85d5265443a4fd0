"""How far the voluntary sector uses the service, what it complains of, and what comes of it."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from complaints.models import ProviderKind, Subject
from investigations.models import Benchmark
from mysteryshopper.calendar import financial_year, financial_year_name

from .cells import Cell, Measured, Number, Share, Words
from .counting import Counted, cases_by, counts
from .narrowing import UNKNOWN, Asked
from .rates import SMALL_BASE, Difference, Rate, Ratio
from .tables import Row, Table


@dataclass(frozen=True)
class Against:
    """The share of complaints against one share of the market, pooled over years where the period is too short.

    `pooled`: the financial years taken together, in words."""

    benchmark: Benchmark
    pooled: str
    share: Rate
    ratio: Ratio


@dataclass(frozen=True)
class Panel:
    """`share`: VCSE among the cases of the period that say who complained. `unknown`: those that do not say."""

    vcse: Counted
    others: Counted
    share: Rate
    unknown: int
    against: list[Against]
    of_reported: Difference
    of_investigated: Difference


def panel(asked: Asked) -> Panel:
    """Three queries. Filters for the provider do not narrow it: it compares kinds of providers."""
    ours = _all_providers(asked)
    groups = _groups(counts(["provider_kind"], ours.narrowed))
    vcse, others = groups["vcse"], groups["others"]
    return Panel(
        vcse=vcse,
        others=others,
        share=Rate(vcse.received, vcse.received + others.received),
        unknown=groups[UNKNOWN].received,
        against=_against(ours),
        of_reported=Difference(vcse.of_reported, others.of_reported),
        of_investigated=Difference(vcse.of_investigated, others.of_investigated),
    )


def _all_providers(asked: Asked) -> Asked:
    where = tuple((name, values) for name, values in asked.narrowed.where if name != "provider_kind")
    cases = {name: value for name, value in asked.cases.items() if name != "provider"}
    return replace(asked, narrowed=replace(asked.narrowed, where=where), cases=cases)


def _group(kind: str) -> str:
    if not kind:
        return UNKNOWN
    return "vcse" if kind in ProviderKind.vcse() else "others"


def _groups(counted: dict[tuple, Counted]) -> dict[str, Counted]:
    found: dict[str, Counted] = defaultdict(Counted)
    for (kind,), some in counted.items():
        found[_group(kind)] += some
    return found


def _against(asked: Asked) -> list[Against]:
    """Pools back year by year until parity would mean SMALL_BASE complaints of VCSEs, or there are no earlier years."""
    by_year: dict[int, Rate] = defaultdict(lambda: Rate(0, 0))
    ever = replace(asked.narrowed, first=None)
    for (month, kind), cases in cases_by(["month", "provider_kind"], ever).items():
        if kind:
            year, so_far = financial_year(month), by_year[financial_year(month)]
            is_vcse = kind in ProviderKind.vcse()
            by_year[year] = Rate(so_far.numerator + cases * is_vcse, so_far.denominator + cases)
    found = []
    for benchmark in Benchmark.objects.exclude(percent=0):
        published = float(benchmark.percent) / 100
        share, years = _pooled(by_year, published, asked.narrowed.first)
        found.append(Against(benchmark, years, share, Ratio(share, published)))
    return found


def _pooled(by_year: dict[int, Rate], published: float, first: date | None) -> tuple[Rate, str]:
    wanted = [year for year in sorted(by_year, reverse=True) if first is None or year >= financial_year(first)]
    rates = [by_year[year] for year in wanted]
    for year in sorted(by_year.keys() - set(wanted), reverse=True):
        if sum(rate.denominator for rate in rates) * published >= SMALL_BASE:
            break
        wanted.append(year)
        rates.append(by_year[year])
    if not wanted:
        return Rate(0, 0), ""
    share = Rate(sum(rate.numerator for rate in rates), sum(rate.denominator for rate in rates))
    names = financial_year_name(min(wanted)), financial_year_name(max(wanted))
    return share, names[0] if names[0] == names[1] else f"{names[0]} to {names[1]}"


def complained_of_table(asked: Asked) -> Table:
    """Of the complaints of VCSEs and of others, the share that is about each subject. One query."""
    ours = _all_providers(asked)
    found: dict[tuple[str, str], int] = defaultdict(int)
    for (subject, kind), cases in cases_by(["subject", "provider_kind"], ours.narrowed).items():
        found[subject, _group(kind)] += cases
        found["all", _group(kind)] += cases
    rows = []
    for subject, label in [*Subject.choices, ("", "Not known"), ("all", "All subjects")]:
        vcse, others = (Rate(found[subject, group], found["all", group]) for group in ("vcse", "others"))
        about = {} if subject == "all" else {"subject": subject or UNKNOWN}
        behind = [ours.behind({**about, "provider": name}) for name in ("vcse", "company")]
        cells: list[Cell] = [
            Number(vcse.numerator, behind[0]),
            Share(vcse, is_whole=subject == "all"),
            Number(others.numerator, behind[1]),
            Share(others, is_whole=subject == "all"),
        ]
        rows.append(Row(str(label), cells, is_total=subject == "all"))
    columns = ["VCSE", "Share of VCSE complaints", "Others", "Share of others’ complaints"]
    return Table("complained-of", "What VCSEs complain of", "Subject", columns, rows)


def share_table(panel: Panel, asked: Asked) -> Table:
    """The VCSE share of the complaints of the period, which no other year is added to."""
    cells: list[Cell] = [Number(panel.share.numerator), Number(panel.share.denominator), Share(panel.share)]
    row = Row(asked.words[0] if asked.words else "All years", [*cells, Number(panel.unknown)])
    columns = ["Of VCSEs", "Say who complained", "VCSE share", "Do not say"]
    about = "Of the cases received in the period that say who complained, those of VCSEs."
    return Table("vcse-share", "VCSE share of complaints", "Received in", columns, [row], about)


def market_table(panel: Panel) -> Table:
    """The VCSE share of complaints beside published shares of the market."""
    rows = []
    for one in panel.against:
        cells: list[Cell] = [Words(f"{one.benchmark.percent.normalize():f}%"), Words(one.pooled or "–")]
        cells += [Number(one.share.numerator), Number(one.share.denominator), Share(one.share)]
        rows.append(Row(one.benchmark.in_words, [*cells, Measured(one.ratio.value, one.ratio.interval, "ratio")]))
    columns = ["Share of contracts", "Complaints received in", "Of VCSEs", "Complaints", "VCSE share", "Ratio"]
    about = (
        "A ratio of 1 is parity: below it, VCSEs complain less often than they hold contracts. Where the period is too "
        "short for 20 VCSE complaints at parity, earlier years are added: so each row says of which years it is, and "
        "its share is not that of the period alone. The published share of contracts is taken as exact."
    )
    return Table("market", "VCSE share beside the market", "Published share", columns, rows, about)
