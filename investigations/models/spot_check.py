"""Spot checks: a procurement that staff look into unasked, and how it was chosen."""

from hashlib import sha256

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from complaints.models import Authority, Sector

from .case import Case


class Draw(models.Model):
    """One random draw of an authority. Whoever has seed and population draws the same again.

    Never edited: Postgres refuses. A draw that nobody liked stays to be seen."""

    seed = models.CharField(max_length=60)
    # Empty: of all sectors.
    sector = models.CharField(max_length=20, choices=Sector, blank=True)
    # Codes of the authorities, in the order in which they were drawn from.
    population = models.JSONField()
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        triggers = [pgtrigger.Protect(name="draw_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"Draw {self.seed}"

    @staticmethod
    def drawn(seed: str, population: list[str]) -> str:
        """Which of these the seed draws: SHA-256 of the seed in UTF-8, as a number, modulo how many there are."""
        return population[int(sha256(seed.encode()).hexdigest(), 16) % len(population)]


class SpotCheck(models.Model):
    class Chosen(models.TextChoices):
        RISK = "risk", "From the risk list"
        DRAW = "draw", "By a random draw"

    case = models.OneToOneField(Case, models.CASCADE, related_name="spot_check")
    chosen = models.CharField(max_length=10, choices=Chosen)
    # What the risk list said at the time.
    risk = models.CharField(max_length=200, blank=True)
    draw = models.OneToOneField(Draw, models.PROTECT, null=True, related_name="spot_check")
    # Public: what is being bought, and its notice.
    procurement = models.CharField(max_length=300)
    reason = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(chosen="risk", draw=None) & ~Q(risk="") | Q(chosen="draw", draw__isnull=False, risk=""),
                name="spotcheck_chosen_one_way",
            )
        ]

    def __str__(self) -> str:
        return f"Spot check {self.pk}"
