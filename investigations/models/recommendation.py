"""What an authority is told to change, what it says to that, and whether it did."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from complaints.models import Ground
from investigations.lifecycle import State
from mysteryshopper.sealed import SealedTextField

from .case import Case
from .finding import Issue
from .officer import Officer


class Recommendation(models.Model):
    """Its state is set by recommendations.recommending alone, with an event for each change."""

    class Kind(models.TextChoices):
        """Central government can be told what to do. Others must only have regard to what we say (since 2025)."""

        INSTRUCTION = "instruction", "Instruction"
        RECOMMENDATION = "recommendation", "Recommendation"

    case = models.ForeignKey(Case, models.CASCADE, related_name="recommendations")
    # From 1, by case. Stays as it is when another is taken away.
    number = models.PositiveSmallIntegerField()
    # The ground that it answers, or the issue of a case that nobody complained of.
    ground = models.ForeignKey(Ground, models.CASCADE, null=True, related_name="+")
    issue = models.ForeignKey(Issue, models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=14, choices=Kind)
    text = SealedTextField()
    # Who at the authority has to see to it, as a job: no name is needed.
    owner = models.CharField(max_length=200, blank=True)
    # By when: first as we ask it, then as the authority promises it.
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    # Counts up with each edit of one that is not sent yet.
    version = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="recommendation_number"),
            models.CheckConstraint(
                condition=Q(ground=None, issue__isnull=False) | Q(ground__isnull=False, issue=None),
                name="recommendation_on_one_thing",
            ),
            models.CheckConstraint(condition=Q(kind__in=["instruction", "recommendation"]), name="recommendation_kind"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="recommendation_state"),
        ]
        triggers = [
            # What the authority was sent stays as it was sent.
            pgtrigger.Protect(
                name="recommendation_sent_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "(OLD.state <> 'proposed' AND (OLD.case_id, OLD.number, OLD.ground_id, OLD.issue_id, OLD.kind,"
                    " OLD.text, OLD.owner, OLD.version) IS DISTINCT FROM (NEW.case_id, NEW.number, NEW.ground_id,"
                    " NEW.issue_id, NEW.kind, NEW.text, NEW.owner, NEW.version))"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    @property
    def about(self) -> Ground | Issue:
        return self.ground or self.issue  # type: ignore[return-value]  # one of them is there


class RecommendationEvent(models.Model):
    """Never edited: Postgres refuses."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="events")
    # Empty: it was proposed.
    old = models.CharField(max_length=10, choices=State, blank=True)
    new = models.CharField(max_length=10, choices=State)
    # One of ours, or an officer of the authority. Neither: the letter that it stands in was sent.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    note = SealedTextField()
    # By when the authority says that it will be done.
    due_on = models.DateField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(by=None) | Q(officer=None),
                name="recommendationevent_by_one",
            ),
            models.CheckConstraint(condition=Q(new__in=State.values), name="recommendationevent_new"),
        ]
        triggers = [pgtrigger.Protect(name="recommendation_event_stays", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"
