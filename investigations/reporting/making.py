"""Tables that only a report has. What they count comes from the counts of the figures."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace

from django.db.models import Count

from complaints.models import Sector, Subject
from investigations.lifecycle import State
from investigations.models import NOT_INVESTIGATED, Case, Measure, Outcome, Recommendation
from investigations.outcomes.cells import Cell, Number, Share, Words
from investigations.outcomes.counting import Counted, Narrowed, counts, whole
from investigations.outcomes.dimensions import DIMENSIONS, NOT_KNOWN, fold, named
from investigations.outcomes.narrowing import Asked
from investigations.outcomes.rates import Rate
from investigations.outcomes.tables import Row, Table
from investigations.outcomes.timing import paces

CENTRAL = Sector.CENTRAL_GOVERNMENT.value
WIDER = tuple(sector.value for sector in Sector if sector != Sector.CENTRAL_GOVERNMENT)
_MOST = 10


def in_hand(asked: Asked) -> Table:
    """What was there, what came, what was closed. Four queries."""
    periods = [asked.narrowed, *([asked.before] if asked.before else [])]
    found = [_in_hand(period) for period in periods]
    labels = ["Open at the start", "Received", "Closed", "Open at the end"]
    rows = [Row(label, [Number(one[place]) for one in found]) for place, label in enumerate(labels)]
    about = "“Closed”: in the period, whenever the case was received."
    return Table("in-hand", "Cases in hand", "", [asked.words[0], asked.before_words][: len(found)], rows, about)


def _in_hand(period: Narrowed) -> tuple[int, int, int, int]:
    ever, before = replace(period, first=None), replace(period, first=None, end=period.first)
    came = whole(period).received
    came_before = whole(before).received
    closed = Counter(dict(paces(Measure.CLOSED, ["on"], ever)))
    gone_before = sum(cases for day, cases in closed.items() if period.first and day < period.first)
    gone = closed.total() - gone_before
    start = came_before - gone_before
    return start, came, gone, start + came - gone


def sectors(asked: Asked, key: str, title: str) -> Table:
    """Received by sector, the wider public sector taken together as well. One query."""
    found = {sector: some.received for (sector,), some in counts(["authority_sector"], asked.narrowed).items()}
    total = sum(found.values())
    wider = sum(found.get(sector, 0) for sector in WIDER)

    def row(label: str, number: int, level: int = 0) -> Row:
        return Row(label, [Number(number), Share(Rate(number, total))], level)

    rows = [
        row(Sector.CENTRAL_GOVERNMENT.label, found.get(CENTRAL, 0)),
        row("Wider public sector", wider),
        *(row(Sector(sector).label, found.get(sector, 0), 1) for sector in WIDER),
        row(NOT_KNOWN, found.get("", 0)),
    ]
    return Table(key, title, "Sector of the authority", ["Received", "Share of received"], rows)


def issues(asked: Asked, key: str, *, levels: int = 2) -> Table:
    """Received by subject, and at two levels by sub-issue below it. One query."""
    dimension = DIMENSIONS["sub-issue"]
    found = fold(dimension, counts(dimension.by, asked.narrowed))
    total = sum(some.received for name, some in found.items() if "/" not in name)
    rows = []
    for name, value in dimension.values(found.keys()).items():
        if value.level < levels:
            some = found.get(name, Counted())
            cells: list[Cell] = [Number(some.received), Share(Rate(some.received, total)), Share(some.of_reported)]
            rows.append(Row(value.label, cells, value.level))
    columns = ["Received", "Share of received", "Changed, of reported"]
    title, first = ("Main issues, at two levels", "Subject and sub-issue") if levels > 1 else ("Main issues", "Subject")
    return Table(key, title, first, columns, rows)


_ACTIONS: list[tuple[str, Callable[[Counted], int]]] = [
    ("Received", lambda some: some.received),
    ("Procurement changed", lambda some: some.ended(Outcome.CHANGED_LIVE)),
    ("Process changed", lambda some: some.ended(Outcome.CHANGED_FUTURE)),
    ("Paid only", lambda some: some.paid),
    ("Advised", lambda some: some.ended(Outcome.ADVICE_ONLY)),
    ("Sound", lambda some: some.ended(Outcome.NOT_UPHELD)),
    ("Refused", lambda some: some.ended(Outcome.REFUSED)),
    ("Not investigated", lambda some: some.ended(*NOT_INVESTIGATED)),
    ("Open", lambda some: some.open),
]


def actions(asked: Asked) -> Table:
    """The sub-issues most complained of, and how these cases ended. One query."""
    dimension = DIMENSIONS["sub-issue"]
    found = fold(dimension, counts(dimension.by, asked.narrowed))
    labels = dimension.values(found.keys())
    parts = [name for name in labels if name.partition("/")[2]]
    most = sorted(parts, key=lambda name: -found[name].received)[:_MOST]
    rows = [
        Row(
            named(labels[name.partition("/")[0]].label, labels[name].label),
            [Number(of(found[name])) for _, of in _ACTIONS],
        )
        for name in most
    ]
    return Table(
        "actions",
        "Top sub-issues and action taken",
        "Sub-issue",
        [name for name, _ in _ACTIONS],
        rows,
        "“Sound”: the practice was sound. “Refused”: the recommendation was rejected, or the authority never answered.",
    )


def outcomes(asked: Asked, key: str) -> Table:
    """How the cases of the period ended. One query."""
    counted = whole(asked.narrowed)
    closed = counted.received - counted.open
    rows = [
        Row(outcome.label, [Number(counted.ended(outcome)), Share(Rate(counted.ended(outcome), closed))])
        for outcome in Outcome
        if outcome != Outcome.UNCODED or counted.uncoded
    ]
    rows.append(Row("All closed", [Number(closed), Words("100%" if closed else "–")]))
    rows.append(Row("Open", [Number(counted.open), Words("–")]))
    about = (
        f"Of the cases received in {asked.words[0]}, whenever they closed. “Cases in hand” counts those that closed in "
        "the period, whenever they were received: these are other cases."
    )
    columns = ["Cases", "Share of closed"]
    return Table(key, "Outcomes of the cases received in the period", "Outcome", columns, rows, about)


def followed_up(asked: Asked) -> Table:
    """Changes that were promised, and whether they were made. One query."""
    found: Mapping[str, Counted] = {
        sector: some for (sector,), some in counts(["authority_sector"], asked.narrowed).items()
    }
    groups = [(label, found.get(value, Counted())) for value, label in [*Sector.choices, ("", NOT_KNOWN)]]
    groups.append(("All", sum(found.values(), Counted())))
    rows = []
    for label, some in groups:
        verified = some.verified
        cells: list[Cell] = [Number(some.of_reported.numerator), Number(verified.denominator)]
        rows.append(Row(str(label), [*cells, Number(verified.numerator), Share(verified)]))
    columns = ["Process changed", "Followed up", "Change was made", "Share"]
    about = "Of the cases in which process changed: those followed up since, and those where the change was made."
    return Table("followed-up", "Follow-up", "Sector of the authority", columns, rows, about)


def recommendations(asked: Asked) -> Table:
    """What was recommended in the cases of the period, and what the authorities said. One query."""
    cases = Case.objects.filter(asked.narrowed.condition("received_on")).values("pk")
    sent = Recommendation.objects.filter(case__in=cases).exclude(state=State.PROPOSED)
    found: dict[tuple[str, str], int] = defaultdict(int)
    for kind, state, number in sent.values_list("kind", "state").annotate(Count("pk")).order_by():
        found[kind, state] += number
    states = [state for state in State if state != State.PROPOSED]
    rows = []
    for kind, label in Recommendation.Kind.choices:
        each = [found[kind, state] for state in states]
        rows.append(Row(str(label), [Number(sum(each)), *map(Number, each)]))
    short = ["No answer yet", "Accepted", "Partly", "Rejected", "Never answered", "Said to be done", "Done", "Not done"]
    about = "Each stands where it has got to. “Done” and “Not done”: checked by us."
    return Table("recommendations", "What we told authorities to do", "Kind", ["Sent", *short], rows, about)


def payment(asked: Asked) -> Table:
    """Cases about payment, and overdue payments released. One query."""
    found: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for (sector, subject), some in counts(["authority_sector", "subject"], asked.narrowed).items():
        for group in (sector, "all"):
            about, paid = found[group]
            found[group] = about + some.received * (subject == Subject.PAYMENT), paid + some.paid
    rows = [
        Row(str(label), [Number(number) for number in found[value]])
        for value, label in [*Sector.choices, ("", NOT_KNOWN), ("all", "All")]
    ]
    columns = ["Cases about payment", "Payment released, nothing else changed"]
    return Table("payment", "Prompt payment", "Sector of the authority", columns, rows)
