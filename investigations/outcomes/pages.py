"""Which figures stand on which page."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from investigations.models import Measure

from . import charts, timing, vcse
from .cells import Share
from .counting import counts
from .dimensions import DIMENSIONS, Dimension, named
from .line_charts import lines
from .narrowing import Asked
from .released import released_table
from .satisfaction import satisfaction_table
from .tables import Table, crossed_table, main_table


@dataclass(frozen=True)
class Section:
    """`chart`: None where there is nothing to draw."""

    table: Table
    chart: charts.Chart | None = None

    @property
    def key(self) -> str:
        return self.table.key


def broken_down(asked: Asked, *keys: str) -> list[Section]:
    """How often process changed, by each of these dimensions. A query each."""
    found = []
    for key in keys:
        dimension = DIMENSIONS[key]
        table = main_table(key, dimension, counts(dimension.by, asked.narrowed), asked)
        found.append(Section(table, _changed_chart(table, dimension)))
    return found


def _changed_chart(table: Table, dimension: Dimension) -> charts.Chart:
    """Of rows that are parts of others, those with the most reported cases: all would be too many to take in."""
    title = f"Process changed, of reported. By {dimension.inside}"
    if dimension.levels:
        drawn = _largest_parts(table, "Reported")
        title = f"Process changed, of reported. The {len(drawn.rows)} sub-issues with the most reported cases"
        return charts.bars(drawn, "Changed, of reported", title=title)
    return charts.bars(table, "Changed, of reported", title=title)


def _largest_parts(table: Table, column: str) -> Table:
    """Its rows that are parts of others, each with the name of what it is a part of."""
    place, parts, head = table.columns.index(column), [], ""
    for row in table.rows:
        head = head if row.level else row.label
        if row.level:
            parts.append(replace(row, label=named(head, row.label), level=0))
    most = sorted(parts, key=lambda row: -int(row.cells[place].plain()[0] or 0))[:_PARTS_SHOWN]
    return replace(table, rows=most)


def overview(asked: Asked, today: date) -> list[Section]:
    """Quarters only of a period that was chosen: all of them are too many to take in."""
    return broken_down(asked, "year", *["quarter"] * (asked.narrowed.first is not None))


def whom(asked: Asked, today: date) -> list[Section]:
    return broken_down(asked, "authority-sector", "provider", "vcse-kind", "size", "trade", "nation")


def what(asked: Asked, today: date) -> list[Section]:
    return broken_down(asked, "subject", "sub-issue", "origin", "cpv")


def of_vcse(asked: Asked, today: date) -> list[Section]:
    panel, of_what = vcse.panel(asked), vcse.complained_of_table(asked)
    markets = [Section(vcse.market_table(panel))] if panel.against else []
    return [*markets, Section(of_what, vcse_chart(of_what))]


def vcse_chart(of_what: Table) -> charts.Chart:
    """VCSEs and others bar by bar, so that the chart compares them by itself."""
    places = [place for place, cell in enumerate(of_what.rows[0].cells) if isinstance(cell, Share)]
    rows = [replace(row, cells=[row.cells[place] for place in places]) for row in of_what.rows]
    shares = replace(of_what, columns=["VCSEs", "others"], rows=rows)
    return charts.bars_across(shares, title="What VCSEs and others complain of: share of the complaints of each")


def time(asked: Asked, today: date) -> list[Section]:
    flow = timing.flow_table(asked, today)
    resolved = timing.duration_table(
        "resolved",
        "Time to resolution",
        Measure.RESOLVED,
        asked,
        "Days from receipt to closing, by when the case closed. Imported history is left out: it does not say when a "
        "case closed.",
    )
    answered = timing.duration_table(
        "answered",
        "Time until the authority answered",
        Measure.ANSWERED,
        asked,
        "Days from asking the authority to its answer, or to the end of waiting for it. Of a case in which it was "
        "asked more than once, the last time.",
    )
    followed_up = timing.duration_table(
        "followed-up", "Time to follow-up", Measure.FOLLOWED_UP, asked, "Days from closing to the follow-up."
    )
    ageing, due = timing.ageing_table(asked, today), timing.due_table(asked, today)
    satisfied = satisfaction_table(asked)
    paid, released, repeats = timing.paid_table(asked), released_table(asked), timing.repeats_table(asked)
    return [
        Section(flow, lines(flow, flow.columns, title=flow.title)),
        Section(resolved, charts.bars(resolved, "Within target", title="Resolved within target, by sector")),
        Section(ageing, charts.bars(ageing, "Open cases", title=ageing.title)),
        Section(due, charts.bars(due, "Open cases", title=due.title)),
        Section(answered, charts.bars(answered, "Within target", title="Answered within target, by sector")),
        Section(followed_up, charts.bars(followed_up, "Median days", title="Median days to follow-up, by sector")),
        Section(satisfied, charts.bars(satisfied, satisfied.columns[-1], title="Satisfied, of those who say")),
        Section(paid, charts.bars(paid, "Cases", title=paid.title)),
        Section(released, charts.bars(released, "Pounds", title=released.title)),
        Section(repeats, charts.bars(repeats, "Received", title=repeats.title)),
    ]


# More bars than this can't be taken in.
_MOST_BARS, _PARTS_SHOWN = 60, 15


def crossed(asked: Asked, rows: str, columns: str, shown: str) -> Section:
    """Two dimensions of DIMENSIONS, which differ. One query."""
    down, across = DIMENSIONS[rows], DIMENSIONS[columns]
    fields = list(dict.fromkeys([*down.by, *across.by]))
    table = crossed_table(down, across, shown, counts(fields, asked.narrowed), asked)
    bars = charts.bars_across(table)
    return Section(table, bars if len(table.rows) * len(table.columns) <= _MOST_BARS else None)


PAGES: dict[str, tuple[str, Callable[[Asked, date], list[Section]]]] = {
    "overview": ("Overview", overview),
    "whom": ("For whom", whom),
    "what": ("About what", what),
    "vcse": ("VCSE", of_vcse),
    "time": ("Time", time),
}
