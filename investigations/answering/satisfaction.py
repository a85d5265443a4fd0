"""Whether an authority is satisfied with what we did: asked once it knows how the case ended, answered once.

Nothing here depends on who complained, or on whether the authority knows it."""

from datetime import datetime

from django.db import transaction

from investigations.lifecycle import Conflict
from investigations.models import AuthoritySatisfaction, Case, CaseEvent, Officer
from investigations.models.authority_satisfaction import knows_the_end

from .entering import locked, record


def is_asked(officer: Officer) -> bool:
    return Case.objects.filter(knows_the_end(), pk=officer.case_id).exists()


def told(officer: Officer) -> AuthoritySatisfaction | None:
    """What their authority has said. None: nothing yet."""
    of_case = AuthoritySatisfaction.objects.select_related("officer__contact")
    return of_case.filter(case=officer.case_id, authority=officer.contact.authority_id).first()


@transaction.atomic
def tell(officer: Officer, answer: str, words: str, *, at: datetime) -> None:
    """The first answer counts. The same again changes nothing.

    Raises Ended, and Conflict when a colleague has answered, or they are not asked (any more)."""
    case = locked(officer, at=at)
    there = told(officer)
    if there and (there.answer, there.words) == (answer, words):
        return
    if there:
        raise Conflict(f"{there.officer.contact.name} has already told us. We ask each authority once.")
    if not is_asked(officer):
        raise Conflict("We ask this once the case is closed and you know how it ended.")
    said = AuthoritySatisfaction.objects.create(
        case=case, authority_id=officer.contact.authority_id, officer=officer, answer=answer, words=words, at=at
    )
    record(case, CaseEvent.Kind.AUTHORITY_SATISFIED, officer, at=at, note=said.get_answer_display())
