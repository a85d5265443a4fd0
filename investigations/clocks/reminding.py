"""Reminders before a clock is due, and word when it is over: once for each day on which it is due, by mail.

What was said of a clock stands on its row, locked while it is said: two workers, or a week in which none ran, say it
once. A reminder that comes too late is not sent: then only that the clock is over is said. What nobody could be told
stays to be said, until there is somebody."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.template.loader import render_to_string
from django.utils import timezone

from complaints.models import Notification
from investigations import access
from investigations.deadlines import OF_THE_PROCUREMENT, ClockKind
from investigations.models import RUNNING, Case, CaseClock, Reminder, Standing
from mysteryshopper.calendar import add_working_days
from mysteryshopper.mail import new_message_id
from mysteryshopper.mail import send as send_mail
from mysteryshopper.staff.models import Role, User

from . import keeping

_AT_A_TIME = 200
_CLOCKS_OF_ONE_CASE = len(ClockKind)


@transaction.atomic
def note_acknowledged() -> None:
    """Ends the clocks of cases whose acknowledgement has gone. The rest at the next call."""
    gone = {
        "complaint__notifications__kind": Notification.Kind.ACKNOWLEDGEMENT,
        "complaint__notifications__done_at__isnull": False,
    }
    open_clocks = CaseClock.objects.filter(RUNNING, kind=ClockKind.ACKNOWLEDGE).values("case")
    cases = Case.objects.filter(pk__in=open_clocks, **gone).order_by("pk")
    keeping.refresh(*cases.select_for_update(of=("self",), skip_locked=True)[:_AT_A_TIME])


@transaction.atomic
def owe(today: date) -> int:
    """Owes what is to be said today, to whom. How many mails; call it again until it is none."""
    clocks = list(
        CaseClock.objects.filter(RUNNING, _to_be_said(today), _somebody_to_tell())
        .select_related("case__owner")
        .select_for_update(of=("self",), skip_locked=True)
        .order_by("case", "due_on", "pk")[: _AT_A_TIME * _CLOCKS_OF_ONE_CASE]
    )
    mails = [
        Reminder(
            case=case,
            to=user,
            clocks={clock.kind: clock.due_on.isoformat() for clock in of_user},
            message_id=new_message_id(),
        )
        for case, of_case in _told(clocks, today).items()
        for user, of_user in of_case.items()
    ]
    Reminder.objects.bulk_create(mails)
    said = [clock.pk for clock in clocks]
    CaseClock.objects.filter(pk__in=said, due_on__gte=today).update(reminded_for=F("due_on"))
    CaseClock.objects.filter(pk__in=said, due_on__lt=today).update(escalated_for=F("due_on"))
    return len(mails)


def _to_be_said(today: date) -> Q:
    """Of a clock that is over, or will be soon. Not soon of one that began today: an acknowledgement is on its way. The
    clocks of the procurement itself are nobody’s to keep: they are never over, and may be told of at once."""
    counted_by = keeping.table()
    soon = add_working_days(today, counted_by.numbers["remind"], counted_by.holidays)
    of_ours = ~Q(kind__in=OF_THE_PROCUREMENT)
    late = Q(due_on__lte=_over(today, counted_by)) & _unsaid("escalated_for") & of_ours
    ahead = Q(due_on__range=(today, soon)) & _unsaid("reminded_for") & ~(Q(started_on=today) & of_ours)
    return late | ahead


def _over(today: date, counted_by: keeping.Table) -> date:
    """The last day on which a clock may have been due for its owner and leads to be told today."""
    day = today - timedelta(days=1)
    while add_working_days(day, counted_by.numbers["escalate"], counted_by.holidays) > today:
        day -= timedelta(days=1)
    return day


def _somebody_to_tell() -> Q:
    """Its owner, or a lead: without a conflict of interest, and still here."""
    conflicts = Standing.objects.filter(kind=Standing.Kind.CONFLICT)
    theirs = conflicts.filter(case=OuterRef("case"), user=OuterRef("case__owner"))
    of_lead = conflicts.filter(case=OuterRef(OuterRef("case")), user=OuterRef("pk"))
    lead = User.objects.filter(~Exists(of_lead), role=Role.LEAD, is_active=True)
    able = Q(case__owner__in=User.objects.filter(access.who_work_queue()))
    return (able & ~Exists(theirs)) | Exists(lead)


def _unsaid(of: str) -> Q:
    return Q(**{of: None}) | ~Q(**{of: F("due_on")})


def _told(clocks: Iterable[CaseClock], today: date) -> dict[Case, dict[User, list[CaseClock]]]:
    """Who is told of which clocks: one mail to each person for each case. Before the day that is the owner, after it
    leads too, and leads alone when nobody owns the case; never who has a conflict of interest."""
    leads = list(User.objects.filter(role=Role.LEAD, is_active=True).order_by("pk"))
    cases = {clock.case for clock in clocks}
    shut = set(Standing.objects.filter(case__in=cases, kind=Standing.Kind.CONFLICT).values_list("case", "user"))
    found: dict[Case, dict[User, list[CaseClock]]] = defaultdict(lambda: defaultdict(list))
    for clock in clocks:
        owner = clock.case.owner
        is_shut = owner is None or (clock.case_id, owner.pk) in shut or not access.can_work_queue(owner)
        owners = [owner] if owner and not is_shut else []
        open_to = [lead for lead in leads if (clock.case_id, lead.pk) not in shut]
        for user in {*owners, *open_to} if clock.due_on < today else owners or open_to:
            found[clock.case][user].append(clock)
    return found


def send(reminder: Reminder) -> None:
    """Sends one mail, of those clocks that still run and are due when they were. Of none: no mail.

    Raises CannotBeDone when no mail can ever go to the address, and whatever the mail server raises otherwise."""
    running = reminder.case.clocks.filter(RUNNING).order_by("due_on", "pk")
    clocks = [clock for clock in running if reminder.clocks.get(clock.kind) == clock.due_on.isoformat()]
    if not clocks or not access.can_work_queue(reminder.to):
        return
    context = {"case": reminder.case, "clocks": clocks, "today": timezone.localdate(), "BASE_URL": settings.BASE_URL}
    send_mail(
        to=reminder.to.email,
        subject=f"{reminder.case.reference}: {clocks[0].get_kind_display()}",
        body=render_to_string("investigations/clocks/mail/reminder.txt", context),
        message_id=reminder.message_id,
    )
