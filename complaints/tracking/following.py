"""Letting a provider in with reference and secret, and whether what they follow is open."""

from datetime import date

from django.db.models import Q

from complaints.models import Complaint
from complaints.reference import read_reference
from complaints.tokens import is_tracking_secret
from mysteryshopper.calendar import add_working_days, bank_holidays, london_day

READ_WITHIN = 5  # working days


def find(reference: str, secret: str) -> Complaint | None:
    """The complaint that both belong to. None says nothing about which of the two was wrong."""
    complaint = Complaint.objects.filter(reference=read_reference(reference)).first()
    if complaint is None or not is_tracking_secret(secret, complaint.secret_hash):
        return None
    return complaint


def read_by(complaint: Complaint) -> date:
    """The day by which an investigator has read it, as the provider is told."""
    return add_working_days(london_day(complaint.filed_at), READ_WITHIN, bank_holidays())


def is_open(complaint: Complaint) -> bool:
    """As the provider was last told: this room knows no cases."""
    last = complaint.progress.filter(Q(step="reopened") | Q(step__startswith="closed_")).last()
    return last is None or last.step == "reopened"
