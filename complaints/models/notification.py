"""A mail owed to a provider. Holds no address: that is read from the sealed identity when it is sent."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from mysteryshopper.owed import OwedWork

from .complaint import Complaint


class Notification(OwedWork):
    class Kind(models.TextChoices):
        ACKNOWLEDGEMENT = "acknowledgement", _("We have your complaint")
        NEWS = "news", _("There is news")
        QUESTION = "question", _("We have a question")

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=20, choices=Kind)
    # The same at every attempt, so that a mail sent twice across a kill can be told to be one.
    message_id = models.CharField(max_length=100, unique=True)

    class Meta(OwedWork.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"],
                condition=models.Q(kind="acknowledgement"),
                name="notification_one_acknowledgement",
            )
        ]

    owed_words: ClassVar[str] = "Mail to the provider"
    owed_joins: ClassVar[tuple[str, ...]] = ("complaint",)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def owed_for(self) -> str:
        return self.complaint.reference
