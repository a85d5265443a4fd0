"""A case: one procurement being looked into, or looked into once. Never says who complained."""

from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL

from complaints.models import (
    Authority,
    Complaint,
    ProviderKind,
    ProviderSector,
    ProviderSize,
    Sector,
    SubIssue,
    Subject,
)
from complaints.models.holding import HELD_STAYS
from investigations import deadlines
from investigations.lifecycle import Status

from .case_choices import DatePrecision, FollowedUpAs, Origin, Readers
from .case_words import CaseQuerySet
from .counting import KEEP_TALLY
from .outcome import Outcome


class NextDue(NamedTuple):
    name: str
    due_on: date


class Case(models.Model):
    reference = models.CharField(max_length=14, unique=True)
    # None for imported history and spot checks.
    complaint = models.OneToOneField(Complaint, models.PROTECT, null=True)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.REFERRAL)
    status = models.CharField(max_length=20, choices=Status, default=Status.RECEIVED)
    outcome = models.CharField(max_length=20, choices=Outcome, null=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="cases")

    readers = models.CharField(max_length=10, choices=Readers, default=Readers.ASSIGNED)

    # As a rule has marked it; and to whom one has offered it, which makes nobody its owner.
    is_priority = models.BooleanField(default=False)
    offered_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    authority = models.ForeignKey(Authority, models.PROTECT, null=True, related_name="cases")
    # As published history names it. A provider's own wording stays sealed on the complaint.
    authority_given = models.CharField(max_length=300, blank=True)
    # As it was at the time: empty when not known.
    authority_sector = models.CharField(max_length=20, choices=Sector, blank=True)
    provider_kind = models.CharField(max_length=20, choices=ProviderKind, blank=True)
    provider_size = models.CharField(max_length=10, choices=ProviderSize, blank=True)
    provider_sector = models.CharField(max_length=10, choices=ProviderSector, blank=True)
    # Of the authority, and of what is bought, as its notice says: the first two digits.
    nation = models.CharField(max_length=30, blank=True)
    cpv_division = models.CharField(max_length=2, blank=True)
    subject = models.CharField(max_length=30, choices=Subject, blank=True)
    # A SubIssue, or what published history says.
    sub_issue = models.CharField(max_length=100, blank=True)

    received_on = models.DateField()
    received_precision = models.CharField(max_length=5, choices=DatePrecision, default=DatePrecision.DAY)
    closed_on = models.DateField(null=True)
    # The day it took its present status: some clocks start there.
    status_on = models.DateField()
    # When bids can no longer be sent, as the provider or the notice says. None: it was over, or nobody said.
    live_until = models.DateTimeField(null=True)
    # When the tender's standstill ends: until then the award can still be stopped.
    standstill_on = models.DateField(null=True)
    # Where clocks start and end. Asked, and when waiting for the answer ended: the last time.
    triaged_on = models.DateField(null=True)
    asked_on = models.DateField(null=True)
    asked_basis = models.CharField(max_length=12, choices=deadlines.Basis, blank=True)
    answered_on = models.DateField(null=True)
    # The authority was given time until this day to answer what it was asked last.
    answer_by = models.DateField(null=True)
    followed_up_on = models.DateField(null=True)
    followed_up_as = models.CharField(max_length=10, choices=FollowedUpAs, blank=True)
    # When resolving it and the authority's answer were due, kept by clocks.keeping. None: no such clock, or stopped.
    resolve_due_on = models.DateField(null=True)
    answer_due_on = models.DateField(null=True)
    # The running clock that is due first, kept here by clocks.keeping so that the queue can be read in order.
    next_due_on = models.DateField(null=True)
    next_clock = models.CharField(max_length=12, choices=deadlines.ClockKind, blank=True)
    # From 6 April: 5 April 2012 is in 2011. Kept by Postgres, so that it cannot disagree with received_on.
    financial_year = models.GeneratedField(
        expression=RawSQL("extract(year from received_on - interval '3 months 5 days')::int", ()),
        output_field=models.IntegerField(),
        db_persist=True,
    )

    # Imported history only: what was published, where, and the row's fingerprint.
    case_issue = models.TextField(blank=True)
    case_outcome = models.TextField(blank=True)
    # What search finds by: what was published, and the subject as it is labelled. A tsvector holds 1 MB: hence `left`.
    words = models.GeneratedField(
        expression=RawSQL(
            "to_tsvector('english', left(case_issue, 100000) || ' ' || left(case_outcome, 100000) || ' ' || "
            "authority_given || ' ' || subject || ' ' || "
            "replace(replace(sub_issue, 'pre_market', 'pre-market'), 'e_portal', 'technical issue with e-portal'))",
            (),
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    import_source = models.CharField(max_length=300, blank=True)
    import_key = models.CharField(max_length=64, null=True, unique=True)
    is_demonstration = models.BooleanField(default=False)
    # Under a legal hold, as its complaint is then: nothing of it is erased. Postgres refuses.
    is_held = models.BooleanField(default=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="case_status"),
            models.CheckConstraint(condition=Q(readers__in=Readers.values), name="case_readers"),
            models.CheckConstraint(
                condition=Q(followed_up_as__in=["", *FollowedUpAs.values]), name="case_followed_up_as"
            ),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values) | Q(outcome=None), name="case_outcome"),
            models.CheckConstraint(
                condition=Q(status=Status.CLOSED, outcome__isnull=False, closed_on__isnull=False)
                | (~Q(status=Status.CLOSED) & Q(outcome=None, closed_on=None)),
                name="case_closed_with_one_outcome",
            ),
            models.CheckConstraint(
                condition=Q(asked_on=None, asked_basis="")
                | Q(asked_on__isnull=False, asked_basis__in=deadlines.Basis.values),
                name="case_asked_on_a_basis",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.UNCODED) | Q(import_key__isnull=False), name="case_uncoded_is_imported"
            ),
        ]
        indexes = [
            models.Index(fields=["next_due_on", "received_on"], condition=~Q(status="closed"), name="case_queue"),
            models.Index(fields=["-received_on", "-id"], name="case_newest"),
            models.Index(fields=["closed_on"], condition=Q(closed_on__isnull=False), name="case_closed"),
            models.Index(fields=["owner"], condition=~Q(status="closed"), name="case_owned"),
            models.Index(fields=["outcome", "financial_year"], name="case_outcomes"),
            GinIndex(fields=["words"], name="case_words"),
            GinIndex(fields=["reference"], name="case_reference_part", opclasses=["gin_trgm_ops"]),
        ]
        triggers = [*KEEP_TALLY, HELD_STAYS]

    def __str__(self) -> str:
        return self.reference

    @property
    def clock(self) -> NextDue | None:
        """The clock that runs out first. None when none runs."""
        return NextDue(self.get_next_clock_display(), self.next_due_on) if self.next_due_on else None

    @property
    def subject_line(self) -> str:
        """Subject and sub-issue, once where both have one name. History may have a sub-issue that is in no list."""
        sub_issue = dict(SubIssue.choices).get(self.sub_issue, self.sub_issue)
        return ": ".join(dict.fromkeys(str(part) for part in (self.get_subject_display(), sub_issue) if part))

    @property
    def authority_name(self) -> str:
        """For lists: never a provider's own wording."""
        return self.authority.name if self.authority else self.authority_given or "Not in the list"
