"""What somebody has to do on a case, and the lists that leads keep of what cases of a kind need."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from mysteryshopper.sealed import SealedTextField

from .case import Case


class TaskQuerySet(models.QuerySet["Task"]):
    def undone(self) -> "TaskQuerySet":
        return self.filter(done_at=None)

    def by_due(self) -> "TaskQuerySet":
        """What is left first, the earliest due first; then what is done."""
        return self.order_by(F("done_at").asc(nulls_first=True), F("due_on").asc(nulls_last=True), "pk")


class Task(models.Model):
    LONGEST = 300
    # On one case.
    MOST = 200

    case = models.ForeignKey(Case, models.CASCADE, related_name="tasks")
    # Staff may type anything, also what the provider told them.
    text = SealedTextField()
    due_on = models.DateField(null=True)
    # None: whoever owns the case.
    for_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="tasks")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
                name="task_done_by_somebody",
            )
        ]
        indexes = [models.Index(fields=["for_user"], condition=Q(done_at=None), name="task_undone")]

    def __str__(self) -> str:
        return self.text


class TaskTemplate(models.Model):
    """Says nothing about any one case."""

    MOST_LINES = 30

    name = models.CharField(max_length=60, unique=True)
    # In the order in which they are done.
    lines = ArrayField(models.CharField(max_length=Task.LONGEST))
    # Counts changes, so that of two who change it at once the second is told.
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=Q(lines__len__gte=1), name="tasktemplate_lines")]

    def __str__(self) -> str:
        return self.name
