"""The clocks of one case, ready to print. Reads, never writes."""

from dataclasses import dataclass
from datetime import date, timedelta

from investigations.deadlines import OF_THE_PROCUREMENT, STOPPABLE, ClockKind
from investigations.models import Case, CaseClock, ClockPause


@dataclass(frozen=True)
class ClockShown:
    """`state`: in words. `since`: when it ended or stopped.

    `why_stopped`: each time that it was stopped. Empty for those who may not read the case."""

    kind: str
    name: str
    due_on: date
    state: str
    since: date | None
    is_overdue: bool
    why_stopped: list[ClockPause]
    may_stop: bool
    may_restart: bool
    may_follow_up: bool


def shown(case: Case, *, may_read: bool, today: date) -> list[ClockShown]:
    """Two queries; in the order in which they are due."""
    pauses = list(case.pauses.select_related("by").order_by("since", "pk")) if may_read else []
    return [_shown(clock, pauses, today) for clock in case.clocks.order_by("due_on", "pk")]


def _shown(clock: CaseClock, pauses: list[ClockPause], today: date) -> ClockShown:
    is_over = clock.met_on is None and clock.due_on < today
    may_change = clock.kind in STOPPABLE and clock.met_on is None and not is_over
    return ClockShown(
        kind=clock.kind,
        name=clock.get_kind_display(),
        due_on=clock.due_on,
        state=state(clock, today),
        since=None if clock.kind in OF_THE_PROCUREMENT else clock.met_on or clock.stopped_on,
        is_overdue=is_over and clock.kind not in OF_THE_PROCUREMENT and not clock.stopped_on,
        why_stopped=[pause for pause in pauses if pause.kind == clock.kind],
        may_stop=may_change and not clock.stopped_on,
        may_restart=clock.stopped_on is not None and clock.met_on is None,
        may_follow_up=clock.kind == ClockKind.FOLLOW_UP and clock.met_on is None,
    )


def state(clock: CaseClock, today: date) -> str:
    late = _days((clock.met_on or today) - clock.due_on)
    if clock.kind in OF_THE_PROCUREMENT:
        return "Over" if clock.due_on < today else "Running"
    if clock.met_on:
        return f"Ended {late} late" if clock.met_on > clock.due_on else "Ended in time"
    if clock.stopped_on:
        return "Stopped"
    return f"{late} overdue" if clock.due_on < today else "Running"


def _days(distance: timedelta) -> str:
    return f"{distance.days} day{'' if distance.days == 1 else 's'}"
