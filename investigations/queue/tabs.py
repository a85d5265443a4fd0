"""The tabs of the queue: which open cases each holds, and in what words."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Min, Q, QuerySet

from investigations.deadlines import ClockKind
from investigations.lifecycle import Status
from investigations.models import RUNNING, Case, CaseClock
from mysteryshopper.calendar import london_day
from mysteryshopper.staff.models import User

SOON_DAYS = 5
_NEW_COME = "New complaints appear here within seconds."


class Tab(NamedTuple):
    """`which`: the condition on open cases, for a user at a moment. `caption` goes on after “5 cases”."""

    label: str
    caption: str
    empty: str
    which: Callable[[User, datetime], Q]


TABS: dict[str, Tab] = {
    "unassigned": Tab(
        "Unassigned",
        "without an owner",
        f"Every open case has an owner. {_NEW_COME}",
        lambda user, now: Q(owner=None),
    ),
    "mine": Tab("Mine", "of yours", "You have no open cases.", lambda user, now: Q(owner=user)),
    "live": Tab(
        "Live procurements",
        "about a live procurement",
        "In no open case can bids still be sent.",
        lambda user, now: Q(live_until__gt=now),
    ),
    "overdue": Tab("Overdue", "overdue", "Nothing is overdue.", lambda user, now: Q(next_due_on__lt=london_day(now))),
    "soon": Tab(
        "Due soon",
        f"due within {SOON_DAYS} days",
        f"Nothing is due within {SOON_DAYS} days.",
        lambda user, now: Q(next_due_on__range=(london_day(now), london_day(now) + timedelta(days=SOON_DAYS))),
    ),
    "waiting": Tab(
        "Waiting for the authority",
        "waiting for the authority",
        "No case waits for an authority.",
        lambda user, now: Q(status=Status.ASKED),
    ),
    "all": Tab("All open", "open", f"There are no open cases. {_NEW_COME}", lambda user, now: Q()),
}
# Closed cases too, and in an order of their own.
NEWS = Tab(
    "News from providers",
    "with news from the provider, the oldest news first",
    "There is no news from providers. What they write or answer appears here until somebody who works on the case has "
    "opened it.",
    lambda user, now: Q(),
)
AUTHORITY_NEWS = Tab(
    "News from authorities",
    "with news from the authority, the oldest news first",
    "There is no news from authorities. What they answer, ask or send appears here until whoever owns the case has "
    "opened it.",
    lambda user, now: Q(),
)
# Closed cases only.
FOLLOW_UPS = Tab(
    "Follow-ups due",
    f"to follow up within {SOON_DAYS} days, or overdue",
    f"No closed case has to be followed up within {SOON_DAYS} days.",
    lambda user, now: Q(),
)
# Closed cases too.
MENTIONS = Tab(
    "Mentions of you",
    "in which a colleague mentions you, the oldest mention first",
    "Nobody mentions you in a note that you have not seen.",
    lambda user, now: Q(),
)
ALL = TABS | {
    "news": NEWS,
    "authority_news": AUTHORITY_NEWS,
    "follow_ups": FOLLOW_UPS,
    "mentions": MENTIONS,
}


def cases_of(name: str, *, user: User, now: datetime) -> QuerySet[Case]:
    """The open cases of a tab, the most urgent first. An unknown tab is `all`."""
    if name in _APART:
        return _APART[name](user, now)
    tab = TABS.get(name, TABS["all"])
    return Case.objects.open().filter(tab.which(user, now)).in_order_of_urgency(now)


def counts(*, user: User, now: datetime) -> dict[str, int]:
    """How many cases each tab holds: one query for all of them, and one each for those apart."""
    each = {name: Count("pk", filter=tab.which(user, now)) for name, tab in TABS.items() if name != "all"}
    apart = {name: cases(user, now).count() for name, cases in _APART.items()}
    return Case.objects.open().aggregate(all=Count("pk"), **each) | apart


def to_follow_up(now: datetime) -> QuerySet[Case]:
    """Closed cases in which a change was promised that is to be checked now, the earliest due first."""
    # Begun from the clocks that run: the cases are many.
    running = CaseClock.objects.filter(RUNNING, kind=ClockKind.FOLLOW_UP)
    due = running.filter(due_on__lte=london_day(now) + timedelta(days=SOON_DAYS))
    return Case.objects.filter(pk__in=due.values("case")).order_by("next_due_on", "pk")


def with_mentions(user: User) -> QuerySet[Case]:
    """In whose notes they are mentioned and which they have not opened since, the oldest first."""
    found = Case.objects.filter(mentions__user=user, mentions__seen_at=None)
    return found.annotate(mentioned_since=Min("mentions__at")).order_by("mentioned_since", "pk")


def with_news() -> QuerySet[Case]:
    """Whose provider did something that nobody who works on the case has seen, the oldest first."""
    # Begun from the few that have news: the cases are many.
    found = Case.objects.filter(complaint__news__isnull=False)
    return found.annotate(news_since=Min("complaint__news__at")).order_by("news_since", "pk")


def with_authority_news() -> QuerySet[Case]:
    """Whose authority did something that the owner has not seen, the oldest first."""
    found = Case.objects.filter(authority_news__isnull=False)
    return found.annotate(news_since=Min("authority_news__at")).order_by("news_since", "pk")


_APART: dict[str, Callable[[User, datetime], QuerySet[Case]]] = {
    "news": lambda user, now: with_news(),
    "authority_news": lambda user, now: with_authority_news(),
    "follow_ups": lambda user, now: to_follow_up(now),
    "mentions": lambda user, now: with_mentions(user),
}
