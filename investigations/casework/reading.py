"""What the page of one case shows to one person: ready to print. Reads, never writes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Prefetch, prefetch_related_objects
from django.db.models.functions import JSONObject
from django.utils import timezone

from complaints.models import Consent, Evidence
from investigations import access
from investigations.checklists import reading as checklists
from investigations.clocks import reading as clocks
from investigations.deadlines import left_in_words
from investigations.doors import case_or_404
from investigations.lifecycle import Status
from investigations.models import (
    AuthorityNews,
    Case,
    CaseEvent,
    CaseTag,
    IncomingMail,
    Mention,
    Recommendation,
    Standing,
    Task,
)
from investigations.repeating import is_repeat
from mysteryshopper.staff.models import User

from .grounds import CaseGround, grounds_of
from .linked import Linked, link_rows, links
from .similar import Similar, similar
from .told import Told, news_rows, told
from .undelivered import Undelivered, undelivered, undelivered_rows


@dataclass(frozen=True)
class CasePage:
    """What only readers of the complaint see is empty for everybody else.

    Who does not work the queue sees no kind or size of the provider either: on one case that hints at who it is."""

    case: Case
    told: Told
    grounds: list[CaseGround]
    undelivered: list[Undelivered]
    authority_news: list[AuthorityNews.Kind]
    events: list[CaseEvent]
    clocks: list[clocks.ClockShown]
    tasks: list[Task]
    recommendations: list[Recommendation]
    may_read: bool
    may_work_queue: bool
    may_claim: bool
    why_not: str
    conflicts: list[User]
    may_work: bool
    may_prioritise: bool
    may_code: bool
    is_closed: bool
    subject: str
    tags: list[str]
    links: list[tuple[str, Linked]]
    similar: Similar | None
    # Until bids close: empty once they have, or when nobody said that they still come in.
    left: str

    @property
    def is_news(self) -> bool:
        """Whether something on it is to be marked as seen."""
        return bool(self.case.is_news_to_them or self.told.is_news)  # type: ignore[attr-defined]

    @property
    def grounds_with_files(self) -> list[tuple[CaseGround, list[tuple[int, Evidence]]]]:
        """Each file has the number by which it is opened."""
        return [(ground, self.told.files_of(ground.about.pk)) for ground in self.grounds]

    @property
    def other_files(self) -> list[tuple[int, Evidence]]:
        return self.told.files_of(None)

    @property
    def may_copy(self) -> bool:
        """Files for the authority: while the provider allows it."""
        consents = self.told.consents
        return self.may_work and any(one.is_given and one.purpose == Consent.Purpose.EVIDENCE for one in consents)


def case_of(reference: str, *, user: User) -> Case:
    """The case with what its page shows of it beside: two queries. Raises Http404."""
    case = case_or_404(
        reference,
        "offered_to",
        "complaint__notice",
        "complaint__entered_by",
        is_repeat=is_repeat(timezone.now()),
        tag_names=ArraySubquery(CaseTag.objects.filter(case=OuterRef("pk")).values("name")),
        news=news_rows(),
        recommended=ArraySubquery(
            Recommendation.objects.filter(case=OuterRef("pk")).values(
                row=JSONObject(number="number", kind="kind", state="state", due_on="due_on")
            )
        ),
        # Until the owner has opened the page of what it did.
        authority_kinds=ArraySubquery(AuthorityNews.objects.filter(case=OuterRef("pk")).values("kind")),
        undelivered=undelivered_rows(),
        linked=link_rows(),
        mails_seen=ArraySubquery(IncomingMail.objects.filter(case=OuterRef("pk")).values("seen_at")),
        is_news_to_them=Exists(Mention.objects.filter(case=OuterRef("pk"), user=user, seen_at=None)),
    )
    prefetch_related_objects([case], Prefetch("standings", Standing.objects.select_related("user")))
    return case


def case_page(case: Case, *, user: User) -> CasePage:
    """Of a case from `case_of`."""
    why_not = _why_not(user, case)
    may_read, may_work_queue, is_closed = not why_not, access.can_work_queue(user), case.status == Status.CLOSED
    grounds = grounds_of(case) if may_read else []
    return CasePage(
        case=case,
        told=told(case) if may_read else Told(),
        grounds=grounds,
        undelivered=undelivered(case) if may_read else [],
        authority_news=AuthorityNews.Kind.gravest_first(case.authority_kinds) if may_read else [],  # type: ignore[attr-defined]
        events=list(case.events.select_related("by", "officer__contact").order_by("-at", "-pk")) if may_read else [],
        clocks=clocks.shown(case, may_read=may_read, today=timezone.localdate()),
        tasks=checklists.tasks_of(case) if may_read else [],
        recommendations=_recommendations(case) if may_read else [],
        may_read=may_read,
        may_work_queue=may_work_queue,
        may_claim=case.owner_id is None and not is_closed and access.can_claim(user, case),
        why_not=why_not,
        conflicts=_conflicts(case) if may_work_queue else [],
        may_work=access.can_work_on(user, case),
        may_prioritise=not is_closed and access.can_prioritise(user, case),
        may_code=case.import_key is not None and may_work_queue,
        is_closed=is_closed,
        subject=case.subject_line,
        tags=case.tag_names if may_work_queue else [],  # type: ignore[attr-defined]
        links=links(case) if may_work_queue else [],
        similar=similar(case, grounds, user=user) if may_read else None,
        left=_left(case, timezone.now()),
    )


def _left(case: Case, now: datetime) -> str:
    return left_in_words(case.live_until - now) if case.live_until and case.live_until > now else ""


def _why_not(user: User, case: Case) -> str:
    """Why this person may not read the complaint, for the page. Empty when they may."""
    try:
        access.check_read_complaint(user, case)
    except access.NotAllowed as reason:
        return str(reason)
    return ""


def _recommendations(case: Case) -> list[Recommendation]:
    """In their order, without their texts."""
    rows: list[dict[str, Any]] = case.recommended  # type: ignore[attr-defined]
    return [Recommendation(**row | {"due_on": row["due_on"] and date.fromisoformat(row["due_on"])}) for row in rows]


def _conflicts(case: Case) -> list[User]:
    return [standing.user for standing in case.standings.all() if standing.kind == Standing.Kind.CONFLICT]
