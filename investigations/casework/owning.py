"""Whose a case is: taken next, handed over, given back, or passed on when somebody leaves."""

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from investigations import access
from investigations.lifecycle import Conflict, Status
from investigations.models import Case, CaseEvent, Standing
from mysteryshopper.staff.models import User

from .trail import locked, record


class NothingToClaim(Conflict):
    """Every open case has an owner, or somebody else is taking the last one at this moment."""


@transaction.atomic
def claim_next(*, by: User) -> Case:
    """Makes `by` the owner of the most urgent case that has none. Raises NotAllowed, NothingToClaim."""
    access.check_work_queue(by)
    waiting = Case.objects.open().filter(owner=None).open_to(by).in_order_of_urgency(timezone.now())
    # What somebody else is taking at this moment is passed over: nobody waits, and no case goes to two.
    case = waiting.select_for_update(skip_locked=True).first()
    if case is None:
        raise NothingToClaim("Every open case has an owner.")
    _give(case, by, CaseEvent.Kind.CLAIMED, by=by)
    return case


@transaction.atomic
def hand_over(case: Case, *, by: User, to: User, note: str) -> None:
    """Makes `to` the owner. Raises NotAllowed, and Conflict for a closed case and for one that is theirs already."""
    case = _open_case(case, by=by)
    access.check_claim(to, case)
    if case.owner_id == to.pk:
        raise Conflict(f"{to} is working on this case already.")
    _give(case, to, CaseEvent.Kind.HANDED_OVER, by=by, note=note)


@transaction.atomic
def give_back(case: Case, *, by: User, note: str) -> None:
    """Leaves the case without an owner, for whoever claims it next. Raises NotAllowed, Conflict for a closed case."""
    _give(_open_case(case, by=by), None, CaseEvent.Kind.GIVEN_BACK, by=by, note=note)


@transaction.atomic
def pass_on(leaver: User, *, by: User, to: User | None, note: str) -> int:
    """Hands all open cases of one person to another, or back to the queue: there also those that the other may not
    have. Those in which `by` has a conflict of interest stay. How many it were. Raises NotAllowed."""
    access.check_lead(by)
    if to is not None:
        access.check_work_queue(to)
    # In one order, so that two who do this at once do not wait for each other.
    found = Case.objects.open().filter(owner=leaver).order_by("pk").select_for_update()
    cases = [case for case in found if access.can_decide_about(by, case)]
    for case in cases if to != leaver else []:
        heir = to if to and access.can_claim(to, case) else None
        kind = CaseEvent.Kind.HANDED_OVER if heir else CaseEvent.Kind.GIVEN_BACK
        _give(case, heir, kind, by=by, note=note)
    return len(cases)


def colleagues(*, but: User | None = None) -> QuerySet[User]:
    """Who can be given a case."""
    able = User.objects.filter(access.who_work_queue())
    return (able.exclude(pk=but.pk) if but else able).order_by("name", "pk")


def with_conflict(case: Case) -> QuerySet[User]:
    """Who has declared a conflict of interest in this case."""
    declared = case.standings.filter(kind=Standing.Kind.CONFLICT).values("user")
    return User.objects.filter(pk__in=declared).order_by("name", "pk")


def owners() -> QuerySet[User]:
    """Who has open cases, and how many as `open_cases`, whether they can still sign in or not."""
    how_many = Count("cases", filter=~Q(cases__status=Status.CLOSED))
    return User.objects.annotate(open_cases=how_many).filter(open_cases__gt=0).order_by("name", "pk")


def _open_case(case: Case, *, by: User) -> Case:
    case = locked(case)
    access.check_work_on(by, case)
    if case.status == Status.CLOSED:
        raise Conflict("This case is closed.")
    return case


def _give(case: Case, to: User | None, kind: CaseEvent.Kind, *, by: User, note: str = "") -> None:
    case.owner = to
    case.save(update_fields=["owner"])
    named = f"To {to}." if to and to != by else ""
    record(case, kind, by=by, note=" ".join(filter(None, [named, note])))
