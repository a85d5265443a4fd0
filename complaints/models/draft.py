"""A complaint that is still being written."""

from django.db import models
from django.utils import timezone

from mysteryshopper.sealed import SealedJSONField


class Draft(models.Model):
    # SHA-256 of the filing token, which only the provider's browser holds.
    filing_hash = models.CharField(max_length=64, unique=True)
    # One entry a page: {"authority": {"authority": "42"}, ...}
    answers = SealedJSONField()
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Draft {self.pk}"
