"""How satisfied an authority is with what we did: asked once it knows how a case ended, answered once or never."""

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q

from complaints.models import Asking, Authority
from investigations.lifecycle import Status
from mysteryshopper.sealed import SealedTextField

from .case import Case
from .letter import Letter
from .officer import Officer
from .summary import Summary


def knows_the_end() -> Q:
    """Closed cases whose authority we told so: it was shown the summary, or a letter went on a later day.

    Not every closed one: an authority that saw a case end on the day on which somebody withdrew it might know who."""
    shown = Summary.objects.filter(case=OuterRef("pk"), shown_at__isnull=False)
    written = Letter.objects.filter(case=OuterRef("pk"), sent_at__date__gt=OuterRef("closed_on"))
    return Q(status=Status.CLOSED) & (Q(Exists(shown)) | Q(Exists(written)))


class AuthoritySatisfaction(models.Model):
    """Never edited: Postgres refuses."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="satisfactions")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=Asking.Answer)
    # Sealed: an authority may name whom it takes to have complained.
    words = SealedTextField(default="")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "authority"], name="authoritysatisfaction_once"),
            models.CheckConstraint(
                condition=Q(answer__in=["yes", "partly", "no", "unsure"]), name="authoritysatisfaction_answer"
            ),
        ]
        triggers = [pgtrigger.Protect(name="authority_satisfaction_stays", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"Satisfaction of the authority of {self.case_id}"
