"""Staff accounts. Providers and authorities have none: they hold a secret."""

from typing import Any, ClassVar

import pgtrigger
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from mysteryshopper.owed import OwedWork


class Role(models.TextChoices):
    INVESTIGATOR = "investigator", "Investigator"
    LEAD = "lead", "Lead"
    OFFICIAL = "official", "Official"
    ADMINISTRATOR = "administrator", "Administrator"


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """One role each: what it may do is said in investigations.access, not in permissions stored here."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=100)
    role = models.CharField(max_length=20, choices=Role)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name", "role"]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="user_role"),
            # So that unique means: whatever the capitals. Signing in looks for small letters only.
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_in_small_letters"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class PasswordLink(OwedWork):
    """The link with which somebody sets a password. As owed work it owes the mail with it. Gone once it is used.

    The link itself stands nowhere: it is made as the mail is sent, and opens nothing without this row."""

    user = models.OneToOneField(User, models.CASCADE, related_name="password_link")
    message_id = models.CharField(max_length=100, unique=True)

    owed_words: ClassVar[str] = "Mail somebody of the staff a link for their password"
    owed_joins: ClassVar[tuple[str, ...]] = ("user",)

    def __str__(self) -> str:
        return f"Password link {self.pk}"

    @property
    def owed_for(self) -> str:
        return self.user.name


class AccountEvent(models.Model):
    """What was done to an account. Never edited: Postgres refuses."""

    class Kind(models.TextChoices):
        ADDED = "added", "Account added"
        NAMED = "named", "Name changed"
        ROLE = "role", "Role changed"
        SHUT = "shut", "Account shut"
        OPENED = "opened", "Account opened again"
        LINK = "link", "New password link asked for"
        PASSWORD = "password", "Password set with a link"
        FACTOR = "factor", "Second factor and password removed"

    user = models.ForeignKey(User, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20, choices=Kind)
    # What it was and what it became, where the kind does not say it.
    note = models.CharField(max_length=250, blank=True)
    # None: on the command line.
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        triggers = [pgtrigger.Protect(name="never_edited", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"
