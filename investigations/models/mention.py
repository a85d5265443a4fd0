"""A colleague is mentioned in a note."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from mysteryshopper.owed import OwedWork

from .case import Case


class Mention(OwedWork):
    """News of theirs until they have opened the case. As owed work, it owes the mail that says so."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="mentions")
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    # The same at every attempt.
    message_id = models.CharField(max_length=100, unique=True)

    class Meta(OwedWork.Meta):
        indexes = [
            *OwedWork.Meta.indexes,
            models.Index(fields=["user"], condition=models.Q(seen_at=None), name="mention_unseen"),
        ]

    owed_words: ClassVar[str] = "Mail about a mention"
    owed_joins: ClassVar[tuple[str, ...]] = ("case",)

    def __str__(self) -> str:
        return f"Mention {self.pk}"

    @property
    def owed_for(self) -> str:
        return self.case.reference
