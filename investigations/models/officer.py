"""Who of the authority is let in to the page of one case, by a code that only they hold."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mysteryshopper.owed import OwedWork
from mysteryshopper.sealed import SealedTextField

from .case import Case
from .contact import Contact


class Officer(OwedWork):
    """A contact of the authority, let in to one case until a day. As owed work it owes the mail with the code.

    The code is in no letter, so that a letter can be passed around without it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="officers")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="officers")
    # SHA-256 of the code. The code itself stands here, sealed, until its mail is sent.
    secret_hash = models.CharField(max_length=64, unique=True)
    secret = SealedTextField()
    message_id = models.CharField(max_length=100, unique=True)
    admitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    admitted_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    # Shut before its time: by us, or because a new code was issued.
    shut_at = models.DateTimeField(null=True)
    last_opened_at = models.DateTimeField(null=True)

    class Meta(OwedWork.Meta):
        ordering = ["admitted_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "contact"], condition=Q(shut_at=None), name="officer_once"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("admitted_at")), name="officer_expires"),
        ]

    owed_words: ClassVar[str] = "Mail a code to an authority"
    owed_joins: ClassVar[tuple[str, ...]] = ("case",)

    def __str__(self) -> str:
        return f"Officer {self.pk}"

    @property
    def owed_for(self) -> str:
        return self.case.reference
