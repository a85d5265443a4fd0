"""Late payments that were released after a complaint: what the figures need of them, and nothing that one payer knows.

The sum of one complaint would be the amount of its invoice, which is sealed because whoever owes it knows from it whose
it is. So only the sums of whole years stand here. Written by complaints.tracking.paying alone, in the step that seals
what the provider says, and made up by the demonstration; they stay when a complaint is erased."""

from django.db import models
from django.db.models import Q


class Released(models.Model):
    # In which it was paid: 2011 is 6 April 2011 to 5 April 2012.
    financial_year = models.IntegerField()
    is_demonstration = models.BooleanField()
    pence = models.BigIntegerField(default=0)
    # Paid wholly or in part, each once: complaints.tracking.paying says which of several complaints are one.
    invoices = models.IntegerField(default=0)

    class Meta:
        ordering = ["financial_year"]
        verbose_name_plural = "released"
        constraints = [
            models.UniqueConstraint(fields=["financial_year", "is_demonstration"], name="released_once"),
            models.CheckConstraint(condition=Q(pence__gte=0, invoices__gte=0), name="released_at_least_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.financial_year}: £{self.pence / 100:,.2f}"
