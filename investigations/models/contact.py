"""To whom at an authority we write: a directory with its history. Rows end; they are never edited."""

from datetime import date
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from complaints.models import Authority


class ContactQuerySet(models.QuerySet["Contact"]):
    def current(self) -> Self:
        return self.filter(ended_on=None)


class Contact(models.Model):
    """A person or a mailbox at an authority, from one day to another. A change ends it and begins another."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=200)
    job = models.CharField(max_length=200, blank=True)
    email = models.EmailField(max_length=254)
    # To whom we turn when nobody answers.
    is_senior = models.BooleanField(default=False)
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # Why it ended, or where the address comes from.
    note = models.CharField(max_length=300, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                "authority", models.functions.Lower("email"), condition=Q(ended_on=None), name="contact_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="contact_ends_after_it_began"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="contact_only_ends",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "(OLD.ended_on IS NOT NULL OR (OLD.authority_id, OLD.name, OLD.job, OLD.email, OLD.started_on)"
                    " IS DISTINCT FROM (NEW.authority_id, NEW.name, NEW.job, NEW.email, NEW.started_on))"
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.job}" if self.job else self.name

    def is_current(self, *, on: date) -> bool:
        return self.started_on <= on and (self.ended_on is None or on < self.ended_on)
