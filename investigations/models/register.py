"""The public register: what anybody may read of a finished case, written here as it is published, in clear.

A row holds no more than is public. Whoever shows the register reads these tables, and not those of cases."""

import re
import secrets
from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL

from complaints.models import Authority, Sector, SubIssue, Subject
from complaints.reference import ALPHABET, bare

from .case import Case
from .case_choices import DatePrecision
from .outcome import Outcome
from .theme_count import KEEP_THEMES

PUBLIC_ID = rf"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}"


def new_public_id() -> str:
    """As 7K3P-9QXD, at random: the reference of a case is known to the provider and to the authority."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def read_public_id(typed: str) -> str | None:
    """The number that somebody meant, however they wrote it. None when it can't be one."""
    letters = bare(typed)
    return f"{letters[:4]}-{letters[4:]}" if re.fullmatch(rf"[{ALPHABET}]{{8}}", letters) else None


# Of published history: their sub-issue is in no list.
UNLISTED = ~Q(sub_issue__in=["", *SubIssue.values])


class EntryQuerySet(models.QuerySet["RegisterEntry"]):
    def shown(self) -> Self:
        """Those in the register: not withdrawn, and made-up ones in a demonstration only."""
        return self.known().filter(withdrawn_at=None)

    def known(self) -> Self:
        """Those that have, or had, a page."""
        return self if settings.DEMONSTRATION else self.filter(is_demonstration=False)

    def newest_first(self) -> Self:
        return self.order_by("-listed_on", "-pk")


class RegisterEntry(models.Model):
    """One case as it is published now."""

    public_id = models.CharField(max_length=9, unique=True, default=new_public_id)
    case = models.OneToOneField(Case, models.PROTECT, related_name="entry")
    # As it was when it was published.
    authority = models.ForeignKey(Authority, models.PROTECT, null=True, related_name="entries")
    # As published history names it.
    authority_given = models.CharField(max_length=300, blank=True)
    authority_sector = models.CharField(max_length=20, choices=Sector, blank=True)
    subject = models.CharField(max_length=30, choices=Subject, blank=True)
    # A SubIssue, or what published history says.
    sub_issue = models.CharField(max_length=100, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome)
    version = models.PositiveSmallIntegerField(default=1)
    case_issue = models.TextField()
    case_outcome = models.TextField(blank=True)
    # When it was first published. No other date of a case is public: when it came in can say who sent it. Of a month
    # its first day: what is not published of a date is not in the row either, so no order or feed can give it away.
    listed_on = models.DateField()
    listed_precision = models.CharField(max_length=5, choices=DatePrecision, default=DatePrecision.DAY)
    updated_at = models.DateTimeField()
    # Published before, by others, and imported: where.
    is_imported = models.BooleanField(default=False)
    source = models.CharField(max_length=300, blank=True)
    is_demonstration = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)
    # Versions up to this one were taken out, and stay out when another puts the entry back.
    withdrawn_to = models.PositiveSmallIntegerField(default=0)
    # What search finds by.
    words = models.GeneratedField(
        expression=RawSQL(
            "to_tsvector('english', left(case_issue, 100000) || ' ' || left(case_outcome, 100000) || ' ' || "
            "authority_given || ' ' || replace(subject, '_', ' ') || ' ' || replace(sub_issue, '_', ' '))",
            (),
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "register entries"
        constraints = [
            models.CheckConstraint(condition=Q(public_id__regex=f"^{PUBLIC_ID}$"), name="registerentry_public_id"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="registerentry_outcome"),
            models.CheckConstraint(
                condition=~Q(listed_precision=DatePrecision.MONTH) | Q(listed_on__day=1),
                name="registerentry_month_without_day",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="registerentry_withdrawn_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["-listed_on", "-id"], name="registerentry_newest"),
            models.Index(fields=["authority", "-listed_on", "-id"], name="registerentry_authority"),
            models.Index(fields=["subject", "sub_issue", "-listed_on", "-id"], name="registerentry_theme"),
            models.Index(fields=["subject", "sub_issue", "authority"], name="registerentry_theme_whose"),
            # Few: without it whoever asks for them has every entry read.
            models.Index(fields=["-listed_on", "-id"], condition=UNLISTED, name="registerentry_unlisted"),
            models.Index(fields=["updated_at"], name="registerentry_updated"),
            GinIndex(fields=["words"], name="registerentry_words"),
        ]
        triggers = [pgtrigger.Protect(name="register_entry_kept", operation=pgtrigger.Delete), *KEEP_THEMES]

    def __str__(self) -> str:
        return self.public_id

    @property
    def readable_versions(self) -> models.QuerySet["EntryVersion"]:
        return self.versions.filter(version__gt=self.withdrawn_to)

    @property
    def authority_name(self) -> str:
        return self.authority.name if self.authority else self.authority_given or "An authority not in the list"


class EntryVersion(models.Model):
    """One published version, with the authority’s reply. Never edited: Postgres refuses. Imported entries have none."""

    entry = models.ForeignKey(RegisterEntry, models.PROTECT, related_name="versions")
    version = models.PositiveSmallIntegerField()
    case_issue = models.TextField()
    case_outcome = models.TextField()
    outcome = models.CharField(max_length=20, choices=Outcome)
    # What was put right since the version before.
    correction = models.CharField(max_length=300, blank=True)
    reply = models.TextField(blank=True)
    is_reply_redacted = models.BooleanField(default=False)
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["entry", "version"], name="entryversion_once")]
        triggers = [pgtrigger.Protect(name="entry_version_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"Version {self.version} of {self.entry_id}"
