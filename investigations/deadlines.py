"""The clocks of a case: derived from its dates, never counted up. Pure, with everything passed in.

All numbers stand in RULES; `Numbers` holds what leads have changed them to. Days are London days. Counting begins on
the day after the first one, and a day on which a clock is stopped is not counted: the day on which it stops is such a
day, the day on which it runs again is not.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from django.db.models import TextChoices

from complaints.models import Sector
from mysteryshopper.calendar import add_months, is_working_day


class ClockKind(TextChoices):
    ACKNOWLEDGE = "acknowledge", "Acknowledge"
    TRIAGE = "triage", "Triage"
    ANSWER = "answer", "Authority’s answer"
    RESOLVE = "resolve", "Resolve"
    BIDS = "bids", "Bids close"
    STANDSTILL = "standstill", "Standstill ends"
    FOLLOW_UP = "follow_up", "Follow-up"


# The procurement's own: they end by themselves, and nobody is late with them.
OF_THE_PROCUREMENT = frozenset({ClockKind.BIDS, ClockKind.STANDSTILL})
STOPPABLE = frozenset(ClockKind) - OF_THE_PROCUREMENT - {ClockKind.ACKNOWLEDGE}
# What the queue calls due. The service acknowledges by itself, and live procurements have a place of their own.
NEXT_DUE = STOPPABLE


class Basis(TextChoices):
    """On what an authority is asked."""

    COOPERATION = "cooperation", "We ask it to cooperate"
    NOTICE = "notice", "We serve a formal notice"


class Unit(StrEnum):
    WORKING = "working days"
    CALENDAR = "calendar days"
    MONTHS = "months"


class Rule(NamedTuple):
    label: str
    number: int
    unit: Unit
    source: str

    def in_words(self, number: int) -> str:
        """1 month, 2 working days."""
        return f"{number} {self.unit[:-1] if number == 1 else self.unit}"


_TARGET = "Published target of the service"
_OURS = "Our own: no source says"
RULES: dict[str, Rule] = {
    "acknowledge": Rule("Acknowledge, from receipt", 2, Unit.WORKING, _TARGET),
    "triage": Rule("Triage, from receipt", 5, Unit.WORKING, _TARGET),
    "answer_cooperation": Rule(
        "The authority’s answer when it is asked to cooperate", 10, Unit.WORKING, "“Usually two weeks”"
    ),
    "answer_notice": Rule(
        "The authority’s answer under a formal notice",
        30,
        Unit.CALENDAR,
        "Small Business, Enterprise and Employment Act 2015, section 40; Procurement Act 2023, section 108",
    ),
    "resolve_central": Rule("Resolve, from receipt: central government", 2, Unit.MONTHS, _TARGET),
    "resolve_others": Rule("Resolve, from receipt: every other sector, or not known", 3, Unit.MONTHS, _TARGET),
    "follow_up": Rule("Follow up, from closing, where a change was promised", 84, Unit.CALENDAR, _OURS),
    "reply": Rule("The authority’s reply before a summary is published", 10, Unit.WORKING, _OURS),
    "chase_before": Rule("Remind the authority before its answer is due", 2, Unit.WORKING, _OURS),
    "chase_after": Rule("Remind the authority once its answer is late", 3, Unit.WORKING, _OURS),
    "chase_senior": Rule("Write to a senior contact once the answer is late", 5, Unit.WORKING, _OURS),
    "no_answer": Rule("Write down that the authority did not answer", 10, Unit.WORKING, _OURS),
    "remind": Rule("Remind the owner before a clock is due", 2, Unit.WORKING, _OURS),
    "escalate": Rule("Tell the owner and leads after a clock is over", 1, Unit.WORKING, _OURS),
    "forecast_near": Rule("Forecast, near", 5, Unit.WORKING, _OURS),
    "forecast_far": Rule("Forecast, far", 10, Unit.WORKING, _OURS),
}  # fmt: skip

# More of anything than this is a slip of the hand.
MOST = 200

Numbers = Mapping[str, int]
DEFAULTS: Numbers = {key: rule.number for key, rule in RULES.items()}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The dates of one case. None: it has not happened, or does not concern this case.

    `asked_on`: the last time that the authority was asked; `answered_on`: the answer to that; `answer_by`: until
    when it was given time."""

    received_on: date
    sector: str = ""
    is_acknowledged_by_us: bool = True
    acknowledged_on: date | None = None
    triaged_on: date | None = None
    asked_on: date | None = None
    basis: str = ""
    answered_on: date | None = None
    answer_by: date | None = None
    bids_close_on: date | None = None
    standstill_on: date | None = None
    closed_on: date | None = None
    needs_follow_up: bool = False
    followed_up_on: date | None = None


