"""A complaint as the provider filed it: what it is about, sealed where it is in their words. Never who they are."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from mysteryshopper.owed import OwedWork
from mysteryshopper.sealed import SealedTextField

from .authority import Authority
from .notice import Notice


class Stage(models.TextChoices):
    """How far the procurement had got."""

    BEFORE_TENDER = "before_tender", _("Before the tender was published")
    TENDER = "tender", _("During the tender, up to the award")
    CONTRACT = "contract", _("While the contract was running")
    PAYMENT = "payment", _("When it came to being paid")


class Subject(models.TextChoices):
    """First level of what went wrong, as the service has always published it."""

    PAYMENT = "payment", _("Payment")
    PROCUREMENT_PROCESS = "procurement_process", _("Procurement process")
    PROCUREMENT_STRATEGY = "procurement_strategy", _("Procurement strategy")
    CONTRACT_MANAGEMENT = "contract_management", _("Contract management")
    TECHNOLOGY = "technology", _("Technology")
    TRANSPARENCY = "transparency", _("Transparency")
    BUREAUCRACY = "bureaucracy", _("Bureaucracy")


class SubIssue(models.TextChoices):
    """Second level of what went wrong, by its published name. Filing has plainer words for each."""

    PAYMENT = "payment", _("Payment")
    EVALUATION = "evaluation", _("Evaluation")
    SCORING = "scoring", _("Scoring")
    COMMUNICATION = "communication", _("Communication")
    FEEDBACK = "feedback", _("Feedback")
    FINANCIAL_REQUIREMENT = "financial_requirement", _("Financial requirement")
    PQQ = "pqq", _("PQQ")
    TENDER_PROCESS = "tender_process", _("Tender process")
    TIMESCALES = "timescales", _("Timescales")
    ADVERTISEMENT = "advertisement", _("Advertisement")
    AWARD = "award", _("Award")
    USE_OF_FRAMEWORK = "use_of_framework", _("Use of framework")
    SPECIFICATION = "specification", _("Specification")
    PRE_MARKET_ENGAGEMENT = "pre_market_engagement", _("Pre-market engagement")
    E_PORTAL = "e_portal", _("Technical issue with e-portal")
    SOCIAL_VALUE = "social_value", _("Social value")


class ProviderKind(models.TextChoices):
    """What kind of organisation the provider is. The VCSE kinds are those the government's VCSE figures count."""

    COMPANY = "company", _("Company, partnership or sole trader")
    CHARITY = "charity", _("Registered charity")
    CIC = "cic", _("Community interest company (CIC)")
    COMMUNITY_BENEFIT = "community_benefit", _("Community benefit society")
    COOPERATIVE = "cooperative", _("Co-operative or mutual")
    SOCIAL_ENTERPRISE = "social_enterprise", _("Other social enterprise")
    COMMUNITY_GROUP = "community_group", _("Community group that is not registered")

    @classmethod
    def vcse(cls) -> list["ProviderKind"]:
        return [kind for kind in cls if kind is not cls.COMPANY]


class ProviderSize(models.TextChoices):
    """By staff. Bounds: Companies Act 2006 as the service reports them, under 10, 50 and 250."""

    MICRO = "micro", _("Fewer than 10 people")
    SMALL = "small", _("10 to 49 people")
    MEDIUM = "medium", _("50 to 249 people")
    LARGE = "large", _("250 people or more")


class Complaint(OwedWork):
    """As owed work, a complaint owes its hand-over to the investigators."""

    reference = models.CharField(max_length=14, unique=True)
    filed_at = models.DateTimeField()
    # SHA-256 of the filing token: one filing makes one complaint, however often it is sent.
    filing_hash = models.CharField(max_length=64, unique=True)
    # SHA-256 of the secret with which the provider follows it.
    secret_hash = models.CharField(max_length=64)

    authority = models.ForeignKey(Authority, models.PROTECT, null=True)
    authority_given = SealedTextField()
    notice = models.ForeignKey(Notice, models.PROTECT, null=True)
    procurement_title = SealedTextField()
    procurement_reference = SealedTextField()
    stage = models.CharField(max_length=20, choices=Stage)
    happened_on = models.DateField()

    provider_kind = models.CharField(max_length=20, choices=ProviderKind)
    provider_size = models.CharField(max_length=10, choices=ProviderSize)
    is_demonstration = models.BooleanField(default=False)

    class Meta(OwedWork.Meta):
        constraints = [
            models.CheckConstraint(condition=models.Q(stage__in=Stage.values), name="complaint_stage"),
            models.CheckConstraint(condition=models.Q(provider_kind__in=ProviderKind.values), name="complaint_kind"),
            models.CheckConstraint(condition=models.Q(provider_size__in=ProviderSize.values), name="complaint_size"),
        ]

    owed_words: ClassVar[str] = "Open the case"

    def __str__(self) -> str:
        return self.reference

    @property
    def owed_for(self) -> str:
        return self.reference


class Ground(models.Model):
    """One thing that went wrong, in the provider's own words."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="grounds")
    subject = models.CharField(max_length=30, choices=Subject)
    sub_issue = models.CharField(max_length=30, choices=SubIssue)
    own_words = SealedTextField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(subject__in=Subject.values), name="ground_subject"),
            models.CheckConstraint(condition=models.Q(sub_issue__in=SubIssue.values), name="ground_sub_issue"),
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()}: {self.get_sub_issue_display()}"
