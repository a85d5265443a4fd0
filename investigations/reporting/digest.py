"""The headline figures by mail, each month, for who asks for them: of the twelve months that ended with the last."""

from datetime import date, datetime, time

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from investigations import access
from investigations.models import FiguresDigest
from investigations.outcomes.counting import Narrowed
from investigations.outcomes.headline import headline
from investigations.outcomes.narrowing import Asked, period_in_words
from mysteryshopper import mail
from mysteryshopper.calendar import LONDON, add_months
from mysteryshopper.owed import NotYet
from mysteryshopper.staff.models import User

_MONTHS = 12
# In London, when the month's mails become due.
_HOUR = 8


def ask(user: User) -> None:
    """From the next month on. Asked already, nothing changes. Raises NotAllowed."""
    access.check_see_figures(user)
    FiguresDigest.objects.get_or_create(user=user, defaults={"due_at": _next(timezone.localdate())})


def stop(user: User) -> None:
    """Stopped already, nothing changes."""
    FiguresDigest.objects.filter(user=user).delete()


def send(digest: FiguresDigest) -> None:
    """Mails the figures once in a month. Who may not see them any more gets none, and has to ask again.

    Raises NotYet: there is a next month."""
    user, month = digest.user, timezone.localdate().replace(day=1)
    if not access.can_see_figures(user):
        stop(user)
        return
    # Only this column, and only of one that is not stopped: meanwhile they may have stopped it.
    of_month = FiguresDigest.objects.filter(Q(sent_for=None) | Q(sent_for__lt=month), pk=digest.pk)
    if of_month.exists():
        _mail(digest, month)
        of_month.update(sent_for=month)
    raise NotYet(_next(month))


def asked_of(month: date) -> Asked:
    """The twelve months before a month, and the twelve before them."""
    first, before = add_months(month, -_MONTHS), add_months(month, -2 * _MONTHS)
    last = add_months(month, -1)
    return Asked(
        narrowed=Narrowed(first, month),
        query=f"from_month={first.month}+{first.year}&to_month={last.month}+{last.year}",
        words=(period_in_words(first, month),),
        before=Narrowed(before, first),
        before_words=period_in_words(before, first),
        works_queue=False,
    )


def _mail(digest: FiguresDigest, month: date) -> None:
    asked = asked_of(month)
    context = {
        "asked": asked,
        "headline": headline(asked),
        "link": f"{settings.BASE_URL}{reverse('outcomes:dashboard')}?{asked.query}",
        "settings": f"{settings.BASE_URL}{reverse('reporting:digest')}",
    }
    mail.send(
        to=digest.user.email,
        subject=f"Mystery Shopper figures, {asked.words[0]}",
        body=render_to_string("investigations/reporting/mail/digest.txt", context),
        html=render_to_string("investigations/reporting/mail/digest.html", context),
        # The same at every attempt of a month: so a mail sent twice across a kill can be told to be one.
        message_id=f"<figures.{digest.pk}.{month:%Y%m}@{mail.DOMAIN}>",
    )


def _next(day: date) -> datetime:
    return datetime.combine(add_months(day.replace(day=1), 1), time(_HOUR), tzinfo=LONDON)
