"""The clocks of each case as rows, so that Postgres can sort, count and remind by them; what stopped them; and the
numbers and holidays they are counted by."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from investigations.deadlines import MOST, RULES, STOPPABLE, ClockKind
from mysteryshopper.owed import OwedWork
from mysteryshopper.sealed import SealedTextField

from .case import Case

RUNNING = Q(met_on=None, stopped_on=None)


class CaseClock(models.Model):
    """What `investigations.deadlines` says of this case: written by clocks.keeping alone."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="clocks")
    kind = models.CharField(max_length=12, choices=ClockKind)
    started_on = models.DateField()
    due_on = models.DateField()
    met_on = models.DateField(null=True)
    stopped_on = models.DateField(null=True)
    # The day it was due on when somebody was last reminded that it will be, and told that it was over.
    reminded_for = models.DateField(null=True)
    escalated_for = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "kind"], name="caseclock_once"),
            models.CheckConstraint(condition=Q(kind__in=ClockKind.values), name="caseclock_kind"),
        ]
        indexes = [models.Index(fields=["due_on"], condition=RUNNING, name="caseclock_running")]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on}"


class WhyStopped(models.TextChoices):
    PROVIDER = "provider", "We wait for the provider"
    MORE_TIME = "more_time", "The authority was given more time"
    ELSEWHERE = "elsewhere", "Another body or a court is looking into it"
    OTHER = "other", "Another reason"


class ClockPause(models.Model):
    """A clock that was stopped, and why."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="pauses")
    kind = models.CharField(max_length=12, choices=ClockKind)
    reason = models.CharField(max_length=10, choices=WhyStopped)
    note = SealedTextField(default="")
    since = models.DateField()
    # The day on which it ran again. None: it is stopped still.
    until = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "kind"], condition=Q(until=None), name="clockpause_one_at_a_time"),
            models.CheckConstraint(condition=Q(until__gte=F("since")) | Q(until=None), name="clockpause_in_order"),
            models.CheckConstraint(condition=Q(kind__in=sorted(STOPPABLE)), name="clockpause_stoppable"),
            # No clock is stopped without a reason.
            models.CheckConstraint(condition=Q(reason__in=WhyStopped.values), name="clockpause_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} from {self.since}"


class ClockSetting(models.Model):
    """A number that leads have changed. Without a row, that of `deadlines.RULES` holds."""

    key = models.CharField(max_length=30, unique=True)
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(key__in=list(RULES)), name="clocksetting_key"),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=MOST), name="clocksetting_number"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.number}"


class Holiday(models.Model):
    """A bank holiday that the published list does not have: a one-off."""

    day = models.DateField(unique=True)
    name = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.name


class ClockChange(OwedWork):
    """Somebody changed what clocks are counted by. As owed work, it owes every open case a fresh count."""

    # In words, for the history of each case that it moves. Empty: it says nothing there.
    words = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    # Cases up to this id have been counted.
    done_to = models.BigIntegerField(default=0)

    class Meta(OwedWork.Meta):
        triggers = [
            pgtrigger.ReadOnly(name="clockchange_stays", fields=["words", "by", "at"]),
            pgtrigger.Protect(name="clockchange_kept", operation=pgtrigger.Delete),
        ]

    owed_words: ClassVar[str] = "Count the clocks again"

    def __str__(self) -> str:
        return self.words

    @property
    def owed_for(self) -> str:
        return "All open cases"
