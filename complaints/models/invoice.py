"""An invoice that is not paid. Sealed: whoever owes it knows from its amount or its days whose it is."""

from datetime import date

from django.db import models

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

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Invoice {self.pk}"

    def days_overdue(self, today: date) -> int:
        """Calendar days since it was due; 0 when it is not due yet."""
        return max((today - self.due_on).days, 0)
