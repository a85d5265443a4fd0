"""Letting a provider in with reference and secret, and whether what they follow is open."""

from django.db.models import Q

from complaints.models import Complaint
from complaints.reference import read_reference
from complaints.tokens import is_tracking_secret


def find(reference: str, secret: str) -> Complaint | None:
    """The complaint that both belong to. None says nothing about which of the two was wrong."""
    complaint = Complaint.objects.filter(reference=read_reference(reference)).first()
    if complaint is None or not is_tracking_secret(secret, complaint.secret_hash):
        return None
    return complaint


def is_open(complaint: Complaint) -> bool:
    """As the provider was last told: this room knows no cases."""
    last = complaint.progress.filter(Q(step="reopened") | Q(step__startswith="closed_")).last()
    return last is None or last.step == "reopened"
