"""Contracting authorities and the names they go by."""

from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models


class Sector(models.TextChoices):
    """The authority's sector. Not the provider's: the two are counted apart."""

    CENTRAL_GOVERNMENT = "central_government", "Central government"
    LOCAL_GOVERNMENT = "local_government", "Local government"
    HEALTH = "health", "Health"
    EDUCATION = "education", "Education"
    EMERGENCY_SERVICES = "emergency_services", "Emergency services"
    HOUSING = "housing", "Housing"
    OTHER = "other", "Other"


class AuthorityQuerySet(models.QuerySet["Authority"]):
    def current(self) -> Self:
        """Those that still exist."""
        return self.filter(ended_on=None)


class Authority(models.Model):
    """A body that buys with public money."""

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    sector = models.CharField(max_length=20, choices=Sector)
    nation = models.CharField(max_length=30)
    kind = models.CharField(max_length=60, blank=True)
    started_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    # More than one where an area was divided: Cumbria became Cumberland, and Westmorland and Furness.
    replaced_by = models.ManyToManyField("self", symmetrical=False, related_name="replaces")
    source = models.CharField(max_length=200)

    objects = AuthorityQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=models.Q(sector__in=Sector.values), name="authority_sector")]

    def __str__(self) -> str:
        return self.name


class AuthorityName(models.Model):
    """One name of an authority, official or not, with the form in which names are compared."""

    authority = models.ForeignKey(Authority, models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    compared = models.CharField(max_length=200)
    is_official = models.BooleanField()
    # It was the official name once, and is kept so that old papers still lead here.
    is_former = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint("authority", "compared", name="authorityname_once")]
        indexes = [
            GinIndex(fields=["compared"], name="authorityname_alike", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["compared"], name="authorityname_compared"),
        ]

    def __str__(self) -> str:
        return self.name
