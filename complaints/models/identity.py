"""Who complained. A table of its own, every column sealed, so that nothing else has to be kept secret by care."""

from django.db import models

from mysteryshopper.sealed import SealedJSONField, SealedTextField

from .complaint import Complaint
from .holding import OF_HELD_STAYS


class Identity(models.Model):
    complaint = models.OneToOneField(Complaint, models.CASCADE, primary_key=True)
    name = SealedTextField()
    organisation = SealedTextField()
    email = SealedTextField()
    phone = SealedTextField()
    address = SealedTextField(default="")
    # Of a charity or a company.
    number = SealedTextField(default="")
    # Whom the complaint is for, when an umbrella body files it for a member, and who of them agreed to that.
    filed_for = SealedTextField(default="")
    agreed_by = SealedTextField(default="")
    # When we may call or write, and what is safe: {"when": "…", "voicemail": true, "post": false}.
    reach = SealedJSONField(default=dict)

    class Meta:
        triggers = [OF_HELD_STAYS]
        verbose_name_plural = "identities"

    def __str__(self) -> str:
        return f"Identity of {self.complaint_id}"
