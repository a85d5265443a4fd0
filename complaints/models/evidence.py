"""A file that a provider shows us. Its bytes are sealed in storage, under a name of our own."""

from typing import ClassVar

from django.db import models

from mysteryshopper.owed import OwedWork
from mysteryshopper.sealed import SealedTextField

from .complaint import Complaint
from .draft import Draft
from .ground import Ground
from .holding import OF_HELD_STAYS


class Evidence(OwedWork):
    """As owed work, a file owes its scan for viruses. Nobody opens it before that has said clean."""

    class Verdict(models.TextChoices):
        CLEAN = "clean", "Clean"
        INFECTED = "infected", "Infected"

    # It belongs to the draft until the complaint is filed, and to the complaint after.
    draft = models.ForeignKey(Draft, models.CASCADE, null=True, related_name="evidence")
    complaint = models.ForeignKey(Complaint, models.CASCADE, null=True, related_name="evidence")
    # The ground it supports: by its key while that is being written, by its row after.
    ground_key = models.CharField(max_length=12, blank=True)
    ground = models.ForeignKey(Ground, models.SET_NULL, null=True, related_name="evidence")
    # Random: the name of the sealed file in storage.
    stored_as = models.CharField(max_length=64, unique=True)
    name = SealedTextField()
    # As its content says, whatever its name: one of complaints.evidence.kinds.
    kind = models.CharField(max_length=10)
    size = models.PositiveIntegerField()  # bytes, before sealing
    # Of what the provider sent. Sealed: whoever has the same letter could tell by it.
    sha256 = SealedTextField()
    added_at = models.DateTimeField()
    # Empty: not scanned yet.
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)

    class Meta(OwedWork.Meta):
        triggers = [OF_HELD_STAYS]
        ordering = ["added_at", "pk"]
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(draft=None) ^ models.Q(complaint=None), name="evidence_belongs_to_one"
            )
        ]

    owed_words: ClassVar[str] = "Scan a file for viruses"
    owed_joins: ClassVar[tuple[str, ...]] = ("complaint",)

    def __str__(self) -> str:
        return f"Evidence {self.pk}"

    @property
    def owed_for(self) -> str:
        return self.complaint.reference if self.complaint else "A complaint that is being written"
