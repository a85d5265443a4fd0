"""What we mean to recommend: added, changed and taken away until the authority has it."""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from complaints.models import Sector
from investigations import access
from investigations.casework.findings import ground_of
from investigations.casework.trail import locked, record
from investigations.colliding import SavedMeanwhile
from investigations.lifecycle import Conflict, State, Status
from investigations.models import Case, CaseEvent, Recommendation
from mysteryshopper.staff.models import User

from .recommending import locked_one


class AlreadySent(Conflict):
    """What the authority was sent is not changed any more."""

    def __init__(self) -> None:
        super().__init__("This recommendation has been sent. It can’t be changed or taken away any more.")


class OnItsWay(Conflict):
    """It stands in a letter that is released and not sent yet."""

    def __init__(self) -> None:
        super().__init__("This recommendation is in a letter that is released. Take the letter back to change it.")


def kind_for(case: Case) -> Recommendation.Kind:
    """Central government may be instructed. To everybody else we recommend."""
    kinds = Recommendation.Kind
    return kinds.INSTRUCTION if case.authority_sector == Sector.CENTRAL_GOVERNMENT else kinds.RECOMMENDATION


def a_kind_for(case: Case) -> str:
    """“an instruction” or “a recommendation”."""
    kind = kind_for(case)
    return f"{'an' if kind == Recommendation.Kind.INSTRUCTION else 'a'} {kind.label.lower()}"


@transaction.atomic
def propose(
    case: Case, ground_number: int, *, text: str, owner: str = "", due_on: date | None = None, by: User
) -> Recommendation:
    """Adds one for a ground of the case. Raises NotAllowed, NoSuchGround, and Conflict for a closed case."""
    case = _worked_on(case, by)
    ground = ground_of(case, ground_number)
    number = (case.recommendations.aggregate(newest=Max("number"))["newest"] or 0) + 1
    proposed = Recommendation.objects.create(
        case=case, number=number, **ground.key, kind=kind_for(case), text=text, owner=owner, due_on=due_on
    )
    proposed.events.create(new=State.PROPOSED, by=by, at=timezone.now())
    record(case, CaseEvent.Kind.RECOMMENDED, by=by, note=f"{proposed}: {proposed.get_state_display()}")
    return proposed


@transaction.atomic
def edit(
    recommendation: Recommendation, *, text: str, owner: str, due_on: date | None, seen: int, by: User
) -> Recommendation:
    """Changes one that is not sent yet. The same again changes nothing. `seen`: the version that `by` had before them.

    Raises NotAllowed, AlreadySent, OnItsWay, SavedMeanwhile."""
    _worked_on(recommendation.case, by)
    one = _unsent(recommendation)
    if (one.text, one.owner, one.due_on) == (text, owner, due_on):
        return one
    if one.version != seen:
        raise SavedMeanwhile("this recommendation", one)
    one.text, one.owner, one.due_on, one.version = text, owner, due_on, one.version + 1
    one.save(update_fields=["text", "owner", "due_on", "version"])
    return one


@transaction.atomic
def remove(recommendation: Recommendation, *, by: User) -> None:
    """Takes away one that is not sent yet. Raises NotAllowed, AlreadySent, OnItsWay."""
    case = _worked_on(recommendation.case, by)
    one = _unsent(recommendation)
    record(case, CaseEvent.Kind.RECOMMENDED, by=by, note=f"{one}: taken away")
    one.delete()


def _worked_on(case: Case, by: User) -> Case:
    case = locked(case)
    access.check_work_on(by, case)
    if case.status == Status.CLOSED:
        raise Conflict("This case is closed. Open it again to change what we recommend.")
    return case


def _unsent(recommendation: Recommendation) -> Recommendation:
    one = locked_one(recommendation)
    if one.state != State.PROPOSED:
        raise AlreadySent
    if one.letters.standing().filter(sent_at=None).exists():
        raise OnItsWay
    return one