class Pause(NamedTuple):
    """`until`: the day on which it ran again. None: it is stopped still."""

    kind: str
    since: date
    until: date | None


class Clock(NamedTuple):
    """`due_on` of a stopped clock: as if it ran again on the day on which it was stopped."""

    kind: ClockKind
    started_on: date
    due_on: date
    met_on: date | None = None
    stopped_on: date | None = None

    @property
    def is_running(self) -> bool:
        return self.met_on is None and self.stopped_on is None


def clocks(facts: Facts, *, numbers: Numbers, holidays: Collection[date], pauses: Sequence[Pause] = ()) -> list[Clock]:
    """Every clock that this case has, met ones too, in the order of ClockKind."""
    found = [
        *_counted(facts, numbers, holidays, pauses),
        *(
            Clock(kind, facts.received_on, due_on, met_on=facts.closed_on)
            for kind, due_on in [(ClockKind.BIDS, facts.bids_close_on), (ClockKind.STANDSTILL, facts.standstill_on)]
            if due_on
        ),
    ]
    return sorted(found, key=lambda clock: list(ClockKind).index(clock.kind))


def next_due(found: Sequence[Clock]) -> Clock | None:
    """The running clock that is due first, of those that people keep."""
    running = [clock for clock in found if clock.is_running and clock.kind in NEXT_DUE]
    return min(running, key=lambda clock: clock.due_on, default=None)


def left_in_words(left: timedelta) -> str:
    """Whole hours in the last two days, whole days before: never more than there is."""
    hours = int(left.total_seconds() // 3600)
    if hours < 1:
        return "less than an hour left"
    if hours < 48:
        return f"{hours} hour{'s' if hours > 1 else ''} left"
    return f"{hours // 24} days left"


def due(start: date, rule: str, *, numbers: Numbers, holidays: Collection[date], pauses: Sequence[Pause] = ()) -> date:
    """When a clock that started on `start` is due by this rule, with the days left out on which it was stopped."""
    number, unit = numbers[rule], RULES[rule].unit
    if unit == Unit.MONTHS:
        number = (add_months(start, number) - start).days
    day = start
    while number:
        day += timedelta(days=1)
        counts = unit != Unit.WORKING or is_working_day(day, holidays)
        number -= counts and not any(pause.since <= day < (pause.until or pause.since) for pause in pauses)
    return day


def _counted(facts: Facts, numbers: Numbers, holidays: Collection[date], pauses: Sequence[Pause]) -> Iterator[Clock]:
    for kind, rule, start, met_on in _started(facts):
        mine = [pause for pause in pauses if pause.kind == kind]
        if met_on:
            mine = [pause._replace(until=pause.until or met_on) for pause in mine]
        stopped_on = next((pause.since for pause in mine if pause.until is None), None)
        due_on = due(start, rule, numbers=numbers, holidays=holidays, pauses=mine)
        if kind == ClockKind.ANSWER and facts.answer_by:
            due_on = max(due_on, facts.answer_by)
        yield Clock(kind, start, due_on, met_on, stopped_on)


def _started(facts: Facts) -> Iterator[tuple[ClockKind, str, date, date | None]]:
    """Which clocks have begun: by which rule, when, and when they were met."""
    closed_on = facts.closed_on
    if facts.is_acknowledged_by_us:
        # Closed first, the case was acknowledged by that: a mail that goes later changes nothing.
        met_on = min(filter(None, [facts.acknowledged_on, closed_on]), default=None)
        yield ClockKind.ACKNOWLEDGE, "acknowledge", facts.received_on, met_on
    yield ClockKind.TRIAGE, "triage", facts.received_on, facts.triaged_on or closed_on
    if facts.asked_on:
        yield ClockKind.ANSWER, f"answer_{facts.basis}", facts.asked_on, facts.answered_on or closed_on
    central = facts.sector == Sector.CENTRAL_GOVERNMENT
    yield ClockKind.RESOLVE, "resolve_central" if central else "resolve_others", facts.received_on, closed_on
    if closed_on and facts.needs_follow_up:
        yield ClockKind.FOLLOW_UP, "follow_up", closed_on, facts.followed_up_on
