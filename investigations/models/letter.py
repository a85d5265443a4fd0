"""What we write to an authority: letters, and the mail that each one owes."""

from typing import ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from complaints.models import CleanCopy
from investigations import deadlines
from mysteryshopper.owed import OwedWork
from mysteryshopper.sealed import SealedTextField

from .case import Case
from .contact import Contact
from .letter_template import LetterKind, LetterTemplate
from .recommendation import Recommendation


class LetterQuerySet(models.QuerySet["Letter"]):
    def sent(self) -> Self:
        return self.filter(sent_at__isnull=False)

    def findings_begun(self) -> Self:
        """Letters of findings that are not released: what is changed in the case has to be changed in them."""
        return self.filter(kind=LetterKind.FINDINGS, released_at=None)

    def standing(self) -> Self:
        """Sent, or on its way."""
        return self.filter(released_at__isnull=False, taken_back_at=None)

    def waiting(self) -> Self:
        """For a second person."""
        return self.filter(needs_release=True, release_asked_at__isnull=False, released_at=None)


class Letter(models.Model):
    """A draft until it is released; from then on it is owed to the authority exactly as it was released.

    Released, its words are never edited: Postgres refuses."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="letters")
    template = models.ForeignKey(LetterTemplate, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=LetterKind)
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="letters")
    # Of a request: on what the authority is asked. A formal notice starts its 30 days when it is sent.
    basis = models.CharField(max_length=12, choices=deadlines.Basis, blank=True)
    # Sealed: a draft may name the provider until the leak check has seen it.
    subject = SealedTextField()
    body = SealedTextField()
    # Clean copies of evidence that go with it; the authority's page shows them once it is sent.
    copies = models.ManyToManyField(CleanCopy, related_name="letters")
    # Those that stood in it when it was released: they are sent when it is.
    recommendations = models.ManyToManyField(Recommendation, related_name="letters")
    # Counts up with each edit: whoever saves over another's edit is told, and a release is of one version.
    version = models.PositiveSmallIntegerField(default=1)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()

    needs_release = models.BooleanField()
    # An edit takes both back.
    release_asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    release_asked_at = models.DateTimeField(null=True)
    # The second person has not released it, and said why. Empty: nobody has, or it was asked for again since.
    sent_back = SealedTextField(default="")
    sent_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    # The mail exactly as it was previewed and released, and is sent: ASCII, the PDF within it as base64.
    mail = SealedTextField(null=True)
    sent_at = models.DateTimeField(null=True)
    # Released, and taken back before it was sent: it never goes.
    taken_back_at = models.DateTimeField(null=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=LetterKind.values), name="letter_kind"),
            models.CheckConstraint(
                condition=Q(kind=LetterKind.REQUEST, basis__in=deadlines.Basis.values)
                | (~Q(kind=LetterKind.REQUEST) & Q(basis="")),
                name="letter_request_on_a_basis",
            ),
            models.CheckConstraint(
                condition=Q(release_asked_by=None, release_asked_at=None)
                | Q(release_asked_by__isnull=False, release_asked_at__isnull=False),
                name="letter_release_asked_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(released_at=None, mail__isnull=True, sent_at=None)
                | Q(released_at__isnull=False, mail__isnull=False),
                name="letter_released_with_its_mail",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None) | Q(released_at__isnull=False, sent_at=None),
                name="letter_taken_back_before_it_is_sent",
            ),
            models.CheckConstraint(
                condition=Q(released_at=None)
                | Q(needs_release=False)
                | (
                    Q(released_by__isnull=False, release_asked_by__isnull=False)
                    & ~Q(released_by=F("release_asked_by"))
                    & (Q(written_by=None) | ~Q(released_by=F("written_by")))
                ),
                name="letter_released_by_a_second_person",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="letter_released_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "(OLD.released_at IS NOT NULL AND (OLD.case_id, OLD.contact_id, OLD.kind, OLD.basis, OLD.subject,"
                    " OLD.body, OLD.version, OLD.mail, OLD.released_by_id, OLD.released_at)"
                    " IS DISTINCT FROM (NEW.case_id, NEW.contact_id, NEW.kind, NEW.basis, NEW.subject,"
                    " NEW.body, NEW.version, NEW.mail, NEW.released_by_id, NEW.released_at))"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Letter {self.pk}"

    @property
    def name(self) -> str:
        """What everybody calls it. A request under a formal notice has a name of its own."""
        return "Formal notice" if self.basis == deadlines.Basis.NOTICE else self.get_kind_display()

    @property
    def words(self) -> str:
        """As the leak check reads it: but for the day by which we ask for an answer, which is ours."""
        return f"{self.contact}\n\n{self.subject}\n\n{self.body}"


class LetterMail(OwedWork):
    """A released letter owes its mail. Where that has got to is said here."""

    class Delivery(models.TextChoices):
        BOUNCED = "bounced", "Came back: it did not arrive"
        DELAYED = "delayed", "Held up on its way"
        READ = "read", "The authority has opened its page since"

    letter = models.OneToOneField(Letter, models.CASCADE, related_name="owed_mail")
    message_id = models.CharField(max_length=100, unique=True)
    # Empty: nothing is known beyond that it was sent.
    delivery = models.CharField(max_length=10, choices=Delivery, blank=True)
    delivery_at = models.DateTimeField(null=True)

    owed_words: ClassVar[str] = "Mail to an authority"
    owed_joins: ClassVar[tuple[str, ...]] = ("letter__case",)

    def __str__(self) -> str:
        return f"Mail of letter {self.letter_id}"

    @property
    def owed_for(self) -> str:
        return self.letter.case.reference
