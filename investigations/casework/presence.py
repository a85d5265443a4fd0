"""Who else has a case open: so that two people do not do the same work without knowing."""

from datetime import datetime, timedelta

from investigations.models import Case
from mysteryshopper.staff.models import User

# A page that was opened longer ago counts as left.
OPEN_FOR = timedelta(minutes=5)


# In one statement, as each page of a case does this: old rows go, theirs is written, those of the others are read.
_ENTER = """
    WITH gone AS (
        DELETE FROM investigations_presence WHERE user_id = %(user)s AND at < %(since)s AND case_id <> %(case)s
    ), entered AS (
        INSERT INTO investigations_presence (case_id, user_id, at) VALUES (%(case)s, %(user)s, %(now)s)
        ON CONFLICT (case_id, user_id) DO UPDATE SET at = excluded.at
    )
    SELECT staff_user.* FROM staff_user JOIN investigations_presence AS other ON other.user_id = staff_user.id
    WHERE other.case_id = %(case)s AND other.user_id <> %(user)s AND other.at >= %(since)s
    ORDER BY other.at DESC, other.id
"""


def enter(case: Case, *, by: User, now: datetime) -> list[User]:
    """Notes that this person has the case open now. Answers who else has."""
    return list(User.objects.raw(_ENTER, {"user": by.pk, "case": case.pk, "now": now, "since": now - OPEN_FOR}))
