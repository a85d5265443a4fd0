"""Mail that came in: where we stand with the mailbox, each mail as it came, what was made of it, and its files."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from complaints.models import Evidence
from mysteryshopper.owed import OwedWork
from mysteryshopper.sealed import SealedTextField

from .case import Case
from .letter import LetterMail


class Mailbox(models.Model):
    """A folder on a mail server, named without its password. Whoever polls it holds its lease."""

    name = models.CharField(max_length=300, unique=True)
    leased_until = models.DateTimeField(null=True)
    # When all that lay there was last taken.
    polled_at = models.DateTimeField(null=True)
    # Since when each poll has failed, and why: the kind of error only.
    failing_since = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=100, blank=True)
    # The mail at which the last poll broke off: the next one begins behind it, so that it holds up no other.
    broke_off_at = models.BigIntegerField(null=True)

    class Meta:
        verbose_name_plural = "mailboxes"

    def __str__(self) -> str:
        return self.name


class IncomingMail(OwedWork):
    """One mail, kept as it came. As owed work it owes being taken apart: read, and put in its place.

    Whatever is in it may name the provider, since the authority may guess: so all that it says is sealed."""

    class Nature(models.TextChoices):
        MAIL = "mail", "Mail"
        AUTOMATIC = "automatic", "Automatic reply"
        BOUNCED = "bounced", "A mail of ours came back"
        DELAYED = "delayed", "A mail of ours is held up"
        OURS = "ours", "Sent by ourselves"
        UNREADABLE = "unreadable", "Not readable"

    class Place(models.TextChoices):
        TRAY = "tray", "In the tray"
        CASE = "case", "On a case"
        DISCARDED = "discarded", "Discarded"
        DROPPED = "dropped", "Dropped: we sent it ourselves"

    class How(models.TextChoices):
        """How it came onto its case."""

        TAG = "tag", "Sent to the address of this case"
        REPLY = "reply", "Answers a letter of this case, from the address to which that went"
        REPORT = "report", "Reports on a letter of this case"
        HAND = "hand", "Filed by hand"

    class Proof(models.TextChoices):
        PROVEN = "proven", "Sender proven"
        FAILED = "failed", "Sender forged, by what our mail server found"

    mailbox = models.ForeignKey(Mailbox, models.PROTECT, related_name="mails")
    uidvalidity = models.BigIntegerField()
    uid = models.BigIntegerField()
    # Of all its bytes, under a key: the same mail is one row, however often it is met. Not by its number: a server
    # may give that to another one.
    digest = models.CharField(max_length=64, unique=True)
    # As it came, sealed. Of one that is too large: its headers.
    stored_as = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    is_whole = models.BooleanField(default=True)
    taken_at = models.DateTimeField()

    # Once it is taken apart.
    nature = models.CharField(max_length=10, choices=Nature, blank=True)
    # Of its Message-ID, under a key. Others may have the same: whoever writes a mail makes it up.
    id_digest = models.CharField(max_length=64, blank=True)
    sender = SealedTextField(default="")
    subject = SealedTextField(default="")
    body = SealedTextField(default="")
    # Whether there is more in it than is shown.
    is_cut = models.BooleanField(default=False)
    proof = models.CharField(max_length=10, choices=Proof, blank=True)
    # What our mail server found, such as “SPF pass, DKIM none”.
    proof_words = models.CharField(max_length=100, blank=True)
    # Whether its sender was a contact of the authority of its case when it came.
    is_from_contact = models.BooleanField(default=False)

    place = models.CharField(max_length=10, choices=Place, blank=True)
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="incoming")
    how = models.CharField(max_length=10, choices=How, blank=True)
    # Which letter it answers or reports on.
    letter_mail = models.ForeignKey(LetterMail, models.SET_NULL, null=True, related_name="incoming")
    # On which case it may belong, and why. Nothing is filed by this.
    guess = models.ForeignKey(Case, models.SET_NULL, null=True, related_name="+")
    guess_why = models.CharField(max_length=300, blank=True)
    # Who filed or discarded it by hand, and why.
    sorted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sorted_at = models.DateTimeField(null=True)
    reason = SealedTextField(default="")
    # When somebody who works on the case first opened it.
    seen_at = models.DateTimeField(null=True)
    # Whether it is the authority's answer. None: nobody has said.
    is_answer = models.BooleanField(null=True)

    class Meta(OwedWork.Meta):
        ordering = ["taken_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(place="", nature="")
                | (Q(place__in=["tray", "case", "discarded", "dropped"]) & ~Q(nature="")),
                name="incoming_has_its_place",
            ),
            models.CheckConstraint(
                condition=Q(place="case", case__isnull=False, how__in=["tag", "reply", "report", "hand"])
                | (~Q(place="case") & Q(case=None, how="")),
                name="incoming_is_on_one_case",
            ),
            models.CheckConstraint(
                condition=Q(sorted_by=None, sorted_at=None) & ~Q(place="discarded") & ~Q(how="hand")
                | Q(sorted_by__isnull=False, sorted_at__isnull=False),
                name="incoming_sorted_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(nature="mail") | Q(is_answer=None) | Q(is_answer=False),
                name="incoming_machines_answer_nothing",
            ),
        ]
        indexes = [
            *OwedWork.Meta.indexes,
            models.Index(fields=["taken_at", "id"], condition=Q(place="tray"), name="incoming_tray"),
            models.Index(fields=["case", "taken_at"], condition=Q(place="case", seen_at=None), name="incoming_unseen"),
            models.Index(fields=["id_digest"], condition=~Q(id_digest=""), name="incoming_message_id"),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="incoming_stays",
                fields=["mailbox", "uidvalidity", "uid", "digest", "stored_as", "size", "taken_at"],
            ),
        ]

    owed_words: ClassVar[str] = "Read a mail that came in"
    owed_joins: ClassVar[tuple[str, ...]] = ("case",)

    def __str__(self) -> str:
        return f"Mail {self.pk}"

    @property
    def owed_for(self) -> str:
        return self.case.reference if self.case else "The mailbox"

    @property
    def belongs_to(self) -> Case | None:
        """The case whose readers may read it: its own, or the one that it may be about."""
        return self.case or self.guess


class IncomingFile(OwedWork):
    """A file that came with a mail. As owed work it owes its scan: nobody opens it before that has said clean."""

    class LeftOut(models.TextChoices):
        """Why only its name was kept."""

        KIND = "kind", "Not kept: it is not of a kind that we take"
        LARGE = "large", "Not kept: it is too large"
        MANY = "many", "Not kept: too many files came with this mail"
        EMPTY = "empty", "Not kept: there is nothing in it"
        BROKEN = "broken", "Not kept: it can’t be read"

    mail = models.ForeignKey(IncomingMail, models.CASCADE, related_name="files")
    number = models.PositiveSmallIntegerField()
    name = SealedTextField()
    # As its content says: one of complaints.evidence.kinds. Empty: only its name was kept.
    kind = models.CharField(max_length=10, blank=True)
    size = models.PositiveIntegerField(default=0)
    stored_as = models.CharField(max_length=64, unique=True, null=True)
    left_out = models.CharField(max_length=10, choices=LeftOut, blank=True)
    # Empty: not scanned yet.
    verdict = models.CharField(max_length=10, choices=Evidence.Verdict, blank=True)

    class Meta(OwedWork.Meta):
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["mail", "number"], name="incomingfile_number"),
            models.CheckConstraint(
                condition=Q(left_out="", stored_as__isnull=False) & ~Q(kind="")
                | Q(stored_as=None, verdict="") & ~Q(left_out=""),
                name="incomingfile_kept_or_left_out",
            ),
        ]

    owed_words: ClassVar[str] = "Scan a file of a mail for viruses"
    owed_joins: ClassVar[tuple[str, ...]] = ("mail__case",)

    def __str__(self) -> str:
        return f"File {self.number} of mail {self.mail_id}"

    @property
    def owed_for(self) -> str:
        return self.mail.owed_for
