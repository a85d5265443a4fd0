"""What we found, ground by ground."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from complaints.models import Ground, SubIssue, Subject
from mysteryshopper.sealed import SealedTextField

from .case import Case


class Verdict(models.TextChoices):
    UPHELD = "upheld", "Upheld"
    PARTLY_UPHELD = "partly_upheld", "Partly upheld"
    NOT_UPHELD = "not_upheld", "Not upheld"
    NOT_LOOKED_INTO = "not_looked_into", "Not looked into"


class Issue(models.Model):
    """What a case that nobody complained of looks into. It stands where a complaint has a ground."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="issues")
    subject = models.CharField(max_length=30, choices=Subject)
    sub_issue = models.CharField(max_length=30, choices=SubIssue)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "subject", "sub_issue"], name="issue_once"),
            models.CheckConstraint(condition=Q(subject__in=Subject.values), name="issue_subject"),
            models.CheckConstraint(condition=Q(sub_issue__in=SubIssue.values), name="issue_sub_issue"),
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()}: {self.get_sub_issue_display()}"


class Finding(models.Model):
    """One version of what was found on one ground: the newest counts, the others show how it came about.

    Never edited: Postgres refuses, as it refuses a second row of the same version."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="findings")
    ground = models.ForeignKey(Ground, models.CASCADE, null=True, related_name="+")
    issue = models.ForeignKey(Issue, models.CASCADE, null=True, related_name="+")
    # From 1, by ground.
    version = models.PositiveIntegerField()
    verdict = models.CharField(max_length=20, choices=Verdict)
    text = SealedTextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["ground", "version"], name="finding_ground_version"),
            models.UniqueConstraint(fields=["issue", "version"], name="finding_issue_version"),
            models.CheckConstraint(
                condition=Q(ground=None, issue__isnull=False) | Q(ground__isnull=False, issue=None),
                name="finding_on_one_thing",
            ),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="finding_verdict"),
            models.CheckConstraint(condition=Q(version__gte=1), name="finding_version"),
        ]
        triggers = [pgtrigger.Protect(name="finding_stays", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} ({self.version})"
