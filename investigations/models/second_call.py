"""A lead is told by mail that something waits for a second person."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from mysteryshopper.owed import OwedWork


class SecondCall(OwedWork):
    """Of all that waits for them, the newest was asked for at `asked_at`: once for each such moment."""

    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    # The same at every attempt.
    message_id = models.CharField(max_length=100, unique=True)

    class Meta(OwedWork.Meta):
        constraints = [models.UniqueConstraint(fields=["to", "asked_at"], name="secondcall_once")]

    owed_words: ClassVar[str] = "Mail about what waits for a second person"
    owed_joins: ClassVar[tuple[str, ...]] = ("to",)

    def __str__(self) -> str:
        return f"Second call {self.pk}"

    @property
    def owed_for(self) -> str:
        return str(self.to)
