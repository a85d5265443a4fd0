"""What the provider has told us of a case, for those who may read the complaint. Reads, never writes."""

from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, prefetch_related_objects
from django.db.models.functions import JSONObject
from django.utils import timezone

from complaints import scope
from complaints.models import Asking, Complaint, Disclosure, Evidence, Message, ProviderNews
from complaints.tracking import consenting
from investigations.models import Case

from . import opening


@dataclass(frozen=True)
class ScopeShown:
    """The table of “Can we help?”, with what the provider answered to each question: empty when nobody asked."""

    answers: list[tuple[str, str]]
    refusal: scope.Refusal | None
    is_sure: bool
    rules: list[scope.Refusal]


@dataclass(frozen=True)
class Told:
    """Empty for those who may not read the complaint, and where no provider brought the case.

    `files`: each with the number by which it is opened."""

    complaint: Complaint | None = None
    news: list[ProviderNews] = field(default_factory=list)
    files: list[tuple[int, Evidence]] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    consents: list[consenting.Standing] = field(default_factory=list)
    disclosures: list[tuple[Disclosure, Disclosure.State]] = field(default_factory=list)
    answers: list[Asking] = field(default_factory=list)
    scope: ScopeShown | None = None

    @property
    def is_news(self) -> bool:
        return bool(self.news) or any(message.by_id is None and message.seen_at is None for message in self.messages)

    @property
    def news_kinds(self) -> list[ProviderNews.Kind]:
        return ProviderNews.Kind.gravest_first([row.kind for row in self.news])

    def files_of(self, ground: int | None) -> list[tuple[int, Evidence]]:
        """`ground`: its key. None: of no ground."""
        return [(number, file) for number, file in self.files if file.ground_id == ground]


def news_rows() -> ArraySubquery:
    """To be read with a case as `news`, before what it is about: whatever comes meanwhile is still new."""
    news = ProviderNews.objects.filter(complaint=OuterRef("complaint"))
    return ArraySubquery(news.values(row=JSONObject(id="pk", kind="kind", at="at")))


def told(case: Case) -> Told:
    """Of a case that was read with its `news_rows`."""
    complaint = case.complaint
    if complaint is None:
        return Told()
    prefetch_related_objects([complaint], "invoices")
    consents = consenting.standings(complaint)
    return Told(
        complaint=complaint,
        news=[ProviderNews(**row | {"at": datetime.fromisoformat(row["at"])}) for row in case.news],  # type: ignore[attr-defined]
        files=opening.files_of(case),
        messages=list(complaint.messages.select_related("by")),
        consents=consents,
        disclosures=_disclosures(complaint) if any(consent.since for consent in consents) else [],
        answers=list(complaint.askings.exclude(answered_at=None)),
        scope=_scope(complaint),
    )


def _disclosures(complaint: Complaint) -> list[tuple[Disclosure, Disclosure.State]]:
    asked = Disclosure.objects.filter(consent__complaint=complaint)
    today = timezone.localdate()
    return [(one, one.state(today=today)) for one in asked.select_related("consent", "asked_by", "decided_by")]


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
