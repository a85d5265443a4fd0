"""A progress report: drawn up from the figures as they stood, in draft until a lead signs it off."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q


class ReportQuerySet(models.QuerySet["Report"]):
    def kept(self) -> Self:
        """Newest first, without those that were discarded."""
        return self.filter(discarded_at=None).order_by("-drafted_at", "-pk")


class Report(models.Model):
    """What it says never changes: other figures are another draft. Signed off or discarded, nothing of it does."""

    title = models.CharField(max_length=100)
    # As investigations.reporting.contents builds it.
    contents = models.JSONField()
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    # What was signed, byte by byte, as base64: a column of bytes in this database is a sealed one. Empty: a draft.
    pdf = models.TextField(default="")
    discarded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    discarded_at = models.DateTimeField(null=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_by=None, signed_at=None, pdf="")
                | (Q(signed_by__isnull=False, signed_at__isnull=False) & ~Q(pdf="") & ~Q(signed_by=F("drafted_by"))),
                name="report_signed_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(discarded_by=None, discarded_at=None)
                | Q(discarded_by__isnull=False, discarded_at__isnull=False, signed_at=None),
                name="report_discarded_as_a_draft",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="report_says_the_same", fields=["title", "contents", "drafted_by", "drafted_at"]),
            pgtrigger.Protect(
                name="report_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__signed_at__isnull=False) | pgtrigger.Q(old__discarded_at__isnull=False),
            ),
            pgtrigger.Protect(name="report_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.signed_at is None and self.discarded_at is None
