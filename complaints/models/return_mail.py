"""A mail owed to somebody who wants to come back to what they began. Once sent, its row goes."""

from typing import ClassVar

from django.db import models

from mysteryshopper.owed import OwedWork
from mysteryshopper.sealed import SealedTextField

from .draft import Draft


class ReturnMail(OwedWork):
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="return_mails")
    address = SealedTextField()
    # The filing token itself: the link has to let in.
    filing_token = SealedTextField()
    message_id = models.CharField(max_length=100, unique=True)

    owed_words: ClassVar[str] = "Mail the way back to a draft"

    def __str__(self) -> str:
        return f"Return mail {self.pk}"

    @property
    def owed_for(self) -> str:
        return "A complaint that is being written"
