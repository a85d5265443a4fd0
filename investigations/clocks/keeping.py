"""Keeps the rows of clocks equal to what `investigations.deadlines` derives from the dates of a case.

Whoever changes a date of a case, or what clocks are counted by, calls `refresh` in the same transaction."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from complaints.models import Notification
from investigations import deadlines
from investigations.deadlines import Clock, ClockKind, Facts, Numbers
from investigations.models import CHANGED, Case, CaseClock, CaseEvent, ClockPause, ClockSetting, Holiday
from mysteryshopper.calendar import bank_holidays, london_day


@dataclass(frozen=True)
class Table:
    """What clocks are counted by now."""

    numbers: Numbers
    holidays: Collection[date]


def table() -> Table:
    """Two queries."""
    changed = dict(ClockSetting.objects.values_list("key", "number"))
    return Table({**deadlines.DEFAULTS, **changed}, holidays())


def holidays() -> frozenset[date]:
    """Those that are published, and the one-off ones that were added here."""
    return bank_holidays() | frozenset(Holiday.objects.values_list("day", flat=True))


@transaction.atomic
def refresh(*cases: Case, because: str = "") -> None:
    """Derives the clocks of these cases anew. Call it on locked cases. A dozen queries, however many cases.

    `because`: what changed, when it was no deed on the case; then each case whose clocks move says so in its history.
    Imported history has no clocks: of it only the date of publication is known."""
    _lock("pg_advisory_xact_lock_shared")
    living = [case for case in cases if case.import_key is None]
    found = _derived(living)
    _end_pauses(found)
    old = _by_case(CaseClock.objects.filter(case__in=living))
    moved: dict[Case, list[str]] = {}
    rows = []
    for case, clocks in found.items():
        before = {row.kind: row for row in old[case.pk]}
        kept = [_kept(clock, before.get(clock.kind)) for clock in clocks]
        rows += [CaseClock(case=case, **clock._asdict()) for clock in kept]
        moved[case] = [_moved(clock, before[clock.kind]) for clock in kept if _has_moved(clock, before)]
        due = deadlines.next_due(kept)
        case.next_due_on, case.next_clock = (due.due_on, due.kind.value) if due else (None, "")
        known = {clock.kind: clock.due_on for clock in kept if clock.stopped_on is None}
        case.resolve_due_on, case.answer_due_on = known.get(ClockKind.RESOLVE), known.get(ClockKind.ANSWER)
    _save(rows, found)
    if because:
        _say(moved, because)


def derived(case: Case) -> list[Clock]:
    """The clocks that a case with these dates has: none is saved."""
    return _derived([case])[case]


def hold_still() -> None:
    """Until the end of the transaction no clock is counted: whoever is next counts by what is changed now."""
    _lock("pg_advisory_xact_lock")


def _lock(how: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {how}('investigations_caseclock'::regclass::bigint)")


def _derived(cases: Sequence[Case]) -> dict[Case, list[Clock]]:
    counted_by = table()
    acknowledged = dict(
        Notification.objects.filter(
            complaint__in=[case.complaint_id for case in cases if case.complaint_id],
            kind=Notification.Kind.ACKNOWLEDGEMENT,
        ).values_list("complaint", "done_at")
    )
    pauses = _by_case(ClockPause.objects.filter(case__in=cases))
    return {
        case: deadlines.clocks(
            _facts(case, done_at and london_day(done_at)),
            numbers=counted_by.numbers,
            holidays=counted_by.holidays,
            pauses=[deadlines.Pause(pause.kind, pause.since, pause.until) for pause in pauses[case.pk]],
        )
        for case in cases
        for done_at in [acknowledged.get(case.complaint_id or 0)]
    }


def _facts(case: Case, acknowledged_on: date | None) -> Facts:
    return Facts(
        received_on=case.received_on,
        sector=case.authority_sector,
        is_acknowledged_by_us=case.complaint_id is not None,
        acknowledged_on=acknowledged_on,
        triaged_on=case.triaged_on,
        asked_on=case.asked_on,
        basis=case.asked_basis,
        answered_on=case.answered_on,
        answer_by=case.answer_by,
        bids_close_on=case.live_until and london_day(case.live_until),
        standstill_on=case.standstill_on,
        closed_on=case.closed_on,
        # Made-up history has no complaint, and nobody to follow it up.
        needs_follow_up=case.outcome in CHANGED and case.complaint_id is not None,
        followed_up_on=case.followed_up_on,
    )


def _kept(clock: Clock, row: CaseClock | None) -> Clock:
    """A clock that was met stays due when it was: what is counted by later does not change what was in time.

    Not the procurement’s own: they are not counted, but said."""
    if clock.kind in deadlines.OF_THE_PROCUREMENT:
        return clock
    if row and row.met_on and (row.met_on, row.started_on) == (clock.met_on, clock.started_on):
        return clock._replace(due_on=row.due_on)
    return clock


def _has_moved(clock: Clock, before: dict[str, CaseClock]) -> bool:
    row = before.get(clock.kind)
    return row is not None and clock.met_on is None and row.due_on != clock.due_on


def _moved(clock: Clock, row: CaseClock) -> str:
    return f"{clock.kind.label}: due on {in_words(clock.due_on)}, was {in_words(row.due_on)}."


def in_words(day: date) -> str:
    return date_format(day, "j F Y")


def _end_pauses(found: dict[Case, list[Clock]]) -> None:
    """A clock that was met while it was stopped is stopped no longer: it may start once more."""
    running = {(case.pk, clock.kind): clock.met_on for case, clocks in found.items() for clock in clocks}
    for pause in ClockPause.objects.filter(case__in=found, until=None):
        met_on = running.get((pause.case_id, ClockKind(pause.kind)), timezone.localdate())
        if met_on:
            pause.until = met_on
            pause.save(update_fields=["until"])


def _save(rows: list[CaseClock], found: dict[Case, list[Clock]]) -> None:
    CaseClock.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["case", "kind"],
        update_fields=["started_on", "due_on", "met_on", "stopped_on"],
    )
    there = {(row.case_id, row.kind) for row in rows}
    gone = [row.pk for row in CaseClock.objects.filter(case__in=found) if (row.case_id, row.kind) not in there]
    CaseClock.objects.filter(pk__in=gone).delete()
    Case.objects.bulk_update(found, ["next_due_on", "next_clock", "resolve_due_on", "answer_due_on"])


def _say(moved: dict[Case, list[str]], because: str) -> None:
    now = timezone.now()
    CaseEvent.objects.bulk_create(
        CaseEvent(case=case, kind=CaseEvent.Kind.CLOCKS_MOVED, note="\n".join([because, *words]), at=now)
        for case, words in moved.items()
        if words
    )


Row = TypeVar("Row", CaseClock, ClockPause)


def _by_case(rows: QuerySet[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.case_id].append(row)
    return found
