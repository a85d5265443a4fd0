"""The verbs on recommendations. `_move` is the only code that sets the state of one."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from complaints.models import Sector
from complaints.tracking import asking
from investigations import access
from investigations.casework.findings import ground_of
from investigations.casework.trail import locked, record
from investigations.clocks import stopping
from investigations.colliding import SavedMeanwhile
from investigations.leaving.door import Held, examine, pass_out
from investigations.lifecycle import ANSWERS, CHECKED, PROMISED, Conflict, State, Status, check_state
from investigations.models import Audience, Case, CaseEvent, FollowedUpAs, HeldText, Officer, Recommendation
from investigations.reaching import Reached
from mysteryshopper.calendar import london_day
from mysteryshopper.staff.models import User


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


@transaction.atomic
def mark_sent(case: Case, ones: Iterable[Recommendation], *, by: User | None, note: str = "") -> None:
    """The authority has these, and the leak check has let out their words. One that it had before stays as it is.

    `by`: None by letter. Raises NotAllowed."""
    case = locked(case)
    if by:
        access.check_work_on(by, case)
    proposed = case.recommendations.select_for_update().filter(pk__in=[one.pk for one in ones], state=State.PROPOSED)
    for one in proposed:
        _move(one, State.SENT, by=by, note=note)


@transaction.atomic
def send_otherwise(case: Case, *, reached: Reached, by: User) -> HeldText | None:
    """They reached the authority in another way than by our letter, such as by post: so they are checked here.

    Returns a text that may name the provider: then nothing is sent. Raises NotAllowed, TooSoon, and Conflict when
    there is nothing to send."""
    case = locked(case)
    access.check_work_on(by, case)
    proposed = not_sent(case)
    for text in [words for one in proposed for words in (one.text, one.owner) if words]:
        try:
            pass_out(case, text, Audience.AUTHORITY)
        except Held:
            return examine(case, text, Audience.AUTHORITY, by=by)
    mark_sent(case, proposed, by=by, note=str(reached))
    return None


def not_sent(case: Case) -> list[Recommendation]:
    """What the authority does not have yet. Raises Conflict when that is nothing."""
    proposed = list(case.recommendations.filter(state=State.PROPOSED))
    if not proposed:
        raise Conflict("Every recommendation of this case has been sent.")
    return proposed


@transaction.atomic
def answer(
    recommendation: Recommendation,
    answer: State,
    *,
    reasons: str = "",
    due_on: date | None = None,
    officer: Officer | None = None,
    by: User | None = None,
) -> None:
    """What the authority says: ACCEPTED, PARTLY or REJECTED. The same answer again changes nothing.

    Said by an officer on the authority's page, or told to us and written down: `by`. Raises NotAllowed,
    MoveNotAllowed, and Conflict without the reasons that PARTLY and REJECTED need."""
    one = _heard(recommendation, by)
    if answer not in ANSWERS:
        raise Conflict("An answer is that it is accepted, partly accepted or rejected.")
    if answer != State.ACCEPTED and not reasons.strip():
        raise Conflict("Say why.")
    if one.state != answer:
        _move(one, answer, officer=officer, by=by, note=reasons, due_on=due_on)


def sent_on(recommendation: Recommendation) -> date | None:
    """Since when the authority has it. None: it does not."""
    event = recommendation.events.filter(new=State.SENT).first()
    return london_day(event.at) if event else None


def write_down(recommendation: Recommendation, said: State, *, reasons: str, due_on: date | None, by: User) -> None:
    """What the authority told us outside its page: an answer, that it is done, or nothing. Raises as those verbs do."""
    if said == State.NO_ANSWER:
        give_up(recommendation, note=reasons, by=by)
    elif said == State.DONE:
        report_done(recommendation, text=reasons, by=by)
    else:
        answer(recommendation, said, reasons=reasons, due_on=due_on, by=by)


@transaction.atomic
def give_up(recommendation: Recommendation, *, note: str, by: User) -> None:
    """The authority has not answered, and is not waited for any longer. Raises NotAllowed, MoveNotAllowed."""
    access.check_work_on(by, locked(recommendation.case))
    _move(_locked(recommendation), State.NO_ANSWER, by=by, note=note)


@transaction.atomic
def report_done(
    recommendation: Recommendation, *, text: str, officer: Officer | None = None, by: User | None = None
) -> None:
    """The authority says that it has done it, as in `answer`. Again, it changes nothing. Raises MoveNotAllowed."""
    one = _heard(recommendation, by)
    if one.state != State.DONE:
        _move(one, State.DONE, officer=officer, by=by, note=text)
        # It may have paid: only the provider knows.
        if complaint := one.case.complaint:
            asking.ask_about_payment(complaint, at=timezone.now())


@transaction.atomic
def check(recommendation: Recommendation, found: State, *, note: str, by: User) -> None:
    """At follow-up: VERIFIED or NOT_DONE, with what shows it. The last one that was promised decides the case.

    Raises NotAllowed, MoveNotAllowed, and Conflict while the case is open or when nothing shows it."""
    case = locked(recommendation.case)
    access.check_work_on(by, case)
    if found not in CHECKED:
        raise Conflict("At follow-up a recommendation was done or it was not.")
    if case.status != Status.CLOSED:
        raise Conflict("What was promised is checked once the case is closed.")
    if not note.strip():
        raise Conflict("Say what shows it.")
    _move(_locked(recommendation), found, by=by, note=note)
    states = set(case.recommendations.filter(state__in=PROMISED).values_list("state", flat=True))
    if states <= CHECKED and stopping.has_follow_up(case):
        all_done = states == {State.VERIFIED}
        found_as = FollowedUpAs.VERIFIED if all_done else FollowedUpAs.NOT_DONE
        stopping.write_down_follow_up(case, found_as, by=by, found="Each recommendation was checked.")


def _move(one: Recommendation, new: State, *, note: str = "", due_on: date | None = None, **who: Any) -> None:
    """Looks in the table, saves, records: all or nothing. `one` is locked. Raises MoveNotAllowed."""
    old = State(one.state)
    check_state(old, new)
    one.state, one.due_on = new, due_on or one.due_on
    one.save(update_fields=["state", "due_on"])
    one.events.create(old=old, new=new, note=note, due_on=due_on, at=timezone.now(), **who)
    by, officer = who.get("by"), who.get("officer")
    record(one.case, CaseEvent.Kind.RECOMMENDED, by=by, officer=officer, note=f"{one}: {new.label}")


def _heard(recommendation: Recommendation, by: User | None) -> Recommendation:
    """Locked, its case first as everywhere. `by`: the one of ours who writes down what the authority says."""
    case = locked(recommendation.case)
    if by:
        access.check_work_on(by, case)
    return _locked(recommendation)


def _worked_on(case: Case, by: User) -> Case:
    case = locked(case)
    access.check_work_on(by, case)
    if case.status == Status.CLOSED:
        raise Conflict("This case is closed. Open it again to change what we recommend.")
    return case


def _unsent(recommendation: Recommendation) -> Recommendation:
    one = _locked(recommendation)
    if one.state != State.PROPOSED:
        raise AlreadySent
    if one.letters.standing().filter(sent_at=None).exists():
        raise OnItsWay
    return one


def _locked(recommendation: Recommendation) -> Recommendation:
    """As it is now. Raises Conflict when somebody has taken it away."""
    one = Recommendation.objects.select_for_update(of=("self",)).filter(pk=recommendation.pk).first()
    if one is None:
        raise Conflict("Somebody has taken this recommendation away.")
    return one
