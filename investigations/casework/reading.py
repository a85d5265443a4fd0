"""What the page of one case shows to one person: ready to print. Reads, never writes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from complaints import scope
from complaints.models import Asking, Complaint, Consent, Disclosure, Evidence, Message, ProviderNews
from complaints.tracking import consenting
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
    CaseLink,
    CaseTag,
    IncomingMail,
    Letter,
    LetterKind,
    LetterMail,
    Mention,
    Recommendation,
    Standing,
    Task,
)
from investigations.repeating import is_repeat
from mysteryshopper.staff.models import User

from . import opening
from .grounds import CaseGround, grounds_of
from .similar import Similar, similar


@dataclass(frozen=True)
class CasePage:
    """`complaint` and whatever the provider told us is empty for those who may not read the complaint, as are `events`.

    Who does not work the queue sees no kind or size of the provider either: on one case that hints at who it is."""

    case: Case
    complaint: Complaint | None
    grounds: list[CaseGround]
    files: list[tuple[int, Evidence]]
    news: list[ProviderNews]
    stuck: "list[Stuck]"
    authority_news: list[AuthorityNews.Kind]
    messages: list[Message]
    consents: list[consenting.Standing]
    answers: list[Asking]
    events: list[CaseEvent]
    disclosures: list[tuple[Disclosure, Disclosure.State]]
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
    scope: "ScopeShown | None"
    tags: list[str]
    links: list[tuple[str, "Linked"]]
    similar: Similar | None
    # Until bids close: empty once they have, or when nobody said that they still come in.
    left: str

    @property
    def is_news(self) -> bool:
        """Whether something on it is to be marked as seen."""
        of_provider = self.news or any(message.by_id is None and message.seen_at is None for message in self.messages)
        return bool(self.case.is_news_to_them or of_provider)  # type: ignore[attr-defined]

    @property
    def grounds_with_files(self) -> list[tuple[CaseGround, list[tuple[int, Evidence]]]]:
        """Each file has the number by which it is opened."""
        return [(ground, self._files_of(ground.about.pk)) for ground in self.grounds]

    @property
    def other_files(self) -> list[tuple[int, Evidence]]:
        return self._files_of(None)

    @property
    def may_copy(self) -> bool:
        """Files for the authority: while the provider allows it."""
        return self.may_work and any(one.is_given and one.purpose == Consent.Purpose.EVIDENCE for one in self.consents)

    def _files_of(self, ground: int | None) -> list[tuple[int, Evidence]]:
        return [(number, file) for number, file in self.files if file.ground_id == ground]

    @property
    def news_kinds(self) -> list[ProviderNews.Kind]:
        return ProviderNews.Kind.gravest_first([row.kind for row in self.news])


class Linked(NamedTuple):
    """Another case, as its link shows it. `status`: in words."""

    reference: str
    authority_name: str
    status: str


class Stuck(NamedTuple):
    """A letter, by its key, that did not arrive at this address. `is_sent`: it went, and came back."""

    pk: int
    kind: LetterKind
    email: str
    is_sent: str | None


@dataclass(frozen=True)
class ScopeShown:
    """The table of “Can we help?”, with what the provider answered to each question: empty when nobody asked."""

    answers: list[tuple[str, str]]
    refusal: scope.Refusal | None
    is_sure: bool
    rules: list[scope.Refusal]


def case_of(reference: str, *, user: User) -> Case:
    """The case with what its page shows of it beside: two queries. Raises Http404."""
    case = case_or_404(
        reference,
        "offered_to",
        "complaint__notice",
        "complaint__entered_by",
        is_repeat=is_repeat(timezone.now()),
        tag_names=ArraySubquery(CaseTag.objects.filter(case=OuterRef("pk")).values("name")),
        news=ArraySubquery(
            ProviderNews.objects.filter(complaint=OuterRef("complaint")).values(
                row=JSONObject(id="pk", kind="kind", at="at")
            )
        ),
        recommended=ArraySubquery(
            Recommendation.objects.filter(case=OuterRef("pk")).values(
                row=JSONObject(number="number", kind="kind", state="state", due_on="due_on")
            )
        ),
        # Until the owner has opened the page of what it did.
        authority_kinds=ArraySubquery(AuthorityNews.objects.filter(case=OuterRef("pk")).values("kind")),
        stuck=ArraySubquery(_stuck()),
        linked=ArraySubquery(
            CaseLink.objects.filter(Q(case=OuterRef("pk")) | Q(other=OuterRef("pk"))).values(
                row=JSONObject(kind="kind", one=_linked("case"), other=_linked("other"))
            )
        ),
        mails_seen=ArraySubquery(IncomingMail.objects.filter(case=OuterRef("pk")).values("seen_at")),
        is_news_to_them=Exists(Mention.objects.filter(case=OuterRef("pk"), user=user, seen_at=None)),
    )
    prefetch_related_objects([case], Prefetch("standings", Standing.objects.select_related("user")))
    return case


def _stuck() -> QuerySet[LetterMail, Any]:
    """Mails of a case’s letters that did not arrive or could not go, until another letter of the kind is written."""
    came_back, given_up = Q(delivery=LetterMail.Delivery.BOUNCED), Q(parked_at__isnull=False, done_at=None)
    since = Coalesce(OuterRef("delivery_at"), OuterRef("parked_at"))
    later = Letter.objects.filter(case=OuterRef("letter__case"), kind=OuterRef("letter__kind"), written_at__gt=since)
    mails = LetterMail.objects.filter(came_back | given_up, ~Exists(later), letter__case=OuterRef("pk"))
    return mails.order_by("pk").values(
        row=JSONObject(pk="letter", kind="letter__kind", email="letter__contact__email", is_sent="letter__sent_at")
    )


def case_page(case: Case, *, user: User) -> CasePage:
    """Of a case from `case_of`."""
    why_not = _why_not(user, case)
    may_read = not why_not
    is_closed, may_work_queue = case.status == Status.CLOSED, access.can_work_queue(user)
    complaint = case.complaint if may_read else None
    if complaint:
        prefetch_related_objects([complaint], "invoices")
    consents = consenting.standings(complaint) if complaint else []
    grounds = grounds_of(case) if may_read else []
    return CasePage(
        case=case,
        complaint=complaint,
        grounds=grounds,
        files=opening.files_of(case) if complaint else [],
        # Before what it is about: whatever comes meanwhile is still new.
        news=_news(case) if complaint else [],
        stuck=[Stuck(**row | {"kind": LetterKind(row["kind"])}) for row in case.stuck] if may_read else [],  # type: ignore[attr-defined]
        authority_news=AuthorityNews.Kind.gravest_first(case.authority_kinds) if may_read else [],  # type: ignore[attr-defined]
        messages=list(complaint.messages.select_related("by")) if complaint else [],
        consents=consents,
        answers=list(complaint.askings.exclude(answered_at=None)) if complaint else [],
        events=list(case.events.select_related("by", "officer__contact").order_by("-at", "-pk")) if may_read else [],
        disclosures=_disclosures(complaint) if complaint and any(consent.since for consent in consents) else [],
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
        scope=_scope(complaint) if complaint else None,
        tags=case.tag_names if may_work_queue else [],  # type: ignore[attr-defined]
        similar=similar(case, grounds, user=user) if may_read else None,
        links=_links(case) if may_work_queue else [],
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


def _news(case: Case) -> list[ProviderNews]:
    return [ProviderNews(**row | {"at": datetime.fromisoformat(row["at"])}) for row in case.news]  # type: ignore[attr-defined]


def _recommendations(case: Case) -> list[Recommendation]:
    """In their order, without their texts."""
    rows: list[dict[str, Any]] = case.recommended  # type: ignore[attr-defined]
    return [Recommendation(**row | {"due_on": row["due_on"] and date.fromisoformat(row["due_on"])}) for row in rows]


def _conflicts(case: Case) -> list[User]:
    return [standing.user for standing in case.standings.all() if standing.kind == Standing.Kind.CONFLICT]


def _disclosures(complaint: Complaint) -> list[tuple[Disclosure, Disclosure.State]]:
    asked = Disclosure.objects.filter(consent__complaint=complaint)
    today = timezone.localdate()
    return [(one, one.state(today=today)) for one in asked.select_related("consent", "asked_by", "decided_by")]


def _linked(side: str) -> JSONObject:
    name = Coalesce(f"{side}__authority__name", f"{side}__authority_given")
    return JSONObject(reference=f"{side}__reference", authority_name=name, status=f"{side}__status")


def _links(case: Case) -> list[tuple[str, Linked]]:
    """In words, seen from this case, and the other."""
    backwards = {CaseLink.Kind.RELATED: "Related to", CaseLink.Kind.DUPLICATE: "Has a duplicate"}
    found = []
    for row in case.linked:  # type: ignore[attr-defined]
        kind, is_ours = CaseLink.Kind(row["kind"]), row["one"]["reference"] == case.reference
        other = row["other"] if is_ours else row["one"]
        words = str(kind.label) if is_ours else backwards[kind]
        found.append((words, Linked(**other | {"status": Status(other["status"]).label})))
    return found


def _scope(complaint: Complaint) -> ScopeShown:
    given: dict[str, str] = complaint.scope_answers
    return ScopeShown(
        answers=[
            (str(scope.ASKED[name]), str(choices(given[name]).label))
            for name, choices in scope.QUESTIONS.items()
            if name in given
        ],
        refusal=scope.refusal(given),
        is_sure=scope.is_sure(given),
        rules=scope.REFUSALS,
    )
