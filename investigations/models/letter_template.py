"""What a letter begins with: templates in versions, and those with which the service chases an answer by itself."""

from typing import ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q


class LetterKind(models.TextChoices):
    REQUEST = "request", "Request for information"
    CHASER = "chaser", "Reminder"
    ESCALATION = "escalation", "To a senior contact"
    FINDINGS = "findings", "Findings and recommendations"
    FOLLOW_UP = "follow_up", "Follow-up"
    SUMMARY = "summary", "Summary before it is published"
    OTHER = "other", "Other letter"


class TemplateQuerySet(models.QuerySet["LetterTemplate"]):
    def current(self) -> Self:
        """The newest version of each that is in use."""
        newer = LetterTemplate.objects.filter(key=models.OuterRef("key"), version__gt=models.OuterRef("version"))
        return self.filter(~models.Exists(newer), is_retired=False)

    def as_the_work_goes(self) -> Self:
        """The first letters of a case first."""
        ways = [LetterKind.REQUEST, LetterKind.CHASER, LetterKind.ESCALATION, LetterKind.FINDINGS]
        ways += [LetterKind.SUMMARY, LetterKind.FOLLOW_UP, LetterKind.OTHER]
        place = models.Case(*(models.When(kind=kind, then=place) for place, kind in enumerate(ways)))
        # Of the two requests the one in cooperation, which is the usual way.
        return self.order_by(place, "pk")

    def chasing(self, kind: LetterKind) -> "LetterTemplate | None":
        """The one that leads have marked for letters of this kind that the service writes by itself."""
        marked = ChasingTemplate.objects.filter(kind=kind).values("key")
        return self.current().filter(kind=kind, key__in=marked).first()


class LetterTemplate(models.Model):
    """One version of a template. Never edited: Postgres refuses. Changed, it is another version."""

    key = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=LetterKind)
    subject = models.CharField(max_length=200)
    # Paragraphs with fields in them: investigations/letters/filling.py says which. One that begins with "[?]" is
    # optional: whoever writes the letter takes it in or leaves it out.
    body = models.TextField()
    # Whether somebody else has to release a letter that is made from it.
    needs_release = models.BooleanField(default=True)
    is_retired = models.BooleanField(default=False)
    # None: it came with the service.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = TemplateQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="lettertemplate_version_once"),
            models.CheckConstraint(condition=Q(kind__in=LetterKind.values), name="lettertemplate_kind"),
        ]
        triggers = [
            pgtrigger.Protect(name="letter_template_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"


class ChasingTemplate(models.Model):
    """With which template authorities that owe an answer are written to: of each kind one at most."""

    KINDS: ClassVar[tuple[LetterKind, ...]] = (LetterKind.CHASER, LetterKind.ESCALATION)

    kind = models.CharField(max_length=10, choices=LetterKind, unique=True)
    key = models.SlugField(max_length=40)
    # None: it came with the service.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["chaser", "escalation"]), name="chasingtemplate_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.key}"
