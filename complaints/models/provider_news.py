"""What a provider did that nobody who works on the case has seen yet. Seen, the row is gone."""

from collections.abc import Collection
from typing import Self

from django.db import models

from .complaint import Complaint


class ProviderNews(models.Model):
    """Of each kind one row, however often it happens. Says that there is something, never what."""

    class Kind(models.TextChoices):
        """Gravest first."""

        RETALIATION = "retaliation", "Says there was retaliation"
        WITHDRAWAL = "withdrawal", "Asks to withdraw"
        CONSENT = "consent", "Took back consent"
        ANSWER = "answer", "Answered a question"
        MESSAGE = "message", "New message"
        FILE = "file", "New file"

        @property
        def is_grave(self) -> bool:
            return self in {self.RETALIATION, self.WITHDRAWAL}

        @classmethod
        def gravest_first(cls, found: Collection[str]) -> list[Self]:
            return [kind for kind in cls if kind in found]

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="news")
    kind = models.CharField(max_length=12, choices=Kind)
    # When it last happened.
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "provider news"
        constraints = [
            # Its index also answers which complaints of a list have news.
            models.UniqueConstraint(fields=["complaint", "kind"], name="providernews_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["retaliation", "withdrawal", "consent", "answer", "message", "file"]),
                name="providernews_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.kind
