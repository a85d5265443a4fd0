"""A complaint as the provider filed it: what it is about, sealed where it is in their words. Never who they are."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mysteryshopper.owed import OwedWork
from mysteryshopper.sealed import SealedTextField

from .authority import Authority
from .holding import HELD_STAYS
from .notice import Notice


class Stage(models.TextChoices):
    """How far the procurement had got."""

    BEFORE_TENDER = "before_tender", _("Before the tender was published")
    TENDER = "tender", _("During the tender, up to the award")
    AWARD = "award", _("After the award, before the contract began")
    CONTRACT = "contract", _("While the contract was running")
    PAYMENT = "payment", _("When it came to being paid")


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


class ProviderSector(models.TextChoices):
    """What the provider does for a living. Broad on purpose: a narrow trade would say who it is."""

    BUILDING = "building", _("Building and repairs")
    CARE = "care", _("Health and social care")
    EDUCATION = "education", _("Education and training")
    IT = "it", _("Computers and software")
    OFFICE = "office", _("Advice, law, finance and other office work")
    GOODS = "goods", _("Making or selling goods")
    PREMISES = "premises", _("Cleaning, catering, security and grounds")
    TRANSPORT = "transport", _("Transport and waste")
    CULTURE = "culture", _("Arts, sport and leisure")
    OTHER = "other", _("Something else")


class ProviderSize(models.TextChoices):
    """By staff. Bounds: Companies Act 2006 as the service reports them, under 10, 50 and 250."""

    MICRO = "micro", _("Fewer than 10 people")
    SMALL = "small", _("10 to 49 people")
    MEDIUM = "medium", _("50 to 249 people")
    LARGE = "large", _("250 people or more")


class Channel(models.TextChoices):
    """How the complaint came."""

    WEB = "web", _("On this site")
    PHONE = "phone", _("By phone")
    POST = "post", _("By post")
    EMAIL = "email", _("By email")


class Bidders(models.TextChoices):
    """How many bid, as far as the provider knows. Few make the provider guessable, whatever we keep back."""

    ONE = "one", _("Only us")
    FEW = "few", _("2 or 3")
    MORE = "more", _("4 or more")
    UNKNOWN = "unknown", _("I do not know")


class HeardFrom(models.TextChoices):
    """How the provider heard of the service."""

    SEARCH = "search", _("I searched the internet")
    NOTICE = "notice", _("A tender or a contract named it")
    UMBRELLA = "umbrella", _("An umbrella body or trade association")
    PROVIDER = "provider", _("Another organisation told me")
    AUTHORITY = "authority", _("The authority told me")
    NEWS = "news", _("The news or social media")
    OTHER = "other", _("Another way")


class Complaint(OwedWork):
    """As owed work, a complaint owes its hand-over to the investigators."""

    reference = models.CharField(max_length=14, unique=True)
    # When it was received: of one that staff typed in, the day on which it came.
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
    happened_on = models.DateField(null=True)
    # The tender's deadline, while it can still be changed. None: it is over, or nobody said.
    live_until = models.DateTimeField(null=True)
    bidders = models.CharField(max_length=10, choices=Bidders, blank=True)
    # What was answered to "Can we help?", a choice for each question of complaints.scope.
    scope_answers = models.JSONField(default=dict)
    tried = SealedTextField(default="")
    wanted = SealedTextField(default="")
    # By the contract, from the invoice.
    payment_terms_days = models.PositiveSmallIntegerField(null=True)

    provider_kind = models.CharField(max_length=20, choices=ProviderKind)
    provider_size = models.CharField(max_length=10, choices=ProviderSize)
    provider_sector = models.CharField(max_length=10, choices=ProviderSector, blank=True)
    is_first_time = models.BooleanField(null=True)
    heard_from = models.CharField(max_length=10, choices=HeardFrom, blank=True)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.WEB)
    # The member of staff who typed it in.
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    is_demonstration = models.BooleanField(default=False)
    # Under a legal hold: nothing of it is erased. Postgres refuses.
    is_held = models.BooleanField(default=False)

    class Meta(OwedWork.Meta):
        triggers = [HELD_STAYS]
        constraints = [
            models.CheckConstraint(condition=models.Q(stage__in=Stage.values), name="complaint_stage"),
            models.CheckConstraint(condition=models.Q(provider_kind__in=ProviderKind.values), name="complaint_kind"),
            models.CheckConstraint(condition=models.Q(provider_size__in=ProviderSize.values), name="complaint_size"),
            models.CheckConstraint(
                condition=models.Q(channel=Channel.WEB, entered_by=None)
                | models.Q(channel__in=[Channel.PHONE, Channel.POST, Channel.EMAIL], entered_by__isnull=False),
                name="complaint_channel",
            ),
        ]

    owed_words: ClassVar[str] = "Open the case"

    def __str__(self) -> str:
        return self.reference

    @property
    def owed_for(self) -> str:
        return self.reference
