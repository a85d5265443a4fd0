"""Finding on one ground: whoever saves over what somebody else saved meanwhile is shown both."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from investigations import access
from investigations.colliding import SavedMeanwhile
from investigations.lifecycle import Conflict, Status
from investigations.models import Case, CaseEvent, Finding, GroundAnswer, Verdict
from mysteryshopper.staff.models import User

from .grounds import CaseGround, grounds_of
from .trail import locked, record


class NoSuchGround(Exception):
    """The case has no ground of this number."""


@transaction.atomic
def find(case: Case, number: int, verdict: Verdict, text: str, *, seen: int, by: User) -> Finding:
    """Saves what was found on a ground, until the case is closed. The same again changes nothing.

    `seen`: the version that `by` had before them, 0 for none. Raises NotAllowed, NoSuchGround, SavedMeanwhile, and
    Conflict for a closed case."""
    case = locked(case)
    access.check_work_on(by, case)
    if case.status == Status.CLOSED:
        raise Conflict("This case is closed. Open it again to change what was found.")
    ground = ground_of(case, number)
    now_there = ground.finding
    if now_there and (now_there.verdict, now_there.text) == (verdict, text):
        return now_there
    if now_there and now_there.version != seen:
        raise SavedMeanwhile("this finding", now_there, by=now_there.by)
    version = now_there.version + 1 if now_there else 1
    at = timezone.now()
    saved = Finding.objects.create(case=case, **ground.key, version=version, verdict=verdict, text=text, by=by, at=at)
    record(case, CaseEvent.Kind.FOUND, by=by, note=f"{ground}. {verdict.label}.", at=at)
    return saved


def ground_of(case: Case, number: int) -> CaseGround:
    """Raises NoSuchGround."""
    ground = next((ground for ground in grounds_of(case) if ground.number == number), None)
    if ground is None:
        raise NoSuchGround
    return ground


def answers_beside(case: Case, ground: CaseGround) -> list[GroundAnswer]:
    """What the authority answered last to this ground, and to a letter that names none."""
    to_letter = Q(ground=None, issue=None)
    newest = case.ground_answers.filter(Q(**ground.key) | to_letter).select_related("officer__contact")
    return list(newest.order_by("ground_id", "issue_id", "-version").distinct("ground_id", "issue_id"))


def letter_too(case: Case) -> str:
    """Where a letter of findings is begun it says what the case said then: a sentence for who changes the case."""
    begun = case.letters.findings_begun().exists()
    return " The letter of findings that is begun has to say it too: change the letter." if begun else ""


def version_of(ground: CaseGround, version: int) -> Finding | None:
    """None for 0, and for one that never was."""
    return Finding.objects.filter(**ground.key, version=version).select_related("by").first()
