"""Who of the staff has looked for a provider's complaints, and why. What they looked for is not kept."""

import pgtrigger
from django.conf import settings
from django.db import models

from mysteryshopper.sealed import SealedTextField


class IdentitySearch(models.Model):
    """Never edited: Postgres refuses."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = SealedTextField()
    found = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        triggers = [pgtrigger.Protect(name="identity_search_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"Search {self.pk}"
