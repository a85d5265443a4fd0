"""What the provider is told about where their complaint stands. Written by investigators, read by the provider."""

from django.db import models

from .complaint import Complaint


class Progress(models.Model):
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="progress")
    # A key of complaints.tracking.wording.WORDING, which has the words for it.
    step = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.step
