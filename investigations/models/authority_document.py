"""A document that the authority sends us. Its bytes are sealed in storage, under a name of our own."""

from typing import ClassVar

import pgtrigger
from django.db import models

from complaints.models import Evidence
from mysteryshopper.owed import OwedWork
from mysteryshopper.sealed import SealedTextField

from .case import Case
from .officer import Officer


class AuthorityDocument(OwedWork):
    """As owed work, a document owes its scan for viruses. Nobody opens it before that has said clean."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="authority_documents")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    # Random: the name of the sealed file in storage.
    stored_as = models.CharField(max_length=64, unique=True)
    name = SealedTextField()
    # As its content says, whatever its name: one of complaints.evidence.kinds.
    kind = models.CharField(max_length=10)
    size = models.PositiveIntegerField()  # bytes, before sealing
    sha256 = SealedTextField()
    added_at = models.DateTimeField()
    # Empty: not scanned yet.
    verdict = models.CharField(max_length=10, choices=Evidence.Verdict, blank=True)

    class Meta(OwedWork.Meta):
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verdict__in=["", "clean", "infected"]), name="authoritydocument_verdict"
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="authority_document_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "((OLD.case_id, OLD.officer_id, OLD.stored_as, OLD.name, OLD.kind, OLD.size, OLD.sha256,"
                    " OLD.added_at) IS DISTINCT FROM (NEW.case_id, NEW.officer_id, NEW.stored_as, NEW.name, NEW.kind,"
                    " NEW.size, NEW.sha256, NEW.added_at))"
                ),
            )
        ]

    owed_words: ClassVar[str] = "Scan a document of an authority for viruses"
    owed_joins: ClassVar[tuple[str, ...]] = ("case",)

    def __str__(self) -> str:
        return f"Document {self.pk}"

    @property
    def owed_for(self) -> str:
        return self.case.reference
