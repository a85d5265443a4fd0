"""Somebody asked to be mailed the headline figures each month."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from mysteryshopper.owed import OwedWork


class FiguresDigest(OwedWork):
    """As owed work, it owes them the next month's mail. Stopped, it is gone."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="figures_digest")
    # The first day of the last month in which it was mailed.
    sent_for = models.DateField(null=True)

    owed_words: ClassVar[str] = "Mail the headline figures"

    def __str__(self) -> str:
        return f"Figures for {self.user_id}"

    @property
    def owed_for(self) -> str:
        return f"Monthly figures {self.pk}"
