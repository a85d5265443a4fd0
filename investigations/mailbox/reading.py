"""What the pages of mail show: lists, and one mail."""

from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from investigations import access
from investigations.models import Case, IncomingMail, Mailbox
from mysteryshopper.staff.models import User

from .placing import same_id

PER_PAGE = 25
Place = IncomingMail.Place


class View(NamedTuple):
    label: str
    empty: str


VIEWS = {
    "tray": View("In the tray", "The tray is empty. What can’t be put on a case by itself waits here."),
    "new": View("New on your cases", "Nothing new has come onto your cases."),
    "discarded": View("Discarded", "Nothing has been discarded."),
    "dropped": View("Sent by ourselves", "Nothing that we sent came back in."),
}


def mails(view: str, user: User) -> QuerySet[IncomingMail]:
    """Of a list, those that this person may read. In the tray the oldest first, elsewhere the newest."""
    read = IncomingMail.objects.filter(access.mails_read_by(user)).select_related("case", "guess")
    if view == "tray":
        return read.filter(place=Place.TRAY).order_by("taken_at", "pk")
    if view == "new":
        return _new(user).select_related("case").order_by("-taken_at", "-pk")
    return read.filter(place=view).order_by("-taken_at", "-pk")


def listed(view: str, user: User, page: str) -> Page:
    """An unknown page is the nearest there is. Without their texts, which can be long."""
    return Paginator(mails(view, user).defer("body", "reason"), PER_PAGE).get_page(page)


def _new(user: User) -> QuerySet[IncomingMail]:
    return IncomingMail.objects.filter(place=Place.CASE, seen_at=None, case__owner=user)


def of_case(case: Case) -> QuerySet[IncomingMail]:
    """Newest first, without their texts."""
    return case.incoming.defer("body", "reason").order_by("-taken_at", "-pk")


def failing() -> list[Mailbox]:
    """Mailboxes that could not be read at the last poll."""
    return list(Mailbox.objects.filter(failing_since__isnull=False))


class Shown(NamedTuple):
    """Of one mail. `others`: how many have the same Message-ID and other words."""

    may_work: bool
    others: int


def shown(mail: IncomingMail, user: User) -> Shown:
    may_work = mail.case is not None and access.can_work_on(user, mail.case)
    return Shown(may_work, others=same_id(mail).count())
