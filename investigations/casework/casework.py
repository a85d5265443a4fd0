"""The verbs that take up a case and move it. `_move` is the only code that sets a case's status."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from complaints.models import Complaint, Notification
from complaints.tracking import asking, telling
from investigations import access
from investigations.clocks import keeping
from investigations.deadlines import Basis
from investigations.lifecycle import Conflict, MoveNotAllowed, Status, check_move
from investigations.models import Case, CaseEvent, Outcome
from investigations.reaching import Reached
from mysteryshopper.calendar import london_day
from mysteryshopper.staff.models import User

from .closing import check_closable
from .trail import locked, record

# Nothing was looked into, so there is nothing to be satisfied with.
_NOT_ASKED_AFTER = {Outcome.OUT_OF_SCOPE, Outcome.WITHDRAWN}


class AlreadyClaimed(Conflict):
    """Somebody else was faster, or there is nothing left to claim."""


@transaction.atomic
def claim(case: Case, *, by: User) -> Case:
    """Makes `by` the owner of a case that has none. Raises NotAllowed, and AlreadyClaimed when somebody was faster."""
    access.check_work_queue(by)
    case = locked(case)
    if case.owner_id == by.pk:
        return case
    access.check_claim(by, case)
    if case.owner is not None:
        raise AlreadyClaimed(f"{case.owner} has already claimed this case.")
    if case.status == Status.CLOSED:
        raise AlreadyClaimed("This case is closed.")
    case.owner = by
    case.save(update_fields=["owner"])
    record(case, CaseEvent.Kind.CLAIMED, by=by)
    return case


@transaction.atomic
def move(
    case: Case,
    new_status: Status,
    *,
    by: User,
    note: str,
    seen: Status | None = None,
    basis: Basis = Basis.COOPERATION,
    reached: Reached | None = None,
) -> Case:
    """Takes an open case to another open status. Raises NotAllowed, MoveNotAllowed.

    `seen`: the status that `by` saw, where it was shown to them. `basis`: on what the authority is asked, if it is;
    `reached`: how it was: its time begins on that day."""
    case = locked(case)
    access.check_work_on(by, case)
    if seen not in (None, case.status):
        raise MoveNotAllowed(f"This case has moved since you opened the page. It is now “{case.get_status_display()}”.")
    if Status.CLOSED in (case.status, new_status):
        raise MoveNotAllowed("Closing a case needs an outcome, and opening it again a reason.")
    told = [f"{basis.label}." if new_status == Status.ASKED else "", str(reached or ""), note]
    day = reached.on if reached else None
    return _move(case, new_status, by=by, note=" ".join(filter(None, told)), basis=basis, asked_on=day)


@transaction.atomic
def go_along(case: Case, new_status: Status, *, basis: Basis) -> Case:
    """A letter has been sent, and takes the case with it: whoever released it was asked. Raises MoveNotAllowed."""
    note = f"{basis.label}. By letter." if new_status == Status.ASKED else "By letter."
    return _move(case, new_status, by=None, note=note, basis=basis)


@transaction.atomic
def ask_again(case: Case, basis: Basis, *, by: User | None) -> Case:
    """The authority's time begins anew today, on this basis. `by`: None by letter.

    Raises NotAllowed, Conflict when it is not its turn."""
    case = locked(case)
    if by:
        access.check_work_on(by, case)
    if case.status != Status.ASKED:
        raise Conflict(f"This case is “{case.get_status_display()}”. It does not wait for the authority.")
    now = timezone.now()
    case.asked_on, case.asked_basis = london_day(now), basis
    case.save(update_fields=["asked_on", "asked_basis"])
    keeping.refresh(case)
    record(case, CaseEvent.Kind.ASKED_AGAIN, by=by, note=basis.label, at=now)
    return case


@transaction.atomic
def close(case: Case, outcome: Outcome, *, by: User, note: str, despite: str = "", signpost: str = "") -> Case:
    """Closes the case with its one coded outcome. `despite` and `signpost`: see `check_closable`.

    Raises NotAllowed, MoveNotAllowed, NotReady, ValueError for `uncoded`."""
    case = locked(case)
    access.check_work_on(by, case)
    if outcome == Outcome.UNCODED:
        raise ValueError("Only imported history can be without a coded outcome.")
    check_move(Status(case.status), Status.CLOSED)
    check_closable(case, outcome, despite=despite, signpost=signpost)
    told = [note, despite and f"Not the outcome that findings and answers suggest: {despite}"]
    note = "\n".join(filter(None, told))
    signpost = signpost if outcome == Outcome.OUT_OF_SCOPE else ""
    return _move(case, Status.CLOSED, by=by, note=note, outcome=outcome, signpost=signpost)


@transaction.atomic
def reopen(case: Case, *, by: User, note: str) -> Case:
    """Opens a closed case again; its outcome is taken back. Raises NotAllowed, MoveNotAllowed.

    An owner who has declared a conflict of interest since it was closed does not get it back."""
    case = locked(case)
    access.check_work_on(by, case)
    if case.status != Status.CLOSED:
        raise MoveNotAllowed("This case is open.")
    case = _move(case, Status.ASSESSMENT, by=by, note=note)
    if case.owner and not access.can_work_on(case.owner, case):
        record(case, CaseEvent.Kind.GIVEN_BACK, by=by, note=f"{case.owner} may no longer work on it.")
        case.owner = None
        case.save(update_fields=["owner"])
    return case


@transaction.atomic
def _move(
    case: Case,
    new_status: Status,
    *,
    by: User | None,
    note: str,
    outcome: Outcome | None = None,
    signpost: str = "",
    basis: Basis = Basis.COOPERATION,
    asked_on: date | None = None,
) -> Case:
    """Lock, look in the table, save, record, tell the provider: all or nothing. Raises MoveNotAllowed."""
    now = timezone.now()
    case = locked(case)
    old_status = Status(case.status)
    check_move(old_status, new_status)
    case.status, case.outcome, case.status_on = new_status, outcome, london_day(now)
    case.closed_on = case.status_on if new_status == Status.CLOSED else None
    changed = _start_and_end_clocks(case, was=old_status, basis=basis, asked_on=asked_on)
    case.save(update_fields=["status", "outcome", "status_on", "closed_on", *changed])
    keeping.refresh(case)
    record(case, CaseEvent.Kind.MOVED, by=by, note=note, old=old_status, new=new_status, outcome=outcome or "", at=now)
    if case.complaint:
        telling.tell(case.complaint, _step(old_status, case, signpost), at=now, mail=Notification.Kind.NEWS)
        _plan_questions(old_status, case, case.complaint, at=now)
    return case


def _start_and_end_clocks(case: Case, *, was: Status, basis: Basis, asked_on: date | None) -> list[str]:
    """Writes down where clocks start and end with this move. Which fields it changed. `asked_on`: None for today."""
    today = case.status_on
    dates: dict[str, Any] = {}
    if was == Status.RECEIVED:
        dates = {"triaged_on": today}
    elif was == Status.ASKED:
        # The authority may have answered every ground before.
        dates = {"answered_on": case.answered_on or today}
    elif was == Status.CLOSED:
        dates = {"followed_up_on": None, "followed_up_as": ""}
    if case.status == Status.ASKED:
        dates = dates | {"asked_on": asked_on or today, "asked_basis": basis, "answered_on": None, "answer_by": None}
    for name, value in dates.items():
        setattr(case, name, value)
    return list(dates)


def _plan_questions(was: Status, case: Case, complaint: Complaint, *, at: datetime) -> None:
    """What the provider is asked after the end is planned when the case closes, and called off when it opens again."""
    if was == Status.CLOSED:
        asking.cancel(complaint, at=at)
    if case.status == Status.CLOSED and case.outcome not in _NOT_ASKED_AFTER:
        asking.plan(complaint, closed_at=at)


def _step(old_status: Status, case: Case, signpost: str) -> str:
    """Which words the provider gets for this move: a key of complaints.tracking.wording."""
    if case.status == Status.CLOSED:
        return "_".join(filter(None, ["closed", case.outcome, signpost]))
    return "reopened" if old_status == Status.CLOSED else case.status
