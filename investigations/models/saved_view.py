"""A list of cases that somebody keeps under a name, and the mail that counts it for them."""

from datetime import date, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models

from mysteryshopper.owed import OwedWork


class SavedView(OwedWork):
    """As owed work, a view owes its owner the next digest. Without a digest it is done."""

    class Digest(models.TextChoices):
        NEVER = "never", "Never"
        DAILY = "daily", "Every day"
        WEEKLY = "weekly", "Every Monday"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=60)
    # Of the list of cases, as the filters write it. “Me” in it is whoever reads it.
    query = models.CharField(max_length=2000, blank=True)
    is_shared = models.BooleanField(default=False)
    digest = models.CharField(max_length=10, choices=Digest, default=Digest.NEVER)
    # The digest goes out only when there are so many cases.
    at_least = models.PositiveIntegerField(default=1)
    # The first day of the last period that had its digest.
    sent_for = models.DateField(null=True)

    class Meta(OwedWork.Meta):
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="savedview_name"),
            models.CheckConstraint(
                condition=models.Q(digest__in=["never", "daily", "weekly"]), name="savedview_digest"
            ),
            models.CheckConstraint(condition=models.Q(at_least__gte=1), name="savedview_at_least"),
        ]

    owed_words: ClassVar[str] = "Mail the number of cases in a saved list"

    def __str__(self) -> str:
        return self.name

    @property
    def owed_for(self) -> str:
        return f"Saved list {self.pk}"

    def period(self, day: date) -> date:
        """The first day of the period in which a day is."""
        return day - timedelta(days=day.weekday()) if self.digest == self.Digest.WEEKLY else day

    def next_period(self, day: date) -> date:
        return self.period(day) + timedelta(days=7 if self.digest == self.Digest.WEEKLY else 1)
