"""What the queue and the list of cases show: rows ready to print. Reads, never writes."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Page, Paginator
from django.db.models import Min, OuterRef, QuerySet
from django.utils import timezone

from complaints.models import ProviderNews
from investigations.deadlines import left_in_words
from investigations.lifecycle import Status
from investigations.models import AuthorityNews, Case, Tally
from investigations.models.tally import mask
from investigations.repeating import is_repeat
from mysteryshopper.calendar import financial_year, london_day

PER_PAGE = 25


@dataclass(frozen=True)
class CaseRow:
    """`due`: which clock and when, in words. `days_left` is below 0 when that day is over.

    `live_until` and `left`: the end of a live procurement and how far it is; of any other None and nothing."""

    reference: str
    authority: str
    subject: str
    status: str
    outcome: str
    owner: str
    received: date
    age: str
    precision: str
    due: str
    due_on: date | None
    days_left: int | None
    live_until: datetime | None
    left: str
    is_repeat: bool
    is_priority: bool
    offered_to: str
    news: list[ProviderNews.Kind]
    authority_news: list[AuthorityNews.Kind]
    is_demonstration: bool
    is_imported: bool


def listed(cases: QuerySet[Case], page_number: str, *, now: datetime) -> Page:
    """One page of these cases as rows. An unknown page is the nearest there is."""
    page = Paginator(cases.values("pk"), PER_PAGE).get_page(page_number)
    first = (page.number - 1) * PER_PAGE
    # What only rows show is asked for those of the page, not for all that come before them.
    kinds = ProviderNews.objects.filter(complaint=OuterRef("complaint")).values("kind")
    of_authority = AuthorityNews.objects.filter(case=OuterRef("pk")).values("kind")
    rows = (
        cases.filter(pk__in=cases.values("pk")[first : first + PER_PAGE])
        .defer("words")
        .select_related("authority", "owner", "offered_to")
        .annotate(news=ArraySubquery(kinds), of_authority=ArraySubquery(of_authority), is_repeat=is_repeat(now))
    )
    return Page([_row(case, now) for case in rows] if page.paginator.count else [], page.number, page.paginator)


def years() -> range:
    """The financial years from the first case to this one."""
    first = Tally.objects.filter(grouping=mask(frozenset())).aggregate(first=Min("month"))["first"]
    this = financial_year(timezone.localdate())
    return range(financial_year(first) if first else this, this + 1)


def _row(case: Case, now: datetime) -> CaseRow:
    """Of a case with what `listed` adds to it."""
    clock, today = case.clock, london_day(now)
    days = (clock.due_on - today).days if clock else None
    is_live = case.status != Status.CLOSED and case.live_until is not None and case.live_until > now
    return CaseRow(
        reference=case.reference,
        authority=case.authority_name,
        subject=case.subject_line,
        status=case.get_status_display(),
        outcome=case.get_outcome_display() or "",
        owner=str(case.owner) if case.owner else "",
        received=case.received_on,
        age=age_in_words((today - case.received_on).days),
        precision=case.received_precision,
        due=f"{clock.name} {in_words(days)}" if clock and days is not None else "",
        due_on=clock.due_on if clock else None,
        days_left=days,
        live_until=case.live_until if is_live else None,
        left=left_in_words(case.live_until - now) if is_live and case.live_until else "",
        is_repeat=case.is_repeat,  # type: ignore[attr-defined]
        is_priority=case.is_priority,
        offered_to=str(case.offered_to) if case.offered_to and not case.owner_id else "",
        news=ProviderNews.Kind.gravest_first(case.news),  # type: ignore[attr-defined]
        authority_news=AuthorityNews.Kind.gravest_first(case.of_authority),  # type: ignore[attr-defined]
        is_demonstration=case.is_demonstration,
        is_imported=case.import_key is not None,
    )


def in_words(days: int) -> str:
    """A number of days from today, as people say it."""
    if days < 0:
        return f"{-days} day{'s' if days < -1 else ''} overdue"
    return {0: "due today", 1: "due tomorrow"}.get(days, f"due in {days} days")


def age_in_words(days: int) -> str:
    return {0: "today", 1: "1 day"}.get(days, f"{days:,} days")
