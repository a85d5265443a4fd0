"""A copy of a file with nothing in it that says who made it, for the authority. Sealed as the file itself is."""

import pgtrigger
from django.conf import settings
from django.db import models

from mysteryshopper.sealed import SealedTextField

from .evidence import Evidence


class CleanCopy(models.Model):
    """Never edited: Postgres refuses. Cleaned anew in another way, it is another copy."""

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="copies")
    # Random: the name of the sealed file in storage.
    stored_as = models.CharField(max_length=64, unique=True)
    # One of complaints.evidence.kinds: an email becomes plain text.
    kind = models.CharField(max_length=10)
    size = models.PositiveIntegerField()  # bytes, before sealing
    # Sealed: whoever has the same letter could tell by it.
    sha256 = SealedTextField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["made_at", "pk"]
        verbose_name_plural = "clean copies"
        triggers = [pgtrigger.Protect(name="clean_copy_stays", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"Clean copy {self.pk}"
