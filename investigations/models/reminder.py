"""A mail to one of the staff about clocks of one case. Holds no address, and no word of the complaint."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from mysteryshopper.owed import OwedWork

from .case import Case


class Reminder(OwedWork):
    case = models.ForeignKey(Case, models.CASCADE, related_name="reminders")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # By the kind of clock the day on which it was due when the mail was owed.
    clocks = models.JSONField()
    # The same at every attempt, so that a mail sent twice across a kill can be told to be one.
    message_id = models.CharField(max_length=100, unique=True)

    owed_words: ClassVar[str] = "Reminder to staff"
    owed_joins: ClassVar[tuple[str, ...]] = ("case",)

    def __str__(self) -> str:
        return f"reminder {self.pk}"

    @property
    def owed_for(self) -> str:
        return self.case.reference
