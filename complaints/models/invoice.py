"""An invoice, unpaid when the provider complained. Sealed: its amount or its days tell whoever owes it whose it is."""

from datetime import date

from django.db import models
from django.db.models import Q

from mysteryshopper.sealed import SealedDateField, SealedDecimalField, SealedTextField

from .complaint import Complaint


class Invoice(models.Model):
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="invoices")
    number = SealedTextField(default="")
    invoiced_on = SealedDateField(null=True)
    # Pounds.
    amount = SealedDecimalField()
    due_on = SealedDateField()
    is_disputed = models.BooleanField(default=False)
    # As the provider says after complaining: how much of it was paid, without interest, and when. Set together.
    paid = SealedDecimalField(null=True)
    paid_on = SealedDateField(null=True)
    said_paid_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(paid__isnull=True, paid_on__isnull=True, said_paid_at=None)
                | Q(paid__isnull=False, paid_on__isnull=False, said_paid_at__isnull=False),
                name="invoice_paid_on_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"Invoice {self.pk}"

    def days_overdue(self, today: date) -> int:
        """Calendar days since it was due; 0 when it is not due yet."""
        return max((today - self.due_on).days, 0)

    @property
    def is_paid_in_full(self) -> bool:
        return self.paid == self.amount
