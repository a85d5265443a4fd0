"""What the staff see of what an authority did: ready to print. Reads, never writes."""

from dataclasses import dataclass

from investigations.casework.grounds import grounds_of
from investigations.models import (
    AuthorityDocument,
    AuthorityNews,
    AuthoritySatisfaction,
    Case,
    Finding,
    GroundAnswer,
    MoreTime,
    Officer,
    RightOfReply,
)

from .documents import documents_of
from .letters import LetterShown, letters_of
from .points import Answers, Point, answers_of, is_answered, points_of


@dataclass(frozen=True)
class Beside:
    """A point, with what the authority says to it and what we found on its ground.

    `before`: what the authority said before, newest first."""

    point: Point
    answer: GroundAnswer | None
    before: list[GroundAnswer]
    finding: Finding | None
    # Of the ground, as in the addresses of findings. None: the letter as a whole.
    ground: int | None


@dataclass(frozen=True)
class StaffPage:
    case: Case
    news: list[AuthorityNews]
    officers: list[Officer]
    letters: list[LetterShown]
    points: list[Beside]
    is_all_answered: bool
    more_times: list[MoreTime]
    documents: list[tuple[int, AuthorityDocument]]
    replies: list[RightOfReply]
    satisfied: list[AuthoritySatisfaction]


def staff_page(case: Case) -> StaffPage:
    # Before what it is about: whatever comes meanwhile is still new.
    news = list(case.authority_news.all())
    points, answers = points_of(case), answers_of(case)
    return StaffPage(
        case=case,
        news=news,
        officers=list(case.officers.select_related("contact")),
        letters=letters_of(case),
        points=_beside(case, points, answers),
        is_all_answered=bool(points) and all(is_answered(point, answers) for point in points),
        more_times=list(case.more_times.select_related("officer__contact", "decided_by").order_by("-pk")),
        documents=documents_of(case),
        replies=list(RightOfReply.objects.filter(summary__case=case).select_related("summary", "officer__contact")),
        satisfied=list(AuthoritySatisfaction.objects.filter(case=case).select_related("officer__contact")),
    )


def _beside(case: Case, points: list[Point], answers: Answers) -> list[Beside]:
    grounds = {ground.about.pk: ground for ground in grounds_of(case)}
    versions: dict[tuple[int | None, int | None], list[GroundAnswer]] = {}
    for row in case.ground_answers.select_related("officer__contact").order_by("-version"):
        versions.setdefault((row.ground_id, row.issue_id), []).append(row)
    found = []
    for point in points:
        key, ground = (point.ground_id, point.issue_id), grounds.get(point.ground_id or point.issue_id or 0)
        finding, number = (ground.finding, ground.number) if ground else (None, None)
        found.append(Beside(point, answers.get(key), versions.get(key, [])[1:], finding, number))
    return found
