"""Who of the staff has read who complained, when, and why. The provider sees each row."""

import pgtrigger
from django.conf import settings
from django.db import models

from mysteryshopper.sealed import SealedTextField

from .complaint import Complaint


class IdentityReading(models.Model):
    """Never edited: Postgres refuses."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="identity_readings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = SealedTextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        triggers = [pgtrigger.Protect(name="identity_reading_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"Reading {self.pk}"
