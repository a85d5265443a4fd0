"""Who may not work on a case because of what they are to it, and who may although it is restricted."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from investigations import access
from investigations.lifecycle import Conflict, Status
from investigations.models import Case, CaseEvent, Readers, Standing
from mysteryshopper.staff.models import User

from .trail import locked, record

SHUT_OUT = "This case is restricted to others. Name another lead who is to read it: they can then open it to you."


class NoLeadReads(Conflict):
    """Nobody could release its letters, approve its summary, or open it to a lead again."""


@transaction.atomic
def declare(case: Case, *, by: User, reason: str) -> None:
    """A conflict of interest: the case is shut to them at once, an open one waits for somebody else, an offer ends.

    Declared before, nothing changes. Raises NotAllowed."""
    access.check_work_queue(by)
    case = locked(case)
    if case.standings.filter(user=by, kind=Standing.Kind.CONFLICT).exists():
        return
    Standing.objects.update_or_create(case=case, user=by, defaults={"kind": Standing.Kind.CONFLICT})
    if case.owner_id == by.pk and case.status != Status.CLOSED:
        case.owner = None
    if case.offered_to_id == by.pk:
        case.offered_to = None
    case.save(update_fields=["owner", "offered_to"])
    record(case, CaseEvent.Kind.CONFLICT, by=by, note=reason)


@transaction.atomic
def lift(case: Case, user: User, *, by: User, reason: str) -> None:
    """A lead finds that there is no conflict of interest, or none any more. Raises NotAllowed, Conflict."""
    case = locked(case)
    if user.pk == by.pk:
        raise access.NotAllowed("Another lead has to lift your own conflict of interest.")
    access.check_decide_about(by, case)
    if not case.standings.filter(user=user, kind=Standing.Kind.CONFLICT).delete()[0]:
        raise Conflict(f"{user} has no conflict of interest in this case.")
    record(case, CaseEvent.Kind.CONFLICT_LIFTED, by=by, note=f"{user}. {reason}".strip())


@transaction.atomic
def set_readers(case: Case, readers: Readers, *, named: Sequence[User] = (), by: User, reason: str) -> None:
    """A lead says who reads the case; `named` counts for a restricted one, and stays without who has a conflict.

    Raises NotAllowed, NoLeadReads."""
    case = locked(case)
    access.check_decide_about(by, case)
    opens_to_them = readers != Readers.RESTRICTED or by in named
    if case.readers == Readers.RESTRICTED and opens_to_them and not access.can_read_complaint(by, case):
        raise access.NotAllowed(SHUT_OUT)
    if readers == Readers.RESTRICTED and not _leads_among([*named, case.owner], case):
        raise NoLeadReads("Name at least one lead who has no conflict of interest.")
    case.readers = readers
    case.save(update_fields=["readers"])
    case.standings.filter(kind=Standing.Kind.NAMED).delete()
    chosen = named if readers == Readers.RESTRICTED else ()
    Standing.objects.bulk_create(
        [Standing(case=case, user=user, kind=Standing.Kind.NAMED) for user in chosen], ignore_conflicts=True
    )
    names = f" {', '.join(str(user) for user in chosen)}." if chosen else ""
    record(case, CaseEvent.Kind.READERS, by=by, note=f"{readers.label}.{names} {reason}".strip())


def _leads_among(people: Iterable[User | None], case: Case) -> list[User]:
    return [one for one in people if one and one.is_active and access.can_decide_about(one, case)]
