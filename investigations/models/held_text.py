"""A text that was not let out, because it may name the provider, and what two people decided about it."""

import pgtrigger
from django.conf import settings
from django.db import models

from mysteryshopper.sealed import SealedJSONField, SealedTextField

from .case import Case


class Audience(models.TextChoices):
    AUTHORITY = "authority", "The authority"
    PUBLIC = "public", "The public"


class HeldText(models.Model):
    """One check that found something. Never edited: Postgres refuses."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="held_texts")
    audience = models.CharField(max_length=10, choices=Audience)
    text = SealedTextField()
    # Of the exact text and its audience: whatever is changed later is another text.
    digest = models.CharField(max_length=64)
    # [[start, end, name of the kind], …]: places in the text.
    findings = SealedJSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["case", "digest"], name="heldtext_same")]
        constraints = [
            models.CheckConstraint(condition=models.Q(audience__in=Audience.values), name="heldtext_audience")
        ]
        triggers = [pgtrigger.Protect(name="held_text_stays", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"Held text {self.pk}"

    @property
    def override(self) -> "Override | None":
        """The last time that somebody asked to let it out."""
        return next(reversed(self.overrides.all()), None)


class HeldTextOpening(models.Model):
    """Somebody has opened a held text: without that nobody decides about it."""

    held = models.ForeignKey(HeldText, models.CASCADE, related_name="openings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["held", "by"], name="heldtextopening_once")]

    def __str__(self) -> str:
        return f"{self.by_id} opened {self.held_id}"


class Override(models.Model):
    """Somebody asks to let a held text out all the same. Somebody else decides; refused, it may be asked again."""

    held = models.ForeignKey(HeldText, models.CASCADE, related_name="overrides")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reason = SealedTextField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    is_approved = models.BooleanField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["held"],
                condition=models.Q(is_approved=None) | models.Q(is_approved=True),
                name="override_one_stands",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None, decided_at=None, is_approved=None)
                | models.Q(decided_by__isnull=False, decided_at__isnull=False, is_approved__isnull=False),
                name="override_decided_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("asked_by")),
                name="override_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"Override of {self.held_id}"
