"""What the service does by itself with a case as it opens, as leads have told it to."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from complaints.models import Sector, SubIssue, Subject

from .tag import CaseTag

YES_OR_NO = [("yes", "Yes"), ("no", "No")]


class Rule(models.Model):
    """Every condition that is not empty has to hold. None is about the provider: nobody is treated differently for
    what they are."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        ON = "on", "On"
        OFF = "off", "Off"

    class Effect(models.TextChoices):
        PRIORITY = "priority", "Mark it as priority"
        TAG = "tag", "Add a tag"
        OFFER = "offer", "Offer it to a colleague"

    name = models.CharField(max_length=60, unique=True)
    state = models.CharField(max_length=5, choices=State, default=State.DRAFT)
    authority_sector = models.CharField(max_length=20, choices=Sector, blank=True)
    subject = models.CharField(max_length=30, choices=Subject, blank=True)
    sub_issue = models.CharField(max_length=100, choices=SubIssue, blank=True)
    is_live = models.CharField("Bids could still be sent", max_length=3, choices=YES_OR_NO, blank=True)
    is_payment = models.CharField("About payment", max_length=3, choices=YES_OR_NO, blank=True)
    is_repeat = models.CharField("Repeat authority", max_length=3, choices=YES_OR_NO, blank=True)
    effect = models.CharField(max_length=10, choices=Effect)
    tag = models.CharField(max_length=CaseTag.LONGEST, blank=True)
    offer_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    # Counts changes of what it does; which of them was tried on past cases.
    version = models.PositiveIntegerField(default=1)
    tried_version = models.PositiveIntegerField(null=True)
    # When it could not be applied to a new case for the last time, and the name of the error. Until it is changed.
    failed_at = models.DateTimeField(null=True)
    failed_with = models.CharField(max_length=100, blank=True)

    CONDITIONS = ("authority_sector", "subject", "sub_issue", "is_live", "is_payment", "is_repeat")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["draft", "on", "off"]), name="rule_state"),
            models.CheckConstraint(
                condition=~Q(state="on") | Q(tried_version__isnull=False, tried_version=F("version")),
                name="rule_on_is_tried",
            ),
            models.CheckConstraint(
                condition=Q(effect="priority", tag="", offer_to=None)
                | (Q(effect="tag", offer_to=None) & ~Q(tag=""))
                | Q(effect="offer", tag="", offer_to__isnull=False),
                name="rule_one_effect",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_tried(self) -> bool:
        return self.tried_version == self.version

    @property
    def conditions_in_words(self) -> list[str]:
        return [
            f"{str(self._meta.get_field(name).verbose_name).capitalize()}: {getattr(self, f'get_{name}_display')()}"  # type: ignore[union-attr]
            for name in self.CONDITIONS
            if getattr(self, name)
        ]

    @property
    def effect_in_words(self) -> str:
        if self.effect == self.Effect.TAG:
            return f"Tag added: {self.tag}"
        return f"Offered to {self.offer_to}" if self.effect == self.Effect.OFFER else "Marked as priority"

    @property
    def in_words(self) -> str:
        return f"{'; '.join(self.conditions_in_words)}. {self.effect_in_words}."


class RuleChange(models.Model):
    rule = models.ForeignKey(Rule, models.PROTECT, related_name="changes")
    words = models.CharField(max_length=700)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        triggers = [pgtrigger.Protect(name="rulechange_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.words
