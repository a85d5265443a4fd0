"""What is owed for a file, worked off by Celery."""

from complaints.evidence import scanning
from complaints.models import Evidence
from mysteryshopper.owed import works_off


@works_off(Evidence)
def scan_file(file: Evidence) -> None:
    scanning.scan(file)
