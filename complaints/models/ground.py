"""What went wrong: the list in two levels, and one ground of a complaint."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mysteryshopper.sealed import SealedTextField

from .complaint import Complaint
from .holding import OF_HELD_STAYS


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


class Ground(models.Model):
    """One thing that went wrong, in the provider's own words."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="grounds")
    subject = models.CharField(max_length=30, choices=Subject)
    sub_issue = models.CharField(max_length=30, choices=SubIssue)
    own_words = SealedTextField()

    class Meta:
        triggers = [OF_HELD_STAYS]
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(subject__in=Subject.values), name="ground_subject"),
            models.CheckConstraint(condition=models.Q(sub_issue__in=SubIssue.values), name="ground_sub_issue"),
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()}: {self.get_sub_issue_display()}"
