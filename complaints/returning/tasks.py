"""What is owed for a complaint that is being written, worked off by Celery."""

from complaints.models import Draft
from complaints.returning import erasing
from mysteryshopper.owed import works_off


@works_off(Draft)
def erase_draft(draft: Draft) -> None:
    erasing.erase(draft)
