"""Words by which staff find cases again, and cases that belong together. Neither says who complained."""

import re
import unicodedata

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from .case import Case


class CaseTag(models.Model):
    LONGEST = 40
    MOST = 20

    case = models.ForeignKey(Case, models.CASCADE, related_name="tags")
    # As `normalised` makes it.
    name = models.CharField(max_length=LONGEST)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["case", "name"], name="casetag_once")]
        indexes = [models.Index(fields=["name"], name="casetag_name")]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def normalised(typed: str) -> str:
        """One spelling of a tag, however it was typed."""
        return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", typed)).strip().lower()


class CaseLink(models.Model):
    class Kind(models.TextChoices):
        RELATED = "related", "Related to"
        DUPLICATE = "duplicate", "Duplicate of"

    case = models.ForeignKey(Case, models.CASCADE, related_name="links_to")
    other = models.ForeignKey(Case, models.CASCADE, related_name="links_from")
    kind = models.CharField(max_length=10, choices=Kind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(Least("case", "other"), Greatest("case", "other"), name="caselink_once"),
            models.CheckConstraint(condition=~Q(case=F("other")), name="caselink_of_two"),
            models.CheckConstraint(condition=Q(kind__in=["related", "duplicate"]), name="caselink_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.other_id}"
