"""Lists that are kept: saved, changed, counted, and their digest sent."""

from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from investigations import access
from investigations.models import SavedView
from mysteryshopper import mail
from mysteryshopper.calendar import LONDON, london_day
from mysteryshopper.owed import NotYet
from mysteryshopper.staff.models import User

from . import filters

MOST_VIEWS = 50
# In London, when the day's digests become due.
HOUR = 8


class NotSaved(Exception):
    """Carries a sentence fit for the form."""


def seen_by(user: User) -> QuerySet[SavedView]:
    """Their own; for who works the queue also those that leads share."""
    own = Q(owner=user)
    seen = own | Q(is_shared=True) if access.can_work_queue(user) else own
    return SavedView.objects.filter(seen).select_related("owner")


def is_mailed(view: SavedView) -> bool:
    """Whether its digest goes. Not where a filter of it is not for the role that its owner has now."""
    return view.digest != SavedView.Digest.NEVER and _asked(view).is_valid_query


def no_longer_mailed() -> QuerySet[SavedView]:
    """Those whose owner has left, or has a role now that sees no lists: nobody else would learn that no mail goes."""
    may = User.objects.filter(access.who_see_figures())
    found = SavedView.objects.exclude(digest=SavedView.Digest.NEVER).exclude(owner__in=may)
    return found.select_related("owner").order_by("owner__name", "name", "pk")


def save(view: SavedView, data: dict[str, Any], *, now: datetime) -> None:
    """Gives a new view, or one that is there, these fields, and owes its next digest. Raises NotSaved, NotAllowed.

    With another name it owes what it owed: only how often it is mailed moves the next one."""
    if data.get("is_shared"):
        access.check_lead(view.owner)
    goes_on = view.pk is not None and view.parked_at is None and data.get("digest", view.digest) == view.digest
    for field, value in data.items():
        setattr(view, field, value)
    if not goes_on:
        is_owed = view.digest != SavedView.Digest.NEVER
        view.due_at = _at_hour(view.next_period(london_day(now)))
        view.done_at, view.parked_at, view.attempts, view.leased_until = None if is_owed else now, None, 0, None
    if view.pk is None and SavedView.objects.filter(owner=view.owner).count() >= MOST_VIEWS:
        raise NotSaved(f"You have {MOST_VIEWS} saved lists. Delete one first")
    try:
        with transaction.atomic():
            # Of one that goes on only what was typed: meanwhile its digest may be sent.
            view.save(update_fields=list(data) if goes_on else None)
    except IntegrityError:
        raise NotSaved("You have a saved list of this name. Enter another name") from None


def send_digest(view: SavedView) -> None:
    """Mails the owner how many cases there are, if enough, once in a period. Raises NotYet: there is a next one."""
    today = timezone.localdate()
    period, after = view.period(today), NotYet(_at_hour(view.next_period(today)))
    if view.sent_for and view.sent_for >= period:
        raise after
    count = _count(view)
    if count is not None and count >= view.at_least:
        _mail(view, count, period)
    # Only this column: meanwhile its owner may have changed the view.
    SavedView.objects.filter(pk=view.pk).update(sent_for=period)
    raise after


def _count(view: SavedView) -> int | None:
    """None: the owner is gone, or may not see this list any more."""
    if not access.can_see_figures(view.owner):
        return None
    asked = _asked(view)
    return asked.found.count() if asked.is_valid_query else None


def _asked(view: SavedView) -> filters.CaseFilter:
    return filters.asked(QueryDict(view.query), view.owner)


def _mail(view: SavedView, count: int, period: date) -> None:
    """Only the number, and where to look: name and filters of a list are words that somebody typed."""
    link = f"{settings.BASE_URL}{reverse('queue:saved')}#list-{view.pk}"
    cases = f"{count:,} case{'s' if count != 1 else ''}"
    mail.send(
        to=view.owner.email,
        subject=f"{cases} in a list of yours",
        body=render_to_string("investigations/queue/mail/digest.txt", {"cases": cases, "view": view, "link": link}),
        message_id=_message_id(view, period),
    )


def _message_id(view: SavedView, period: date) -> str:
    """The same at every attempt of a period, so that a mail sent twice across a kill can be told to be one."""
    return f"<saved-list.{view.pk}.{period:%Y%m%d}@{mail.DOMAIN}>"


def _at_hour(day: date) -> datetime:
    return datetime.combine(day, time(HOUR), tzinfo=LONDON)
