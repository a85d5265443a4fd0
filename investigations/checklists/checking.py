"""The verbs on the tasks of one case. A closed case keeps them as they are."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from investigations import access
from investigations.lifecycle import Conflict, Status
from investigations.models import Case, CaseEvent, Task, TaskTemplate
from mysteryshopper.staff.models import User


@transaction.atomic
def add(case: Case, text: str, *, due_on: date | None, for_user: User | None, by: User) -> None:
    """One more thing to do. Raises NotAllowed, also for a `for_user` who may not read the case, and Conflict."""
    case = _worked_on(case, by)
    if for_user:
        access.check_read_complaint(for_user, case)
    _add(case, [text], due_on=due_on, for_user=for_user)


@transaction.atomic
def add_all(case: Case, template: TaskTemplate, *, due_on: date | None, by: User) -> None:
    """All of a template in its order, for whoever owns the case. Raises NotAllowed, Conflict."""
    _add(_worked_on(case, by), template.lines, due_on=due_on, for_user=None)


@transaction.atomic
def tick(case: Case, task: Task, *, by: User) -> None:
    """It is done; done before, nothing changes. Raises NotAllowed, Conflict."""
    case = _worked_on(case, by)
    if case.tasks.undone().filter(pk=task.pk).update(done_at=timezone.now(), done_by=by):
        _record(case, by, f"Done: {task}")


@transaction.atomic
def untick(case: Case, task: Task, *, by: User) -> None:
    """It is not done after all; not done, nothing changes. Raises NotAllowed, Conflict."""
    case = _worked_on(case, by)
    if case.tasks.filter(pk=task.pk).exclude(done_at=None).update(done_at=None, done_by=None):
        _record(case, by, f"Not done after all: {task}")


def _add(case: Case, texts: Sequence[str], *, due_on: date | None, for_user: User | None) -> None:
    if case.tasks.count() + len(texts) > Task.MOST:
        raise Conflict(f"A case has {Task.MOST} tasks at most.")
    Task.objects.bulk_create(Task(case=case, text=text, due_on=due_on, for_user=for_user) for text in texts)


def _worked_on(case: Case, by: User) -> Case:
    case = Case.objects.select_for_update().get(pk=case.pk)
    access.check_work_on(by, case)
    if case.status == Status.CLOSED:
        raise Conflict("This case is closed. Its tasks stay as they are.")
    return case


def _record(case: Case, by: User, note: str) -> None:
    CaseEvent.objects.create(case=case, kind=CaseEvent.Kind.TASK, by=by, note=note, at=timezone.now())
