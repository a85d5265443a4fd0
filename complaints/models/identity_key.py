"""By what a provider is known again, without saying who it is."""

from django.db import models

from .identity import Identity


class IdentityKey(models.Model):
    """A keyed digest of something that only this provider has. It goes when the identity is erased."""

    class Kind(models.TextChoices):
        EMAIL = "email", "Email address"
        NUMBER = "number", "Charity or company number"

    identity = models.ForeignKey(Identity, models.CASCADE, related_name="keys")
    kind = models.CharField(max_length=10, choices=Kind)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["identity", "kind"], name="identitykey_once"),
            models.CheckConstraint(condition=models.Q(kind__in=["email", "number"]), name="identitykey_kind"),
        ]
        indexes = [models.Index(fields=["digest", "kind"], name="identitykey_same")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.identity_id}"
