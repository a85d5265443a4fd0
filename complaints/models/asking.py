"""What we ask a provider after the end: are they satisfied, was it fixed, were they punished for it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from mysteryshopper.owed import OwedWork
from mysteryshopper.sealed import SealedTextField

from .complaint import Complaint


class Asking(OwedWork):
    """As owed work, it owes the mail that says there is news, on the day it is asked (`due_at`)."""

    class Kind(models.TextChoices):
        SATISFIED = "satisfied", _("Are you satisfied with what we did?")
        FIXED = "fixed", _("Was it really put right?")
        RETALIATION_3 = "retaliation_3", _("Have you been treated worse since you complained?")
        RETALIATION_6 = "retaliation_6", _("Have you been treated worse in the last 3 months?")
        RETALIATION_12 = "retaliation_12", _("Have you been treated worse in the last 6 months?")
        PAID = "paid", _("Has the authority paid your invoices?")
        PAID_AGAIN = "paid_again", _("Has the authority paid your invoices since?")

    class Answer(models.TextChoices):
        YES = "yes", _("Yes")
        PARTLY = "partly", _("Partly")
        NO = "no", _("No")
        UNSURE = "unsure", _("I am not sure")

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="askings")
    kind = models.CharField(max_length=20, choices=Kind)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    words = SealedTextField(default="")
    answered_at = models.DateTimeField(null=True)

    class Meta(OwedWork.Meta):
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "kind"], name="asking_once"),
            models.CheckConstraint(
                condition=models.Q(answer="", answered_at=None)
                | models.Q(answer__in=["yes", "partly", "no", "unsure"], answered_at__isnull=False),
                name="asking_answered",
            ),
        ]

    owed_words: ClassVar[str] = "Ask the provider"
    owed_joins: ClassVar[tuple[str, ...]] = ("complaint",)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    # Answered by what they say of their invoices.
    PAYMENT: ClassVar[frozenset[str]] = frozenset({Kind.PAID, Kind.PAID_AGAIN})

    @property
    def is_about_retaliation(self) -> bool:
        return self.kind.startswith("retaliation")

    @property
    def owed_for(self) -> str:
        return self.complaint.reference
