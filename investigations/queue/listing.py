"""What the queue and the list of cases show: rows ready to print. Reads, never writes."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Min, QuerySet
from django.forms import Form
from django.utils import timezone

from investigations.models import Case, Tally
from mysteryshopper.calendar import financial_year
from mysteryshopper.staff.models import User

PER_PAGE = 25

# Tabs of the queue: name to heading.
VIEWS = {"unassigned": "Unassigned", "mine": "Mine", "all": "All open"}


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
    is_demonstration: bool
    is_imported: bool


def queue(view: str, page: str, *, user: User, today: date) -> Page:
    """One page of open cases, most urgent first. An unknown view is `all`, an unknown page the nearest there is."""
    cases = Case.objects.open().in_order_of_urgency()
    if view == "mine":
        cases = cases.filter(owner=user)
    elif view == "unassigned":
        cases = cases.filter(owner=None)
    return listed(cases, page, today=today)


def listed(cases: QuerySet[Case], page: str, *, today: date) -> Page:
    """One page of these cases as rows."""
    found = Paginator(cases.select_related("authority", "owner"), PER_PAGE).get_page(page)
    return Page([_row(case, today) for case in found], found.number, found.paginator)


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


def _row(case: Case, today: date) -> CaseRow:
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
        is_demonstration=case.is_demonstration,
        is_imported=case.import_key is not None,
    )


def in_words(days: int) -> str:
    """A number of days from today, as people say it."""
    if days < 0:
        return f"{-days} day{'s' if days < -1 else ''} overdue"
    return {0: "due today", 1: "due tomorrow"}.get(days, f"due in {days} days")
