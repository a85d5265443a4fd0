"""What was done to several cases at once, so that it can be undone for a while."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models

from .case import Case

UNDO_FOR = timedelta(minutes=10)


class BulkAction(models.Model):
    class Kind(models.TextChoices):
        CLAIM = "claim", "Claim"
        HAND_OVER = "hand_over", "Hand over"
        GIVE_BACK = "give_back", "Give back to the queue"

    kind = models.CharField(max_length=10, choices=Kind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(undone_at=None) | models.Q(undone_at__gte=models.F("at")), name="bulk_undone_after"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of several cases"

    def can_be_undone(self, now: datetime) -> bool:
        return self.undone_at is None and now < self.at + UNDO_FOR


class BulkItem(models.Model):
    """One case of it: who owned it before, who after, or why nothing was changed."""

    action = models.ForeignKey(BulkAction, models.CASCADE, related_name="items")
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    before = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    after = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    why_not = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["action", "case"], name="bulkitem_once")]

    def __str__(self) -> str:
        return f"{self.case_id} in {self.action_id}"
