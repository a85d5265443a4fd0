"""How far providers get in the form: counts only. No row belongs to anybody."""

from django.db import models

from .complaint import ProviderKind

# What `page` may be, in the order in which it is asked, so that who reads the counts need not know the form.
PAGES_COUNTED = (
    "organisation",
    "notice",
    "authority",
    "what-happened",
    "invoice",
    "procurement",
    "outcome",
    "name",
    "contact",
    "sent",
)


class FilingCount(models.Model):
    """How many complaints, by providers of a kind, reached a page for the first time in a month."""

    # Its first day, in London.
    month = models.DateField()
    # Empty: given up before it was answered.
    provider_kind = models.CharField(max_length=20, choices=ProviderKind, blank=True)
    # A page of filing; "sent" is the end.
    page = models.CharField(max_length=20)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["month", "provider_kind", "page"], name="filingcount_once")]

    def __str__(self) -> str:
        return f"{self.page} {self.month:%Y-%m}"
