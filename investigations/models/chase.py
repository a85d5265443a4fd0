"""What was done because an authority owes its answer: each step once for each day on which that is due."""

import pgtrigger
from django.db import models
from django.db.models import Q

from .case import Case
from .letter import Letter


class ChaseStep(models.TextChoices):
    """In their order."""

    BEFORE = "before", "Reminded before its answer was due"
    ON = "on", "Reminded on the day its answer was due"
    AFTER = "after", "Reminded once its answer was late"
    SENIOR = "senior", "A senior contact is written to"
    NO_ANSWER = "no_answer", "The authority did not answer"


class Chase(models.Model):
    """Never edited: Postgres refuses."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="chases")
    step = models.CharField(max_length=10, choices=ChaseStep)
    due_on = models.DateField()
    # None: there was nobody to write to, or nothing to write.
    letter = models.OneToOneField(Letter, models.SET_NULL, null=True, related_name="chase")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "due_on", "step"], name="chase_once"),
            models.CheckConstraint(condition=Q(step__in=ChaseStep.values), name="chase_step"),
        ]
        triggers = [pgtrigger.ReadOnly(name="chase_stays", fields=["case", "step", "due_on", "at"])]

    def __str__(self) -> str:
        return f"{self.step} {self.due_on}"
