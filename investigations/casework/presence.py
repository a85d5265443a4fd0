"""Who else has a case open: so that two people do not do the same work without knowing."""

from datetime import datetime, timedelta

from django.db import transaction

from investigations.models import Case, Presence
from mysteryshopper.staff.models import User

# A page that was opened longer ago counts as left.
OPEN_FOR = timedelta(minutes=5)


@transaction.atomic
def enter(case: Case, *, by: User, now: datetime) -> list[User]:
    """Notes that this person has the case open now. Answers who else has."""
    Presence.objects.filter(user=by, at__lt=now - OPEN_FOR).exclude(case=case).delete()
    Presence.objects.update_or_create(case=case, user=by, defaults={"at": now})
    others = Presence.objects.filter(case=case, at__gte=now - OPEN_FOR).exclude(user=by)
    return [other.user for other in others.select_related("user").order_by("-at", "pk")]
