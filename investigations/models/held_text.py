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


class Override(models.Model):
    """Somebody asks to let a held text out all the same. Somebody else decides."""

    held = models.OneToOneField(HeldText, models.CASCADE, related_name="override")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reason = SealedTextField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    is_approved = models.BooleanField(null=True)

    class Meta:
        constraints = [
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
