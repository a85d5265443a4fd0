"""What waits for a second person, and may be decided by this one. The menu counts it, its page lists it."""

from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest

from complaints.models import Disclosure
from investigations import access
from investigations.models import Case, Edition, Letter, Override, Report, Summary
from mysteryshopper.staff.models import User


def disclosures(user: User) -> "QuerySet[Disclosure]":
    """Requests to tell an authority who complained."""
    waits = Disclosure.objects.waiting().exclude(asked_by=user)
    return waits.filter(consent__complaint__in=_cases(user).values("complaint"))


def held_texts(user: User) -> "QuerySet[Override]":
    """Requests to let out a text that the leak check holds."""
    others = Override.objects.filter(decided_at=None).exclude(asked_by=user).exclude(held__by=user)
    return others.filter(held__case__in=_cases(user).exclude(owner=None))


def letters(user: User) -> "QuerySet[Letter]":
    others = Letter.objects.waiting().exclude(release_asked_by=user).exclude(written_by=user)
    return others.filter(case__in=_cases(user))


def summaries(user: User) -> "QuerySet[Summary]":
    return Summary.objects.waiting().exclude(written_by=user).filter(case__in=_cases(user))


def editions(user: User) -> "QuerySet[Edition]":
    """Drafts of the public statistics that are made."""
    if not access.can_lead(user):
        return Edition.objects.none()
    return Edition.objects.filter(published_at=None, done_at__isnull=False).exclude(digest="").exclude(made_by=user)


def reports(user: User) -> "QuerySet[Report]":
    """Drafts of progress reports."""
    if not access.can_lead(user):
        return Report.objects.none()
    return Report.objects.kept().filter(signed_at=None).exclude(drafted_by=user)


def asked_at(user: User) -> list[datetime]:
    """When each thing was asked for, oldest first: one query."""
    first, *others = (
        found.order_by().values_list(moment, flat=True)
        for found, moment in (
            (disclosures(user), "asked_at"),
            (held_texts(user), "asked_at"),
            (letters(user), "release_asked_at"),
            (summaries(user), "written_at"),
            (editions(user), "made_at"),
            (reports(user), "drafted_at"),
        )
    )
    return sorted(first.union(*others, all=True))


def menu(request: HttpRequest) -> dict[str, object]:
    """Template context of every page: what the menu counts, asked only where it is shown."""
    return {"menu_counts": {"unsealing:waiting": lambda: len(asked_at(request.user))}}  # type: ignore[arg-type]


def _cases(user: User) -> "QuerySet[Case]":
    return Case.objects.filter(access.complaints_read_by(user))
