"""Publishing a summary: at once after the reply, or when the time to reply is over, and never before."""

from django.db import transaction
from django.utils import timezone

from investigations import access
from investigations.leaving import door
from investigations.lifecycle import Conflict
from investigations.models import Audience, Publication, RegisterEntry, RightOfReply, Summary
from mysteryshopper.calendar import london_day
from mysteryshopper.owed import CannotBeDone, NotYet
from mysteryshopper.staff.models import User

from . import entering, replying
from .showing import over
from .writing import check_newest, check_summable, locked, record


@transaction.atomic
def publish(publication: Publication) -> None:
    """Works off what is owed. Again, it changes nothing.

    Raises NotYet while the authority may still reply, and CannotBeDone where a person has to decide first: the leak
    check holds the summary or the reply, the case was opened again, or there is a newer version."""
    summary = publication.summary
    case = locked(summary.case)
    try:
        summary = check_newest(case, summary)
        check_summable(case)
        if summary.published_at:
            return
        reply, is_redacted = _reply(summary)
        for text in filter(None, (summary.text, reply)):
            door.pass_out(case, text, Audience.PUBLIC)
    except Conflict as conflict:
        raise CannotBeDone from conflict
    summary.published_at = timezone.now()
    summary.save(update_fields=["published_at"])
    entering.enter(case, summary, reply=reply, is_reply_redacted=is_redacted)
    record(case, f"Version {summary.version} published", by=None)


def _reply(summary: Summary) -> tuple[str, bool]:
    said = RightOfReply.objects.filter(summary=summary).first()
    if said is None and summary.reply_until and london_day(timezone.now()) <= summary.reply_until:
        raise NotYet(over(summary.reply_until))
    return replying.as_published(said)


@transaction.atomic
def withdraw(entry: RegisterEntry, *, by: User, reason: str) -> None:
    """Takes a case out of the register. Its page stays, with the reason only, and nothing that waits puts it back: that
    takes another version. Those that were published stay out even then. Raises NotAllowed, Held, Conflict."""
    case = locked(entry.case)
    access.check_withdraw_entry(by, case)
    entry = RegisterEntry.objects.select_for_update().get(pk=entry.pk)
    if entry.withdrawn_at:
        raise Conflict("This case was taken out of the register before.")
    door.pass_out(case, reason, Audience.PUBLIC)
    entry.withdrawn_at = entry.updated_at = timezone.now()
    entry.withdrawn_reason, entry.withdrawn_to = reason, entry.version
    entry.save(update_fields=["withdrawn_at", "withdrawn_reason", "withdrawn_to", "updated_at"])
    Publication.objects.filter(summary__case=case, done_at=None).delete()
    record(case, f"Taken out of the register: {reason}", by=by)
