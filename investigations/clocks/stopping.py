"""The verbs on the clocks of one case: stop and restart, the end of the standstill, the follow-up."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from investigations import access
from investigations.deadlines import STOPPABLE, ClockKind
from investigations.lifecycle import PROMISED, Conflict
from investigations.models import RUNNING, Case, CaseEvent, ClockPause, FollowedUpAs, WhyStopped
from mysteryshopper.staff.models import User

from . import keeping


@transaction.atomic
def stop(case: Case, kind: ClockKind, *, by: User, reason: WhyStopped, note: str) -> None:
    """Stops a running clock from today on. Raises NotAllowed, Conflict when it does not run or is over."""
    case, today = _worked_on(case, by), timezone.localdate()
    if kind not in STOPPABLE:
        raise Conflict("This clock can’t be stopped.")
    clock = case.clocks.filter(RUNNING, kind=kind).first()
    if clock is None:
        raise Conflict("This clock does not run.")
    if clock.due_on < today:
        raise Conflict("This clock is over. It is too late to stop it.")
    ClockPause.objects.create(case=case, kind=kind, reason=reason, note=note, since=today, by=by)
    keeping.refresh(case)
    _record(case, CaseEvent.Kind.CLOCK_STOPPED, by, f"{kind.label}. {reason.label}. {note}".strip())


@transaction.atomic
def restart(case: Case, kind: ClockKind, *, by: User) -> None:
    """Lets a stopped clock run again from today on. Raises NotAllowed, Conflict when it is not stopped."""
    case = _worked_on(case, by)
    if not case.pauses.filter(kind=kind, until=None).update(until=timezone.localdate()):
        raise Conflict("This clock is not stopped.")
    keeping.refresh(case)
    due_on = case.clocks.get(kind=kind).due_on
    _record(case, CaseEvent.Kind.CLOCK_RESTARTED, by, f"{kind.label}: due on {keeping.in_words(due_on)}.")


@transaction.atomic
def set_standstill(case: Case, day: date | None, *, by: User) -> None:
    """Says when the tender's standstill ends. None: there is none. Raises NotAllowed."""
    case = _worked_on(case, by)
    case.standstill_on = day
    case.save(update_fields=["standstill_on"])
    keeping.refresh(case)
    _record(case, CaseEvent.Kind.STANDSTILL, by, f"Ends on {keeping.in_words(day)}." if day else "There is none.")


@transaction.atomic
def follow_up(case: Case, found_as: FollowedUpAs, *, by: User, found: str) -> None:
    """Writes down whether the promised change was made, where no recommendation says what it was.

    Raises NotAllowed, Conflict when there is nothing to find."""
    case = _worked_on(case, by)
    if not case.clocks.filter(kind=ClockKind.FOLLOW_UP, met_on=None).exists():
        raise Conflict("This case needs no follow-up.")
    if case.recommendations.filter(state__in=PROMISED).exists():
        raise Conflict(
            "The authority accepted recommendations of this case. Check each of them: that is the follow-up."
        )
    write_down_follow_up(case, found_as, by=by, found=found)


def has_follow_up(case: Case) -> bool:
    """Whether a change was promised in it that is, or was, to be followed up."""
    return case.clocks.filter(kind=ClockKind.FOLLOW_UP).exists()


def write_down_follow_up(case: Case, found_as: FollowedUpAs, *, by: User, found: str) -> None:
    """On a locked case, on which `by` may work."""
    case.followed_up_on, case.followed_up_as = timezone.localdate(), found_as
    case.save(update_fields=["followed_up_on", "followed_up_as"])
    keeping.refresh(case)
    _record(case, CaseEvent.Kind.FOLLOWED_UP, by, f"{found_as.label}. {found}")


def _worked_on(case: Case, by: User) -> Case:
    case = Case.objects.select_for_update().get(pk=case.pk)
    access.check_work_on(by, case)
    return case


def _record(case: Case, kind: CaseEvent.Kind, by: User, note: str) -> None:
    CaseEvent.objects.create(case=case, kind=kind, by=by, note=note, at=timezone.now())
