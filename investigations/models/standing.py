"""What one person may do with one case, apart from their role."""

from django.conf import settings
from django.db import models

from .case import Case


class Standing(models.Model):
    class Kind(models.TextChoices):
        CONFLICT = "conflict", "Has a conflict of interest"
        NAMED = "named", "May work on this restricted case"

    case = models.ForeignKey(Case, models.CASCADE, related_name="standings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "user"], name="standing_once"),
            models.CheckConstraint(condition=models.Q(kind__in=["conflict", "named"]), name="standing_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.user_id} in {self.case_id}"
