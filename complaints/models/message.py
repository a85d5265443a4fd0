"""What provider and investigators write to each other. The authority never sees it: nothing can send it there."""

from django.conf import settings
from django.db import models

from mysteryshopper.sealed import SealedTextField

from .complaint import Complaint
from .holding import OF_HELD_STAYS


class Message(models.Model):
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="messages")
    # Of the staff; None when the provider wrote it.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    text = SealedTextField()
    at = models.DateTimeField()
    # When the other side first saw it.
    seen_at = models.DateTimeField(null=True)

    class Meta:
        triggers = [OF_HELD_STAYS]
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["complaint"], condition=models.Q(by=None, seen_at=None), name="message_unseen")]

    def __str__(self) -> str:
        return f"Message {self.pk}"
