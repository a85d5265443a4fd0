"""What the authority's page shows: ready to print. Reads, never writes.

All of it was released to the authority, or came from it. Nothing here looks at who complained, or what they allowed."""

from dataclasses import dataclass
from datetime import date

from investigations.deadlines import ClockKind
from investigations.lifecycle import ANSWERS, STATES, State
from investigations.models import Case, GroundAnswer, MoreTime, Recommendation, RightOfReply, Summary
from mysteryshopper.calendar import london_day

from .answering import may_answer, may_ask_for_time, may_reply
from .documents import documents_of
from .letters import LetterShown, letters_of
from .points import Point, answers_of, is_answered, points_of

SAID_BY_IT = ANSWERS | {State.DONE}


@dataclass(frozen=True)
class PointShown:
    """`answer`: the newest. `is_answered`: since it was last put."""

    point: Point
    answer: GroundAnswer | None
    is_answered: bool


@dataclass(frozen=True)
class RecommendationShown:
    """`said`: what the authority said last; None: nothing yet. What we found since is in our letters, not here.

    `reasons`: in the words of an officer. `nexts`: what the authority can say now."""

    number: int
    kind: str
    text: str
    owner: str
    due_on: date | None
    said: str
    reasons: str
    said_on: date | None
    nexts: list[State]

    @property
    def may_answer(self) -> bool:
        return bool(ANSWERS & set(self.nexts))

    @property
    def may_report_done(self) -> bool:
        return State.DONE in self.nexts


@dataclass(frozen=True)
class SummaryShown:
    summary: Summary
    reply: RightOfReply | None
    may_reply: bool


@dataclass(frozen=True)
class DocumentShown:
    name: str
    size: int
    added_on: date
    verdict: str


@dataclass(frozen=True)
class AuthorityPage:
    case: Case
    # The day by which we want the answers. None: none are waited for.
    answer_by: date | None
    days_left: int
    letters: list[LetterShown]
    points: list[PointShown]
    more_times: list[MoreTime]
    documents: list[DocumentShown]
    recommendations: list[RecommendationShown]
    summary: SummaryShown | None
    may_answer: bool
    may_ask_for_time: bool

    @property
    def unanswered(self) -> int:
        return sum(not one.is_answered for one in self.points)

    @property
    def unconfirmed(self) -> list[LetterShown]:
        return [letter for letter in self.letters if letter.receipt is None]


def authority_page(case: Case, *, today: date) -> AuthorityPage:
    points = points_shown(case)
    clock = case.clocks.filter(kind=ClockKind.ANSWER, met_on=None).first() if may_answer(case) else None
    asked = list(case.more_times.all())
    return AuthorityPage(
        case=case,
        answer_by=clock.due_on if clock else None,
        days_left=(clock.due_on - today).days if clock else 0,
        letters=letters_of(case),
        points=points,
        more_times=asked,
        documents=documents_shown(case),
        recommendations=recommendations_shown(case),
        summary=summary_shown(case, today=today),
        may_answer=may_answer(case),
        may_ask_for_time=may_ask_for_time(case) and all(one.decided_at for one in asked),
    )


def points_shown(case: Case) -> list[PointShown]:
    answers = answers_of(case)
    return [
        PointShown(point, answers.get((point.ground_id, point.issue_id)), is_answered(point, answers))
        for point in points_of(case)
    ]


def recommendations_shown(case: Case) -> list[RecommendationShown]:
    """Those that were sent; two queries, however many there are."""
    sent = case.recommendations.exclude(state=State.PROPOSED).prefetch_related("events")
    return [_recommendation_shown(one) for one in sent]


def _recommendation_shown(one: Recommendation) -> RecommendationShown:
    answers = [event for event in one.events.all() if event.new in SAID_BY_IT]
    last = answers[-1] if answers else None
    return RecommendationShown(
        number=one.number,
        kind=one.get_kind_display(),
        text=one.text,
        owner=one.owner,
        due_on=one.due_on,
        said=last.get_new_display() if last else "",
        reasons=last.note if last and last.officer_id else "",
        said_on=london_day(last.at) if last else None,
        nexts=[state for state in State if state in STATES[State(one.state)] & SAID_BY_IT],
    )


def documents_shown(case: Case) -> list[DocumentShown]:
    """What the authority itself sent, by its own names."""
    return [DocumentShown(row.name, row.size, london_day(row.added_at), row.verdict) for _, row in documents_of(case)]


def summary_shown(case: Case, *, today: date) -> SummaryShown | None:
    """The newest that was shown."""
    summary = case.summaries.filter(shown_at__isnull=False).order_by("-version").first()
    if summary is None:
        return None
    reply = RightOfReply.objects.filter(summary=summary).select_related("officer__contact").first()
    return SummaryShown(summary, reply, reply is None and may_reply(summary, today=today))
