"""What becomes of a recommendation: sent, answered, done, checked. `_move` is the only code that sets its state."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from complaints.tracking import asking
from investigations import access
from investigations.casework.trail import locked, record
from investigations.clocks import stopping
from investigations.leaving.door import Held, examine, pass_out
from investigations.lifecycle import ANSWERS, CHECKED, PROMISED, Conflict, State, Status, check_state
from investigations.models import Audience, Case, CaseEvent, FollowedUpAs, HeldText, Officer, Recommendation
from investigations.reaching import Reached
from mysteryshopper.calendar import london_day
from mysteryshopper.staff.models import User


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
    _move(locked_one(recommendation), State.NO_ANSWER, by=by, note=note)


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
    _move(locked_one(recommendation), found, by=by, note=note)
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
    return locked_one(recommendation)


def locked_one(recommendation: Recommendation) -> Recommendation:
    """As it is now. Raises Conflict when somebody has taken it away."""
    one = Recommendation.objects.select_for_update(of=("self",)).filter(pk=recommendation.pk).first()
    if one is None:
        raise Conflict("Somebody has taken this recommendation away.")
    return one
