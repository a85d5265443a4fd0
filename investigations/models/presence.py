"""Who has a case open now: at most a few rows for each person, and none of them is history."""

from django.conf import settings
from django.db import models

from .case import Case


class Presence(models.Model):
    case = models.ForeignKey(Case, models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.case_id}"
