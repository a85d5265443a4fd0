"""A complaint that is still being written."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from mysteryshopper.owed import OwedWork
from mysteryshopper.sealed import SealedJSONField


class Draft(OwedWork):
    """As owed work, a draft owes its own erasure, 28 days after it was last written to."""

    # SHA-256 of the filing token, which only the provider holds.
    filing_hash = models.CharField(max_length=64, unique=True)
    # One entry a page: {"authority": {"authority": "42"}, ...}
    answers = SealedJSONField()
    changed_at = models.DateTimeField(default=timezone.now)

    owed_words: ClassVar[str] = "Erase what was not sent"

    def __str__(self) -> str:
        return f"Draft {self.pk}"

    @property
    def owed_for(self) -> str:
        return "A complaint that was not sent"

    @property
    def erased_at(self) -> datetime:
        return self.changed_at + timedelta(days=settings.DRAFT_DAYS)

    def put_off_erasure(self) -> list[str]:
        """As every change does. Saves nothing: returns the names of the fields to save."""
        self.changed_at = timezone.now()
        self.due_at = self.erased_at
        return ["changed_at", "due_at"]
