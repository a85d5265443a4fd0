"""Tasks as pages show them. Reads, never writes."""

from django.db.models import Q, QuerySet

from investigations import access
from investigations.models import Case, Task
from mysteryshopper.staff.models import User


def tasks_of(case: Case) -> list[Task]:
    """What is left first, the earliest due first; then what is done."""
    return list(case.tasks.by_due().select_related("for_user", "done_by"))


def mine(user: User) -> QuerySet[Task]:
    """What somebody has left to do on open cases that they may read, the earliest due first."""
    theirs = Q(for_user=user) | Q(for_user=None, case__owner=user)
    readable = Case.objects.open().filter(access.complaints_read_by(user))
    return Task.objects.undone().by_due().filter(theirs, case__in=readable)


def how_many_left(case: Case) -> int:
    return case.tasks.undone().count()
