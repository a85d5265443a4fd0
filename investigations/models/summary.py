"""What the public is told about a finished case, in versions: written, approved by a second person, published."""

from typing import ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mysteryshopper.owed import OwedWork
from mysteryshopper.sealed import SealedTextField

from .case import Case
from .officer import Officer


class SummaryQuerySet(models.QuerySet["Summary"]):
    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def waiting(self) -> Self:
        """Newest versions that nobody has approved yet."""
        newer = Summary.objects.filter(case=models.OuterRef("case"), version__gt=models.OuterRef("version"))
        return self.filter(~models.Exists(newer), approved_at=None)


class Summary(models.Model):
    """One version. An edit is another version, so that what was approved, replied to and published stays as it was."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="summaries")
    version = models.PositiveSmallIntegerField()
    # In our words. Sealed: a draft may name the provider until the leak check has seen it.
    issue = SealedTextField()
    outcome = SealedTextField()
    # Of a version after a published one: what was put right.
    correction = SealedTextField(default="")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    # The authority sees it on its page from here on, and may reply until the day after which it is published.
    shown_at = models.DateTimeField(null=True)
    reply_until = models.DateField(null=True)
    published_at = models.DateTimeField(null=True)

    objects = SummaryQuerySet.as_manager()

    class Meta:
        ordering = ["version"]
        verbose_name_plural = "summaries"
        constraints = [
            models.UniqueConstraint(fields=["case", "version"], name="summary_version_once"),
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None)
                | (Q(approved_by__isnull=False, approved_at__isnull=False) & ~Q(approved_by=F("written_by"))),
                name="summary_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(shown_at=None, reply_until=None)
                | Q(shown_at__isnull=False, reply_until__isnull=False, approved_at__isnull=False),
                name="summary_shown_once_approved",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(shown_at__isnull=False), name="summary_published_once_shown"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="summary_published_in_time",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__published_at__isnull=False),
                func="""
                    IF (NEW.published_at AT TIME ZONE 'Europe/London')::date <= NEW.reply_until AND NOT EXISTS
                        (SELECT FROM investigations_rightofreply WHERE summary_id = NEW.id)
                    THEN RAISE EXCEPTION 'The authority still has time to reply';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(
                name="summary_words_stay",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "((OLD.case_id, OLD.version, OLD.issue, OLD.outcome, OLD.correction, OLD.written_by_id)"
                    " IS DISTINCT FROM (NEW.case_id, NEW.version, NEW.issue, NEW.outcome, NEW.correction,"
                    " NEW.written_by_id))"
                ),
            ),
            pgtrigger.Protect(
                name="summary_published_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Summary {self.version} of {self.case_id}"

    @property
    def text(self) -> str:
        """All that is published of it, as the leak check reads it."""
        return "\n\n".join(part for part in (self.issue, self.outcome, self.correction) if part)


class Publication(OwedWork):
    """A summary that the authority was shown owes its publication, when the time to reply is over or a reply is there.

    Parked, somebody has to decide: the leak check holds the summary or the reply."""

    summary = models.OneToOneField(Summary, models.CASCADE, related_name="publication")

    owed_words: ClassVar[str] = "Publish a summary"
    owed_joins: ClassVar[tuple[str, ...]] = ("summary__case",)

    def __str__(self) -> str:
        return f"Publication of {self.summary_id}"

    @property
    def owed_for(self) -> str:
        return self.summary.case.reference


class RightOfReply(models.Model):
    """What the authority says to a summary, published beside it as it stands. Never edited: Postgres refuses."""

    summary = models.OneToOneField(Summary, models.CASCADE, related_name="reply")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    # Sealed until the leak check has seen it: an authority may name whom it takes to have complained.
    text = SealedTextField()
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "rights of reply"
        triggers = [pgtrigger.Protect(name="right_of_reply_stays", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"Reply to {self.summary_id}"


class ReplyRedaction(models.Model):
    """The reply as it is published where, as it stands, it may name the provider. Of several the newest counts."""

    reply = models.ForeignKey(RightOfReply, models.CASCADE, related_name="redactions")
    text = SealedTextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="reply_redaction_stays", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"Redaction of reply {self.reply_id}"
