"""What an officer says to a recommendation: whether the authority accepts it, and that it is done."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from investigations.lifecycle import State
from investigations.models import AuthorityNews, Case, Officer, Recommendation
from investigations.recommendations import recommending

from .entering import locked

# What the column holds: an address may have any number.
_MOST = 32_767


class NotSent(Exception):
    """No recommendation of this number was sent to the authority."""


def recommendation_of(case: Case, number: int) -> Recommendation:
    """Raises NotSent."""
    sent = case.recommendations.exclude(state=State.PROPOSED)
    found = sent.filter(number=number).first() if number <= _MOST else None
    if found is None:
        raise NotSent
    return found


@transaction.atomic
def answer(officer: Officer, number: int, said: State, *, reasons: str, due_on: date | None, at: datetime) -> None:
    """The same again changes nothing. Raises Ended, NotSent, and Conflict for what can't follow what was said."""
    one = recommendation_of(locked(officer, at=at), number)
    if one.state != said:
        recommending.answer(one, said, reasons=reasons, due_on=due_on, officer=officer)
        AuthorityNews.objects.add(one.case, AuthorityNews.Kind.RECOMMENDATION, at=at)


@transaction.atomic
def report_done(officer: Officer, number: int, text: str, *, shown_by: Sequence[int], at: datetime) -> None:
    """It is carried out, as documents of these numbers show. Again, it changes nothing.

    Raises Ended, NotSent, and Conflict for one that was not accepted."""
    one = recommendation_of(locked(officer, at=at), number)
    if one.state != State.DONE:
        shown = f"\nDocuments of the authority: {', '.join(map(str, shown_by))}" if shown_by else ""
        recommending.report_done(one, text=text + shown, officer=officer)
        AuthorityNews.objects.add(one.case, AuthorityNews.Kind.DONE, at=at)
