"""What a progress report says, as JSON that is never built again: summary, sections, annexes, definitions."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from complaints.models import Sector
from investigations.models import Measure
from investigations.outcomes import charts, pages, timing, vcse
from investigations.outcomes.counting import Narrowed, counts, whole
from investigations.outcomes.definitions import DEFINITIONS
from investigations.outcomes.dimensions import DIMENSIONS
from investigations.outcomes.headline import headline, headline_table
from investigations.outcomes.narrowing import Asked
from investigations.outcomes.released import released_table
from investigations.outcomes.satisfaction import satisfaction_table
from investigations.outcomes.tables import Table, main_table

from . import making, summarising
from .printed import Printed, only, section, table


def build(asked: Asked, today: date) -> Printed:
    """`asked`: a period with both ends, true figures, no addresses of cases. As many queries however many cases."""
    body = [_received(asked), _issues(asked), _actions(asked), _outcomes(asked), _followed_up(asked)]
    body += [_payment(asked, today), _time(asked), _vcse(asked), _satisfaction(asked)]
    annexes = [
        _annex(asked, "central", "Annex A: central government", (making.CENTRAL,)),
        _annex(asked, "wider", "Annex B: wider public sector", making.WIDER),
    ]
    for number, one in enumerate(_tables([*body, *annexes]), start=1):
        one["number"] = number
    made_up = whole(replace(asked.narrowed, is_demonstration=True)).received
    return {
        "title": f"Progress report, {asked.words[0]}",
        "words": list(asked.words),
        "query": asked.query,
        "day": f"{today:%-d %B %Y}",
        "is_made_up": bool(made_up) and asked.narrowed.is_demonstration is not False,
        "summary": summarising.summary(asked, {one["key"]: one for one in _tables(body)}),
        "sections": body,
        "annexes": annexes,
        "definitions": [f"{one.figure}: {one.formula}. Leaves out: {one.leaves_out}." for one in DEFINITIONS],
    }


def _tables(sections: list[Printed]) -> Iterator[Printed]:
    for one in sections:
        yield from one["tables"]


def _received(asked: Asked) -> Printed:
    dimension = DIMENSIONS["quarter"]
    quarters = only(
        main_table("quarter", dimension, counts(dimension.by, asked.narrowed), asked),
        "Received",
        "Open",
        title="Received by quarter",
    )
    by_sector = making.sectors(asked, "sectors", "Received by sector")
    return section(
        "received",
        "Cases received",
        table(making.in_hand(asked)),
        table(quarters, charts.bars(quarters, "Received", title=quarters.title), page="outcomes:dashboard"),
        table(by_sector, charts.bars(by_sector, "Received", title=by_sector.title), page="outcomes:whom"),
    )


def _issues(asked: Asked) -> Printed:
    made = making.issues(asked, "issues")
    chart = charts.bars(made, "Received", title="Received by subject")
    return section("issues", "Main issues", table(made, chart, page="outcomes:what"))


def _actions(asked: Asked) -> Printed:
    told = table(making.recommendations(asked))
    return section("actions", "Top sub-issues and action taken", table(making.actions(asked)), told)


def _outcomes(asked: Asked) -> Printed:
    rates = headline_table(headline(asked), asked, "headline")
    ended = making.outcomes(asked, "outcomes")
    (by_sector,) = pages.broken_down(asked, "authority-sector")
    reported = only(by_sector.table, "Received", "Reported", "Process changed", "Changed, of reported",
        "Investigated", "Changed, of investigated", key="changed", title="Process changed, by sector")  # fmt: skip
    return section(
        "outcomes",
        "Case outcomes",
        table(rates, charts.bars(rates, "Share", title="How often process changed"), page="outcomes:dashboard"),
        table(ended, charts.bars(replace(ended, rows=ended.rows[:-2]), "Cases", title="Closed of those received")),
        table(reported, by_sector.chart, page="outcomes:whom"),
    )


def _followed_up(asked: Asked) -> Printed:
    made = making.followed_up(asked)
    return section("follow-up", "Follow-up", table(made, charts.bars(made, "Share", title="Changes that were made")))


def _payment(asked: Asked, today: date) -> Printed:
    """Pounds only of years that are over: from two reports within a year what was paid between them could be told."""
    paid, dimension = making.payment(asked), DIMENSIONS["origin"]
    released = released_table(asked, ended_by=today)
    origins = main_table("origin", dimension, counts(dimension.by, asked.narrowed), asked)
    origins = only(origins, "Received", "Open", "Reported", "Process changed", "Changed, of reported",
        title="Referrals, spot checks and follow-ups")  # fmt: skip
    return section(
        "payment", "Prompt payment and spot checks", table(paid, page="outcomes:time"),
        table(released, page="outcomes:time"), table(origins, page="outcomes:what"),
    )  # fmt: skip


def _duration(asked: Asked, key: str, title: str, measure: Measure, about: str) -> Table:
    return only(
        timing.duration_table(key, title, measure, asked, about),
        "Cases", "Median days", "90% within days", "With a target", "Within target",
    )  # fmt: skip


def _time(asked: Asked) -> Printed:
    resolved = _duration(asked, "resolved", "Time to resolution", Measure.RESOLVED, "Cases that closed in the period.")
    answered = _duration(
        asked, "answered", "Time until the authority answered", Measure.ANSWERED, "Answers that came in the period."
    )
    chart = charts.bars(resolved, "Within target", title="Resolved within target, by sector")
    return section(
        "time", "How long it took", table(resolved, chart, page="outcomes:time"), table(answered, page="outcomes:time")
    )


def _vcse(asked: Asked) -> Printed:
    (providers,) = pages.broken_down(asked, "provider")
    made = only(providers.table, "Received", "Reported", "Process changed", "Changed, of reported", title="Providers")
    panel, of_what = vcse.panel(asked), vcse.complained_of_table(asked)
    return section(
        "vcse",
        "Use by the voluntary sector",
        table(vcse.share_table(panel, asked), page="outcomes:vcse"),
        table(made, providers.chart, page="outcomes:whom"),
        table(vcse.market_table(panel), page="outcomes:vcse"),
        table(of_what, pages.vcse_chart(of_what), page="outcomes:vcse"),
    )


def _satisfaction(asked: Asked) -> Printed:
    made = satisfaction_table(asked)
    title = "Satisfaction of providers and of authorities"
    return section(
        "satisfaction",
        title,
        table(made, charts.bars(made, made.columns[-1], title="Satisfied, of those who say"), page="outcomes:time"),
    )


def _annex(asked: Asked, key: str, title: str, sectors: tuple[str, ...]) -> Printed:
    """The same for some sectors only."""

    def narrowed(some: Narrowed) -> Narrowed:
        return replace(some, where=(("authority_sector", sectors),))

    some = replace(asked, narrowed=narrowed(asked.narrowed), before=asked.before and narrowed(asked.before))
    resolved = _duration(some, f"{key}-resolved", "Time to resolution", Measure.RESOLVED, "Closed in the period.")
    there = {str(Sector(sector).label) for sector in sectors} | {"All"}
    about = making.issues(some, f"{key}-issues", levels=1)
    tables = [
        table(replace(making.in_hand(some), key=f"{key}-in-hand")),
        table(headline_table(headline(some), some, f"{key}-headline")),
        table(about, charts.bars(about, "Received", title=f"Received by subject: {title.partition(': ')[2]}")),
        table(making.outcomes(some, f"{key}-outcomes")),
        table(replace(resolved, rows=[row for row in resolved.rows if row.label in there])),
    ]
    return section(key, title, *tables)
