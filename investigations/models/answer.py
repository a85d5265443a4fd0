"""What the authority does on its page: one row each, never edited. Postgres refuses."""

from collections.abc import Collection
from datetime import datetime
from typing import ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from complaints.models import Ground
from mysteryshopper.owed import OwedWork
from mysteryshopper.sealed import SealedTextField

from .case import Case
from .finding import Issue
from .letter import Letter
from .officer import Officer


class LetterReceipt(models.Model):
    """The authority confirms that it has a letter."""

    letter = models.OneToOneField(Letter, models.CASCADE, related_name="receipt")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        triggers = [pgtrigger.Protect(name="letter_receipt_stays", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"Receipt of letter {self.letter_id}"


class GroundAnswer(models.Model):
    """One version of what the authority says to one ground: the newest counts, the others show how it came about.

    Neither ground nor issue: it answers the letter as a whole."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="ground_answers")
    ground = models.ForeignKey(Ground, models.CASCADE, null=True, related_name="+")
    issue = models.ForeignKey(Issue, models.CASCADE, null=True, related_name="+")
    # From 1, by ground.
    version = models.PositiveIntegerField()
    # Sealed: an authority may name whom it takes to have complained.
    text = SealedTextField()
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "ground", "issue", "version"], name="groundanswer_version", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(ground=None) | Q(issue=None), name="groundanswer_on_one_thing"),
            models.CheckConstraint(condition=Q(version__gte=1), name="groundanswer_version_counts"),
        ]
        triggers = [pgtrigger.Protect(name="ground_answer_stays", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"Answer {self.version}"


class MoreTime(models.Model):
    """The authority asks for more time, and one of the staff decides.

    What was asked stays. The day that was given can be put right: the history of the case has each decision."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="more_times")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    until = models.DateField()
    reason = SealedTextField()
    at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    # None once it is decided: refused.
    granted_until = models.DateField(null=True)
    # What the authority reads with the decision.
    words = SealedTextField(default="")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(decided_at=None), name="moretime_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None, granted_until=None)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="moretime_decided_whole",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="more_time_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "((OLD.decided_at IS NOT NULL AND (OLD.granted_until IS NULL OR NEW.granted_until IS NULL))"
                    " OR (OLD.case_id, OLD.officer_id, OLD.until, OLD.reason, OLD.at)"
                    " IS DISTINCT FROM (NEW.case_id, NEW.officer_id, NEW.until, NEW.reason, NEW.at))"
                ),
            )
        ]

    def __str__(self) -> str:
        return f"More time until {self.until}"


class MoreTimeMail(OwedWork):
    """The officer who asked is told by mail that it is decided, and where to read how."""

    more_time = models.ForeignKey(MoreTime, models.CASCADE, related_name="mails")
    # The same at every attempt.
    message_id = models.CharField(max_length=100, unique=True)

    owed_words: ClassVar[str] = "Mail to an authority about more time"
    owed_joins: ClassVar[tuple[str, ...]] = ("more_time__case", "more_time__officer__contact")

    def __str__(self) -> str:
        return f"Mail about more time {self.more_time_id}"

    @property
    def owed_for(self) -> str:
        return self.more_time.case.reference


class AuthorityNewsQuerySet(models.QuerySet["AuthorityNews"]):
    def add(self, case: Case, kind: "AuthorityNews.Kind", *, at: datetime) -> None:
        """Again before it was seen, it is the same row with a later moment."""
        AuthorityNews.objects.bulk_create(
            [AuthorityNews(case=case, kind=kind, at=at)],
            update_conflicts=True,
            unique_fields=["case", "kind"],
            update_fields=["at"],
        )

    def seen(self, shown: Collection["AuthorityNews"]) -> None:
        """Takes away what was just shown. What happened again since then stays."""
        for row in shown:
            self.filter(pk=row.pk, at=row.at).delete()


class AuthorityNews(models.Model):
    """What the authority did that the owner of the case has not seen yet: of each kind one row. Seen, it is gone."""

    class Kind(models.TextChoices):
        """Gravest first."""

        MORE_TIME = "more_time", "Asks for more time"
        REPLY = "reply", "Replied to the summary"
        RECOMMENDATION = "recommendation", "Answered a recommendation"
        DONE = "done", "Says a recommendation is carried out"
        ANSWER = "answer", "Answered us"
        DOCUMENT = "document", "New document"
        RECEIPT = "receipt", "Has our letter"

        @property
        def is_grave(self) -> bool:
            """Somebody waits for a decision."""
            return self == self.MORE_TIME

        @classmethod
        def gravest_first(cls, found: Collection[str]) -> list[Self]:
            return [kind for kind in cls if kind in found]

    case = models.ForeignKey(Case, models.CASCADE, related_name="authority_news")
    kind = models.CharField(max_length=15, choices=Kind)
    # When it last happened.
    at = models.DateTimeField()

    objects = AuthorityNewsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "authority news"
        constraints = [
            # Its index also answers which cases of a list have news.
            models.UniqueConstraint(fields=["case", "kind"], name="authoritynews_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["more_time", "reply", "recommendation", "done", "answer", "document", "receipt"]),
                name="authoritynews_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.kind
