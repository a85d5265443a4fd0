"""When something may leave: nothing reaches an authority within a day of the complaint, or the moment would say whose.

An authority that hears from us an hour after a meeting knows who was in the room. Only where waiting would cost the
procurement may a lead decide otherwise, with a reason."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from investigations import access
from investigations.lifecycle import Conflict
from investigations.models import Audience, Case, CaseEvent
from mysteryshopper.staff.models import User

WAIT = timedelta(days=1)


class TooSoon(Conflict):
    """A day has not gone by since the complaint was filed, and no lead has said that it cannot wait."""


def check_time(case: Case, audience: Audience, *, now: datetime) -> None:
    """Raises TooSoon."""
    if audience == Audience.AUTHORITY and waits_until(case, now=now):
        raise TooSoon("The complaint is less than a day old: the moment would say whose it is. Wait, or ask a lead.")


def waits_until(case: Case, *, now: datetime) -> datetime | None:
    """When something may leave to the authority. None: now. A case that no provider brought has no moment to hide."""
    earliest = case.complaint.filed_at + WAIT if case.complaint else now
    return earliest if now < earliest and not is_urgent(case) else None


def is_urgent(case: Case) -> bool:
    """Whether a lead has said that this case cannot wait."""
    return case.events.filter(kind=CaseEvent.Kind.URGENT).exists()


@transaction.atomic
def let_leave_early(case: Case, *, by: User, reason: str) -> None:
    """A lead says that this case cannot wait for a day. Again, it changes nothing. Raises NotAllowed."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    access.check_decide_about(by, case)
    if not is_urgent(case):
        CaseEvent.objects.create(case=case, kind=CaseEvent.Kind.URGENT, by=by, note=reason, at=timezone.now())
