"""One of the staff decides whether the authority gets more time. It moves the clock of its answer.

Each decision owes a mail to the officer who asked."""

from datetime import date, datetime

from django.db import transaction

from investigations import access
from investigations.casework.trail import locked, record
from investigations.clocks import keeping
from investigations.leaving import door
from investigations.lifecycle import Conflict
from investigations.models import Audience, Case, CaseEvent, MoreTime, MoreTimeMail
from mysteryshopper.mail import new_message_id
from mysteryshopper.staff.models import User

from . import limits


class Decided(Conflict):
    """Nothing waits any more."""

    def __init__(self) -> None:
        super().__init__("This has been decided already.")


@transaction.atomic
def decide(case: Case, pk: int, granted_until: date | None, words: str, *, by: User, at: datetime) -> MoreTime:
    """Gives time until a day, or refuses it. The authority reads the words, so they go through the one door.

    Raises NotAllowed, Held and TooSoon of that door, and Conflict when nothing waits or all is answered."""
    case = locked(case)
    access.check_work_on(by, case)
    asked = case.more_times.select_related("officer__contact", "case").filter(pk=pk, decided_at=None).first()
    if asked is None:
        raise Decided
    if granted_until and (case.asked_on is None or case.answered_on is not None):
        raise Conflict("The authority is not waiting to answer any more, so it can’t be given more time.")
    _save(asked, granted_until, words, by=by, at=at)
    if granted_until:
        _give(case, granted_until)
        note = f"Until {keeping.in_words(granted_until)}. {words}".strip()
    else:
        note = words
    kind = CaseEvent.Kind.TIME_GIVEN if granted_until else CaseEvent.Kind.TIME_REFUSED
    record(case, kind, by=by, note=note, at=at)
    return asked


@transaction.atomic
def put_right(case: Case, pk: int, granted_until: date, words: str, *, by: User, at: datetime) -> MoreTime:
    """Another day in the place of the one that was given, such as of a slip. The same again changes nothing.

    Raises NotAllowed, Held and TooSoon of the door, and Conflict when the day given does not count any more."""
    case = locked(case)
    access.check_work_on(by, case)
    asked = case.more_times.select_related("officer__contact", "case").filter(pk=pk).first()
    if asked is None or not limits.may_put_right(asked):
        raise Conflict("The day that was given does not count any more, so it can’t be put right.")
    before = asked.granted_until
    assert before is not None  # or there was nothing to put right
    if (before, asked.words) == (granted_until, words):
        return asked
    _save(asked, granted_until, words, by=by, at=at)
    _give(case, granted_until)
    note = f"Until {keeping.in_words(granted_until)}, in the place of {keeping.in_words(before)}. {words}".strip()
    record(case, CaseEvent.Kind.TIME_GIVEN, by=by, note=note, at=at)
    return asked


def _save(asked: MoreTime, granted_until: date | None, words: str, *, by: User, at: datetime) -> None:
    if words:
        door.pass_out(asked.case, words, Audience.AUTHORITY)
    asked.granted_until, asked.words, asked.decided_by, asked.decided_at = granted_until, words, by, at
    asked.save(update_fields=["granted_until", "words", "decided_by", "decided_at"])
    MoreTimeMail.objects.create(more_time=asked, message_id=new_message_id())


def _give(case: Case, until: date) -> None:
    case.answer_by = until
    case.save(update_fields=["answer_by"])
    keeping.refresh(case)
