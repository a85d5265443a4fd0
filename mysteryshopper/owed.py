"""Owed work: what must still be done stands as a row in Postgres; Celery only carries ids. Knows no complaint.

A model that inherits OwedWork is a queue of its own rows. Each room says in its tasks.py which verb works such
a row off. `sweep` hands due ids to Celery every few seconds; a worker claims a row with a lease, calls the verb
once, and marks it done. Killing anything, or emptying the broker, loses nothing: the next sweep finds the row.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self, TypeVar

from celery import shared_task
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

log = logging.getLogger(__name__)

STILL_OWED = Q(done_at=None, parked_at=None)
_BATCH = 500


class CannotBeDone(Exception):
    """Raised by a verb when trying again is useless: the row is parked at once."""


class NotYet(Exception):
    """Raised by a verb whose time has not come after all: the row is due again at `until`, with all its attempts."""

    def __init__(self, until: datetime) -> None:
        self.until = until


class OwedQuerySet(models.QuerySet["OwedWork"]):
    def due(self, now: datetime) -> Self:
        """Owed, its time has come, and nobody holds it."""
        free = Q(leased_until=None) | Q(leased_until__lte=now)
        return self.filter(STILL_OWED, free, due_at__lte=now)

    def parked(self) -> Self:
        """Given up after the last attempt; waits for a person."""
        return self.filter(parked_at__isnull=False, done_at=None)


class OwedWork(models.Model):
    """A row that is work until `done_at` is set."""

    due_at = models.DateTimeField(default=timezone.now, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    leased_until = models.DateTimeField(null=True, editable=False)
    done_at = models.DateTimeField(null=True, editable=False)
    parked_at = models.DateTimeField(null=True, editable=False)
    # The kind of error only: its text may quote what somebody typed.
    last_error = models.CharField(max_length=100, blank=True, editable=False)

    # What staff call this work.
    owed_words: ClassVar[str]
    # What `owed_for` reads from other tables.
    owed_joins: ClassVar[tuple[str, ...]] = ()
    # How long one attempt may take.
    owed_seconds: ClassVar[int] = settings.OWED_TASK_SECONDS

    objects = OwedQuerySet.as_manager()

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["due_at"], condition=STILL_OWED, name="%(class)s_owed")]

    @property
    def owed_kind(self) -> str:
        """Which queue it is in: a word for addresses."""
        return str(self._meta.model_name)

    @property
    def owed_for(self) -> str:
        """The reference of what it is about."""
        raise NotImplementedError


Row = TypeVar("Row", bound=OwedWork)
_tasks: dict[type[OwedWork], Any] = {}


def works_off(model: type[Row]) -> Callable[[Callable[[Row], object]], Any]:
    """Makes the decorated verb the Celery task that works off one owed row of `model`.

    The verb must be safe to run twice: after a kill it runs again."""

    def register(verb: Callable[[Row], object]) -> Any:
        name, most = f"{verb.__module__}.{verb.__name__}", model.owed_seconds

        @shared_task(name=name, time_limit=most, soft_time_limit=most - 5)
        def task(pk: int) -> None:
            work_off(model, pk, verb)

        _tasks[model] = task
        return task

    return register


def kinds() -> list[type[OwedWork]]:
    """Every model whose rows can be owed."""
    return OwedWork.__subclasses__()


def parked_count() -> int:
    """How much was given up and waits for a person."""
    first, *others = [model.objects.parked().values("pk") for model in kinds()]
    return first.union(*others, all=True).count()


def parked_rows() -> list[OwedWork]:
    """What was given up, oldest first."""
    found = (model.objects.parked().select_related(*model.owed_joins or [None]) for model in kinds())
    rows = [(row.parked_at, row.pk, row) for kind in found for row in kind]
    return [row for _, _, row in sorted(rows, key=lambda found: found[:2])]


@shared_task(name="mysteryshopper.owed.sweep")
def sweep() -> None:
    """Hands the ids of due rows to Celery. Twice is harmless: a row is claimed once."""
    now = timezone.now()
    for model, task in _tasks.items():
        for pk in model.objects.due(now).order_by("due_at").values_list("pk", flat=True)[:_BATCH]:
            task.apply_async((pk,), expires=_lease_seconds(model))


def nudge(**options: Any) -> None:
    """Asks for a sweep now. May fail: the next sweep does the same, so a dead broker is logged and forgotten."""
    try:
        sweep.apply_async(expires=3 * settings.OWED_SWEEP_SECONDS, retry=False, **options)
    except Exception as error:
        log.warning("nudge failed (%s); the next sweep finds the work", type(error).__name__)


def work_off(model: type[Row], pk: int, verb: Callable[[Row], object]) -> None:
    """Claims the row, calls `verb` on it, marks it done. Returns quietly when it is done, parked, held or gone.

    A verb may delete its row: then nothing is left to be marked."""
    lease = _claim(model, pk)
    row = model.objects.filter(pk=pk).first() if lease else None
    if lease is None or row is None:
        return
    try:
        verb(row)
    except NotYet as not_yet:
        _held(row, lease).update(due_at=not_yet.until, leased_until=None, attempts=0, last_error="")
    except Exception as error:
        _put_back(row, lease, error)
    else:
        _held(row, lease).update(done_at=timezone.now(), leased_until=None, last_error="")


def retry(row: OwedWork) -> None:
    """Takes a parked row up again, with all its attempts."""
    parked = type(row).objects.parked().filter(pk=row.pk)
    parked.update(parked_at=None, attempts=0, leased_until=None, due_at=timezone.now())


def _lease_seconds(model: type[OwedWork]) -> int:
    return model.owed_seconds + settings.OWED_SPARE_SECONDS


def _claim(model: type[OwedWork], pk: int) -> datetime | None:
    """Takes the lease by compare-and-set and counts the attempt. None when somebody else was first."""
    now = timezone.now()
    lease = now + timedelta(seconds=_lease_seconds(model))
    taken = model.objects.due(now).filter(pk=pk, attempts__lt=settings.OWED_ATTEMPTS)
    if taken.update(leased_until=lease, attempts=F("attempts") + 1):
        return lease
    # Used up without ever reporting back: it kills its worker each time.
    spent = model.objects.due(now).filter(pk=pk, attempts__gte=settings.OWED_ATTEMPTS)
    if spent.update(parked_at=now, leased_until=None):
        log.error("parked %s %s: its workers died", model._meta.label, pk)
    return None


def _put_back(row: OwedWork, lease: datetime, error: Exception) -> None:
    """After a failure: due again later, each time twice as late; parked after the last attempt."""
    now, kind = timezone.now(), type(error).__name__
    fate: dict[str, Any]
    if isinstance(error, CannotBeDone) or row.attempts >= settings.OWED_ATTEMPTS:
        fate = {"parked_at": now}
        log.error("parked %s %s after %s attempts: %s", row._meta.label, row.pk, row.attempts, kind)
    else:
        wait = min(2 ** min(row.attempts, 10), settings.OWED_LONGEST_WAIT_SECONDS)
        fate = {"due_at": now + timedelta(seconds=wait)}
        log.warning("%s %s failed: %s; tried again in %s s", row._meta.label, row.pk, kind, wait)
    _held(row, lease).update(leased_until=None, last_error=kind[:100], **fate)


def _held(row: OwedWork, lease: datetime) -> models.QuerySet[OwedWork]:
    """The row, if this lease still holds it: a worker that was overtaken must not touch it."""
    return type(row).objects.filter(pk=row.pk, leased_until=lease, done_at=None)
