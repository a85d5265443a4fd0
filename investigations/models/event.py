"""What happened to a case, once and for all."""

import pgtrigger
from django.conf import settings
from django.db import models

from investigations.lifecycle import Status
from mysteryshopper.sealed import SealedTextField

from .case import Case
from .officer import Officer
from .outcome import Outcome


class CaseEvent(models.Model):
    """Never edited: Postgres refuses."""

    class Kind(models.TextChoices):
        OPENED = "opened", "Case opened"
        MOVED = "moved", "Moved on"
        ASKED_AGAIN = "asked_again", "Authority asked again"
        CLAIMED = "claimed", "Claimed"
        HANDED_OVER = "handed_over", "Handed over"
        GIVEN_BACK = "given_back", "Given back to the queue"
        CONFLICT = "conflict", "Conflict of interest declared"
        CONFLICT_LIFTED = "conflict_lifted", "Conflict of interest lifted"
        READERS = "readers", "Who may read it"
        URGENT = "urgent", "May leave within a day"
        PRIORITY = "priority", "Priority"
        CLOCK_STOPPED = "clock_stopped", "Clock stopped"
        CLOCK_RESTARTED = "clock_restarted", "Clock runs again"
        CLOCKS_MOVED = "clocks_moved", "Clocks moved"
        STANDSTILL = "standstill", "Standstill"
        FOLLOWED_UP = "followed_up", "Followed up"
        NOTED = "noted", "Note"
        TAGGED = "tagged", "Tags"
        LINKED = "linked", "Linked cases"
        HELD = "held", "Legal hold"
        RELEASED = "released", "Legal hold lifted"
        RULED = "ruled", "Rule applied"
        TASK = "task", "Task"
        FOUND = "found", "Finding"
        RECOMMENDED = "recommended", "Recommendation"
        LETTER = "letter", "Letter to the authority"
        OFFICER = "officer", "Code for the authority’s page"
        CODED = "coded", "Outcome coded"
        MATCHED = "matched", "Authority matched"
        OPENED_FILE = "file", "Opened a file"
        TAKEN_OUT = "taken_out", "Whole case taken out"
        COPIED = "copied", "Made a copy for the authority"
        CHASED = "chased", "Waiting for the authority"
        MAIL = "mail", "Mail came in"
        BOUNCED = "bounced", "Mail to the authority"
        SUMMARY = "summary", "Summary for the register"
        AUTHORITY_OPENED = "authority_opened", "Authority opened its page"
        AUTHORITY_RECEIVED = "authority_received", "Authority has our letter"
        AUTHORITY_ANSWERED = "authority_answered", "Authority answered"
        AUTHORITY_DOCUMENT = "authority_document", "Authority sent a document"
        AUTHORITY_TOOK = "authority_took", "Authority downloaded a file"
        AUTHORITY_REPLIED = "authority_replied", "Authority replied to the summary"
        AUTHORITY_SATISFIED = "authority_satisfied", "Authority told us how satisfied it is"
        TIME_ASKED = "time_asked", "Authority asked for more time"
        TIME_GIVEN = "time_given", "More time given"
        TIME_REFUSED = "time_refused", "More time refused"

    case = models.ForeignKey(Case, models.CASCADE, related_name="events")
    kind = models.CharField(max_length=20, choices=Kind)
    old = models.CharField(max_length=20, blank=True, choices=Status)
    new = models.CharField(max_length=20, blank=True, choices=Status)
    # Of a move to CLOSED. Stays here when the case is opened again and its outcome taken back.
    outcome = models.CharField(max_length=20, blank=True, choices=Outcome)
    # Neither this nor an officer when the service itself did it.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    note = SealedTextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        triggers = [
            pgtrigger.Protect(name="never_edited", operation=pgtrigger.Update | pgtrigger.Delete),
            # The register shows these as they stand: what was fetched of it before is out of date.
            pgtrigger.Trigger(
                name="touch_register",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__kind__in=["recommended", "followed_up", "moved"]),
                func="""
                    UPDATE investigations_registerentry SET updated_at = NEW.at
                    WHERE case_id = NEW.case_id AND updated_at < NEW.at;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"

    @property
    def who(self) -> str:
        """For pages: one of the staff, an officer of the authority, or the service."""
        if self.officer:
            return f"{self.officer.contact}, for the authority"
        return str(self.by) if self.by else "the service itself"
