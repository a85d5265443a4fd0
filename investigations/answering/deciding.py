"""One of the staff decides whether the authority gets more time. It moves the clock of its answer."""

from datetime import date, datetime

from django.db import transaction

from investigations import access
from investigations.casework.trail import locked, record
from investigations.clocks import keeping
from investigations.leaving import door
from investigations.lifecycle import Conflict
from investigations.models import Audience, Case, CaseEvent, MoreTime
from mysteryshopper.staff.models import User


@transaction.atomic
def decide(case: Case, pk: int, granted_until: date | None, words: str, *, by: User, at: datetime) -> MoreTime:
    """Gives time until a day, or refuses it. The authority reads the words, so they go through the one door.

    Raises NotAllowed, Held and TooSoon of that door, and Conflict when nothing waits or all is answered."""
    case = locked(case)
    access.check_work_on(by, case)
    asked = case.more_times.select_related("officer__contact").filter(pk=pk, decided_at=None).first()
    if asked is None:
        raise Conflict("This has been decided already.")
    if granted_until and (case.asked_on is None or case.answered_on is not None):
        raise Conflict("The authority is not waiting to answer any more, so it can’t be given more time.")
    if words:
        door.pass_out(case, words, Audience.AUTHORITY)
    asked.granted_until, asked.words, asked.decided_by, asked.decided_at = granted_until, words, by, at
    asked.save(update_fields=["granted_until", "words", "decided_by", "decided_at"])
    if granted_until:
        case.answer_by = granted_until
        case.save(update_fields=["answer_by"])
        keeping.refresh(case)
        note = f"Until {keeping.in_words(granted_until)}. {words}".strip()
    else:
        note = words
    kind = CaseEvent.Kind.TIME_GIVEN if granted_until else CaseEvent.Kind.TIME_REFUSED
    record(case, kind, by=by, note=note, at=at)
    return asked
