"""Which figures stand on which page."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial

from investigations.models import Measure

from . import charts, timing, vcse
from .cells import Share
from .counting import counts
from .dimensions import DIMENSIONS, Dimension, named
from .line_charts import lines
from .narrowing import Asked
from .released import released_table
from .satisfaction import COLUMNS, satisfaction_table
from .tables import Table, crossed_table, main_table

Draws = Callable[[Table], charts.Chart | None]


@dataclass(frozen=True)
class Section:
    """A table under its title, and a chart of it: only counted and drawn when they are looked at.

    `draws`: None where there is never anything to draw."""

    key: str
    title: str
    counts: Callable[[], Table]
    draws: Draws | None = None

    @property
    def is_drawn(self) -> bool:
        return self.draws is not None

    @cached_property
    def table(self) -> Table:
        return self.counts()

    @cached_property
    def chart(self) -> charts.Chart | None:
        return self.draws(self.table) if self.draws else None


def broken_down(asked: Asked, *keys: str) -> list[Section]:
    """How often process changed, by each of these dimensions. A query each."""
    return [_broken_down(asked, key, DIMENSIONS[key]) for key in keys]


def _broken_down(asked: Asked, key: str, dimension: Dimension) -> Section:
    def counted() -> Table:
        return main_table(key, dimension, counts(dimension.by, asked.narrowed), asked)

    return Section(key, dimension.title, counted, partial(_changed_chart, dimension=dimension))


def _bars(column: str, title: str = "") -> Draws:
    return lambda table: charts.bars(table, column, title=title or table.title)


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
    panel = vcse.panel(asked)
    market = Section("market", "VCSE share beside the market", lambda: vcse.market_table(panel))
    of_what = Section(
        "complained-of", "What VCSEs complain of", lambda: vcse.complained_of_table(asked), draws=vcse_chart
    )
    return [market, of_what] if panel.against else [of_what]


def vcse_chart(of_what: Table) -> charts.Chart:
    """VCSEs and others bar by bar, so that the chart compares them by itself."""
    places = [place for place, cell in enumerate(of_what.rows[0].cells) if isinstance(cell, Share)]
    rows = [replace(row, cells=[row.cells[place] for place in places]) for row in of_what.rows]
    shares = replace(of_what, columns=["VCSEs", "others"], rows=rows)
    return charts.bars_across(shares, title="What VCSEs and others complain of: share of the complaints of each")


def time(asked: Asked, today: date) -> list[Section]:
    resolved, answered, followed_up = _durations(asked)
    flow = Section(
        "flow",
        "Received, closed and open by month",
        lambda: timing.flow_table(asked, today),
        lambda table: lines(table, table.columns, title=table.title),
    )
    ageing = Section("ageing", "How old open cases are", lambda: timing.ageing_table(asked, today), _bars("Open cases"))
    due = Section(
        "due", "When resolving open cases is due", lambda: timing.due_table(asked, today), _bars("Open cases")
    )
    satisfied = Section(
        "satisfaction",
        "Satisfaction with what we did",
        lambda: satisfaction_table(asked),
        _bars(COLUMNS[-1], "Satisfied, of those who say"),
    )
    paid = Section("paid", "Late payments released: cases", lambda: timing.paid_table(asked), _bars("Cases"))
    released = Section("released", "Late payments released: pounds", lambda: released_table(asked), _bars("Pounds"))
    repeats = Section("repeats", "Authorities that come again", lambda: timing.repeats_table(asked), _bars("Received"))
    return [flow, resolved, ageing, due, answered, followed_up, satisfied, paid, released, repeats]


def _durations(asked: Asked) -> list[Section]:
    def section(key: str, title: str, measure: Measure, about: str, draws: Draws) -> Section:
        return Section(key, title, lambda: timing.duration_table(key, title, measure, asked, about), draws)

    about = (
        "Days from receipt to closing, by when the case closed. Imported history is left out: it does not say when a "
        "case closed."
    )
    bars = _bars("Within target", "Resolved within target, by sector")
    resolved = section("resolved", "Time to resolution", Measure.RESOLVED, about, bars)
    about = (
        "Days from asking the authority to its answer, or to the end of waiting for it. Of a case in which it was "
        "asked more than once, the last time."
    )
    bars = _bars("Within target", "Answered within target, by sector")
    answered = section("answered", "Time until the authority answered", Measure.ANSWERED, about, bars)
    about = "Days from closing to the follow-up."
    bars = _bars("Median days", "Median days to follow-up, by sector")
    return [resolved, answered, section("followed-up", "Time to follow-up", Measure.FOLLOWED_UP, about, bars)]


# More bars than this can't be taken in.
_MOST_BARS, _PARTS_SHOWN = 60, 15


def crossed(asked: Asked, rows: str, columns: str, shown: str) -> Section:
    """Two dimensions of DIMENSIONS, which differ. One query."""
    down, across = DIMENSIONS[rows], DIMENSIONS[columns]
    fields = list(dict.fromkeys([*down.by, *across.by]))
    table = crossed_table(down, across, shown, counts(fields, asked.narrowed), asked)
    is_little = len(table.rows) * len(table.columns) <= _MOST_BARS
    return Section(table.key, table.title, lambda: table, charts.bars_across if is_little else None)


PAGES: dict[str, tuple[str, Callable[[Asked, date], list[Section]]]] = {
    "overview": ("Overview", overview),
    "whom": ("For whom", whom),
    "what": ("About what", what),
    "vcse": ("VCSE", of_vcse),
    "time": ("Time", time),
}
