"""An approved summary is shown to the authority, which may reply before it is published."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from investigations import access
from investigations.clocks import keeping
from investigations.leaving import door
from investigations.lifecycle import Conflict
from investigations.models import Audience, Publication, Summary
from mysteryshopper.calendar import LONDON, add_working_days, london_day
from mysteryshopper.staff.models import User

from .writing import check_newest, check_summable, locked, record


@transaction.atomic
def show(summary: Summary, *, by: User) -> Summary:
    """From here on the authority sees it, and its publication is owed. Again, it changes nothing.

    Raises NotAllowed, Held, TooSoon, and Conflict when it is not approved or there is a newer version."""
    case = locked(summary.case)
    access.check_work_on(by, case)
    summary = check_newest(case, summary)
    check_summable(case)
    if summary.shown_at:
        return summary
    if summary.approved_at is None:
        raise Conflict("A second person has to approve this version first.")
    for audience in (Audience.AUTHORITY, Audience.PUBLIC):
        door.pass_out(case, summary.text, audience)
    now = timezone.now()
    counted_by = keeping.table()
    summary.shown_at = now
    summary.reply_until = add_working_days(london_day(now), counted_by.numbers["reply"], counted_by.holidays)
    summary.save(update_fields=["shown_at", "reply_until"])
    Publication.objects.create(summary=summary, due_at=over(summary.reply_until))
    record(case, f"Version {summary.version} shown to the authority", by=by)
    return summary


def over(last_day: date) -> datetime:
    """The moment in which this day is over in London."""
    return datetime.combine(last_day + timedelta(days=1), time(), tzinfo=LONDON)
