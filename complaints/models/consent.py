"""What a provider allows us to show to the authority: for one purpose, from one moment, until they take it back."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .complaint import Complaint


class Consent(models.Model):
    """One giving of consent. Taken back, it stays as a row; given again, it is a new one."""

    class Purpose(models.TextChoices):
        NAME = "name", _("Tell the authority who we are")
        INVOICES = "invoices", _("Show the authority our invoices")
        EVIDENCE = "evidence", _("Show the authority copies of our files")

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=10, choices=Purpose)
    given_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "purpose"],
                condition=models.Q(taken_back_at=None),
                name="consent_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(taken_back_at=None) | models.Q(taken_back_at__gte=models.F("given_at")),
                name="consent_taken_back_after_given",
            ),
        ]

    def __str__(self) -> str:
        return self.purpose
