"""What the investigators' side owes a complaint, and its own staff, worked off by Celery."""

from complaints.models import Complaint
from investigations.models import SavedView
from investigations.queue import intake, saving
from mysteryshopper.owed import works_off


@works_off(Complaint)
def open_case(complaint: Complaint) -> None:
    intake.open_case(complaint)


@works_off(SavedView)
def send_digest(view: SavedView) -> None:
    saving.send_digest(view)
