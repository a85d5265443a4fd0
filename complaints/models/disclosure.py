"""A request to let the authority know who complained: asked by one of the staff, decided by another."""

from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mysteryshopper.sealed import SealedTextField

from .consent import Consent


class DisclosureQuerySet(models.QuerySet["Disclosure"]):
    def waiting(self) -> "DisclosureQuerySet":
        """For a second person, on a consent that still stands."""
        return self.filter(decided_at=None, consent__taken_back_at=None)


class Disclosure(models.Model):
    """Rests on one giving of consent: taken back, the request and what was agreed to end with it, whoever asks.

    What was asked and decided is never edited: Postgres refuses."""

    consent = models.ForeignKey(Consent, models.CASCADE, related_name="disclosures")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    # The provider reads it.
    reason = SealedTextField()
    # The last day on which the authority may be told.
    until = models.DateField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    is_agreed = models.BooleanField(default=False)

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for a second person")
        AGREED = "agreed", _("Agreed")
        REFUSED = "refused", _("A second person said no")
        TAKEN_BACK = "taken_back", _("Over: the permission was taken back")
        OVER = "over", _("Over: the last day has passed")

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="disclosure_takes_two"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None, is_agreed=False)
                | Q(decided_by__isnull=False, decided_at__gte=F("asked_at")),
                name="disclosure_agreed_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["consent"], condition=Q(decided_at=None), name="disclosure_asked_once_at_a_time"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="disclosure_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="disclosure_decided_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__decided_at__isnull=False),
            ),
            pgtrigger.Protect(
                name="disclosure_asked_as_it_was",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "((OLD.consent_id, OLD.asked_by_id, OLD.asked_at, OLD.reason, OLD.until)"
                    " IS DISTINCT FROM (NEW.consent_id, NEW.asked_by_id, NEW.asked_at, NEW.reason, NEW.until))"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Disclosure {self.pk}"

    def state(self, *, today: date) -> State:
        """As it stands today; only AGREED lets the authority be told."""
        if self.decided_at and not self.is_agreed:
            return self.State.REFUSED
        if self.consent.taken_back_at:
            return self.State.TAKEN_BACK
        if self.until < today:
            return self.State.OVER
        return self.State.AGREED if self.is_agreed else self.State.WAITING
