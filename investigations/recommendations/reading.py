"""The recommendations of one case with their history, ready to print. Reads, never writes."""

from dataclasses import dataclass

from django.db.models import Prefetch

from investigations import access
from investigations.lifecycle import CHECKED, STATES, State, Status
from investigations.models import Case, Recommendation, RecommendationEvent
from mysteryshopper.staff.models import User

from .proposing import a_kind_for


@dataclass(frozen=True)
class Shown:
    """One recommendation, and what this person can do with it now."""

    one: Recommendation
    may_edit: bool
    may_write_down: bool
    may_check: bool

    @property
    def was_checked(self) -> bool:
        return self.one.state in CHECKED


@dataclass(frozen=True)
class RecommendationsPage:
    all: list[Shown]
    # What can be added, with its article.
    a_kind: str
    may_propose: bool
    # Some are not sent yet.
    may_send: bool


def recommendations_page(case: Case, *, user: User) -> RecommendationsPage:
    """Two queries beside those of who may, however many there are."""
    may_work, is_closed = access.can_work_on(user, case), case.status == Status.CLOSED
    events = RecommendationEvent.objects.select_related("by", "officer__contact")
    found = case.recommendations.select_related("ground", "issue").prefetch_related(Prefetch("events", events))
    shown = [_shown(one, may_work, is_closed) for one in found]
    is_open = may_work and not is_closed
    a_kind = a_kind_for(case)
    return RecommendationsPage(
        shown, a_kind, may_propose=is_open, may_send=is_open and any(one.may_edit for one in shown)
    )


def _shown(one: Recommendation, may_work: bool, is_closed: bool) -> Shown:
    state = State(one.state)
    return Shown(
        one,
        may_edit=may_work and not is_closed and state == State.PROPOSED,
        may_write_down=may_work and state != State.PROPOSED and bool(STATES[state] - CHECKED),
        may_check=may_work and is_closed and bool(STATES[state] & CHECKED),
    )
