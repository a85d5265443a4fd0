"""Who complained. A table of its own, every column sealed, so that nothing else has to be kept secret by care."""

from django.db import models

from mysteryshopper.sealed import SealedTextField

from .complaint import Complaint


class Identity(models.Model):
    complaint = models.OneToOneField(Complaint, models.CASCADE, primary_key=True)
    name = SealedTextField()
    organisation = SealedTextField()
    email = SealedTextField()
    phone = SealedTextField()

    class Meta:
        verbose_name_plural = "identities"

    def __str__(self) -> str:
        return f"Identity of {self.complaint_id}"
