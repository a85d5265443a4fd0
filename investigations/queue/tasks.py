"""What the investigators' side owes a complaint, worked off by Celery."""

from complaints.models import Complaint
from investigations.queue import intake
from mysteryshopper.owed import works_off


@works_off(Complaint)
def open_case(complaint: Complaint) -> None:
    intake.open_case(complaint)
