"""An edition of the public statistics: figures frozen on one day, and the cases that they count."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mysteryshopper.owed import OwedWork

from .case import Case


class Edition(OwedWork):
    """As owed work, a draft owes its figures. Once published nothing changes it: Postgres refuses."""

    # The last day of the period that it adds. Its address, too.
    ends_on = models.DateField()
    # A correction is the next version of the same edition.
    version = models.PositiveSmallIntegerField(default=1)
    reason = models.CharField(max_length=500, blank=True)
    # Names of editions.merging.MERGES.
    merged = models.JSONField(default=list)
    is_made_up = models.BooleanField(default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    # What the public reads: outcomes.disclosure.publication. Empty until it is made.
    document = models.JSONField(default=dict)
    # SHA-256 of it.
    digest = models.CharField(max_length=64, blank=True)
    # For leads alone: why each figure is withheld.
    decided = models.JSONField(default=dict)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)

    owed_words: ClassVar[str] = "Make the edition"
    # 100,000 cases in one edition take more than a minute.
    owed_seconds: ClassVar[int] = 300

    class Meta(OwedWork.Meta):
        constraints = [
            models.UniqueConstraint(fields=["ends_on", "version"], name="edition_once"),
            models.UniqueConstraint(
                fields=["is_made_up"], condition=Q(published_at=None), name="edition_one_draft_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(signed_by=None, published_at=None)
                | Q(signed_by__isnull=False, published_at__isnull=False) & ~Q(digest=""),
                name="edition_published_whole",
            ),
            models.CheckConstraint(condition=Q(signed_by=None) | ~Q(signed_by=F("made_by")), name="edition_by_two"),
            models.CheckConstraint(
                condition=Q(version=1, reason="") | Q(version__gt=1) & ~Q(reason=""), name="edition_correction_says_why"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="published_edition_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        day = f"{self.ends_on:%-d %B %Y}"
        return day if self.version == 1 else f"{day}, version {self.version}"

    @property
    def owed_for(self) -> str:
        return str(self)

    @property
    def is_made(self) -> bool:
        return bool(self.digest)

    @classmethod
    def published(cls) -> models.QuerySet["Edition"]:
        """In the order in which they came out."""
        return Edition.objects.filter(published_at__isnull=False).order_by("published_at", "pk")

    @classmethod
    def with_ways(cls) -> "Edition | None":
        """The newest of which it is worked out what each merge would have changed in it."""
        return cls.published().filter(comparison__done_at__isnull=False).order_by("ends_on").last()

    @classmethod
    def newest_versions(cls) -> models.QuerySet["Edition"]:
        """Of each edition the version that holds, the oldest edition first."""
        return cls.published().order_by("ends_on", "-version").distinct("ends_on")


class Comparison(OwedWork):
    """As owed work, what other ways of cutting the tables of a draft would withhold. It takes longer than the draft."""

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="comparison")
    # By a name of editions.merging.MERGES, for leads alone. Empty until it is worked out.
    ways = models.JSONField(default=dict)

    owed_words: ClassVar[str] = "Compare ways of cutting an edition"
    owed_joins: ClassVar[tuple[str, ...]] = ("edition",)
    owed_seconds: ClassVar[int] = 300

    def __str__(self) -> str:
        return f"Comparison for {self.edition_id}"

    @property
    def owed_for(self) -> str:
        return str(self.edition)


class EditionCase(models.Model):
    """That an edition counts a case, and as what: so it is counted once, and a correction knows what it changes."""

    class Kind(models.TextChoices):
        RECEIVED = "received", "Received"
        CLOSED = "closed", "Closed"

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="counted")
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    values = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "kind", "case"], name="editioncase_once"),
            models.CheckConstraint(condition=Q(kind__in=["received", "closed"]), name="editioncase_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} in {self.edition_id}"
