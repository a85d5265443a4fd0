"""An invoice that is not paid."""

from datetime import date

from django.db import models

from mysteryshopper.sealed import SealedTextField

from .complaint import Complaint


class Invoice(models.Model):
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="invoices")
    number = SealedTextField(default="")
    invoiced_on = models.DateField(null=True)
    # Pounds.
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    due_on = models.DateField()
    is_disputed = models.BooleanField(default=False)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [models.CheckConstraint(condition=models.Q(amount__gt=0), name="invoice_amount")]

    def __str__(self) -> str:
        return f"Invoice {self.pk}"

    def days_overdue(self, today: date) -> int:
        """Calendar days since it was due; 0 when it is not due yet."""
        return max((today - self.due_on).days, 0)
