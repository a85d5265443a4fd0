"""An approved summary is shown to the authority, which may reply before it is published.

The letter that tells of it shows it. Told in another way, it takes somebody there who can reply on its page."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from investigations import access
from investigations.clocks import keeping
from investigations.leaving import door
from investigations.lifecycle import Conflict
from investigations.models import Audience, Case, Publication, Summary
from investigations.reaching import Reached
from mysteryshopper.calendar import LONDON, add_working_days, london_day
from mysteryshopper.staff.models import User

from .writing import check_newest, check_summable, locked, newest, record


@transaction.atomic
def show(summary: Summary, *, reached: Reached, by: User) -> Summary:
    """From here on the authority sees it, and its publication is owed. Again, it changes nothing.

    `reached`: how the authority was told of it. Raises NotAllowed, Held, TooSoon, and Conflict when it is not
    approved, there is a newer version, or nobody there could reply."""
    case = locked(summary.case)
    access.check_work_on(by, case)
    summary = check_newest(case, summary)
    if summary.shown_at:
        return summary
    _check_ready(case, summary)
    if not can_reply(case):
        raise Conflict(f"Nobody of the authority is let in until {last_day():%-d %B %Y}, when its time to reply ends.")
    return _show(case, summary, by=by, how=str(reached))


def check_told_by_letter(case: Case) -> None:
    """Raises Conflict where there is nothing that a letter could tell of."""
    last = newest(case)
    if last is None or last.published_at:
        raise Conflict("No summary of this case waits to be published. Write one first.")
    _check_ready(case, last)


@transaction.atomic
def show_with_letter(case: Case) -> None:
    """The letter has been sent: where its summary can’t be shown any more, that is written down, and nothing else."""
    case = locked(case)
    last = newest(case)
    if last is None or last.shown_at:
        return
    try:
        with transaction.atomic():
            _check_ready(case, last)
            _show(case, last, by=None, how="By letter.")
    except Conflict as conflict:
        record(case, f"Not shown to the authority, though our letter tells of it. {conflict}", by=None)


def can_reply(case: Case) -> bool:
    """Whether somebody of the authority is let in for as long as it would have to reply."""
    let_in = case.officers.filter(shut_at=None, parked_at=None)
    return let_in.filter(expires_at__gte=over(last_day())).exists()


def last_day() -> date:
    """On which the authority may reply to what is shown to it today."""
    counted_by = keeping.table()
    return add_working_days(london_day(timezone.now()), counted_by.numbers["reply"], counted_by.holidays)


def over(last_day: date) -> datetime:
    """The moment in which this day is over in London."""
    return datetime.combine(last_day + timedelta(days=1), time(), tzinfo=LONDON)


def _check_ready(case: Case, summary: Summary) -> None:
    check_summable(case)
    if summary.approved_at is None:
        raise Conflict("A second person has to approve this version of the summary first.")
    for audience in (Audience.AUTHORITY, Audience.PUBLIC):
        door.pass_out(case, summary.text, audience)


def _show(case: Case, summary: Summary, *, by: User | None, how: str) -> Summary:
    summary.shown_at, summary.reply_until = timezone.now(), last_day()
    summary.save(update_fields=["shown_at", "reply_until"])
    Publication.objects.create(summary=summary, due_at=over(summary.reply_until))
    record(case, f"Version {summary.version} shown to the authority. {how}", by=by)
    return summary
