"""What the queue and the list of cases show: rows ready to print. Reads, never writes."""

from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Page, Paginator
from django.db.models import Min, OuterRef, QuerySet
from django.forms import Form
from django.utils import timezone

from complaints.models import ProviderNews
from investigations.models import Case, Tally
from mysteryshopper.calendar import financial_year
from mysteryshopper.staff.models import User

PER_PAGE = 25

# Tabs of the queue: name to heading.
VIEWS = {"unassigned": "Unassigned", "mine": "Mine", "all": "All open", "news": "News from providers"}


@dataclass(frozen=True)
class CaseRow:
    """`due`: which clock and when, in words. `days_left` is below 0 when that day is over."""

    reference: str
    authority: str
    subject: str
    status: str
    outcome: str
    owner: str
    received: date
    precision: str
    due: str
    due_on: date | None
    days_left: int | None
    news: list[ProviderNews.Kind]
    is_demonstration: bool
    is_imported: bool


def queue(view: str, page: str, *, user: User, today: date) -> Page:
    """One page of open cases, most urgent first; as `news` of cases with news, closed ones too, the oldest news first.

    An unknown view is `all`, an unknown page the nearest there is."""
    if view == "news":
        return listed(with_news(), page, today=today)
    cases = Case.objects.open().in_order_of_urgency()
    if view == "mine":
        cases = cases.filter(owner=user)
    elif view == "unassigned":
        cases = cases.filter(owner=None)
    return listed(cases, page, today=today)


def with_news() -> QuerySet[Case]:
    """Whose provider did something that nobody who works on the case has seen, the oldest first."""
    # Begun from the few that have news: the cases are many.
    found = Case.objects.filter(complaint__news__isnull=False)
    return found.annotate(news_since=Min("complaint__news__at")).order_by("news_since", "pk")


def listed(cases: QuerySet[Case], page: str, *, today: date) -> Page:
    """One page of these cases as rows."""
    kinds = ProviderNews.objects.filter(complaint=OuterRef("complaint")).values("kind")
    cases = cases.select_related("authority", "owner").annotate(news=ArraySubquery(kinds))
    found = Paginator(cases, PER_PAGE).get_page(page)
    rows = [_row(case, today, case.news) for case in found]  # type: ignore[attr-defined]
    return Page(rows, found.number, found.paginator)


def years() -> range:
    """The financial years from the first case to this one."""
    first = Tally.objects.filter(cases__gt=0).aggregate(first=Min("financial_year"))["first"]
    this = financial_year(timezone.localdate())
    return range(this if first is None else first, this + 1)


def filters_in_words(form: Form) -> list[tuple[str, str]]:
    """What the list is narrowed to: filter and choice, for the heading."""
    chosen = form.cleaned_data.items() if form.is_valid() else ()
    return [(str(form[name].label), _label(form, name, value)) for name, value in chosen if value]


def _label(form: Form, name: str, value: object) -> str:
    choices = dict(form.fields[name].choices)  # type: ignore[attr-defined]
    return str(choices.get(value, value))


def _row(case: Case, today: date, news: list[str]) -> CaseRow:
    clock = case.clock
    days = (clock.due_on - today).days if clock else None
    return CaseRow(
        reference=case.reference,
        authority=case.authority_name,
        subject=case.subject_line,
        status=case.get_status_display(),
        outcome=case.get_outcome_display() or "",
        owner=str(case.owner) if case.owner else "",
        received=case.received_on,
        precision=case.received_precision,
        due=f"{clock.name} {in_words(days)}" if clock and days is not None else "",
        due_on=clock.due_on if clock else None,
        days_left=days,
        news=ProviderNews.Kind.gravest_first(news),
        is_demonstration=case.is_demonstration,
        is_imported=case.import_key is not None,
    )


def in_words(days: int) -> str:
    """A number of days from today, as people say it."""
    if days < 0:
        return f"{-days} day{'s' if days < -1 else ''} overdue"
    return {0: "due today", 1: "due tomorrow"}.get(days, f"due in {days} days")
