"""What is owed for a file, worked off by Celery."""

from celery import shared_task
from django.utils import timezone

from complaints.evidence import orphans, scanning
from complaints.models import Evidence
from mysteryshopper.owed import works_off


@works_off(Evidence)
def scan_file(file: Evidence) -> None:
    scanning.scan(file)


@shared_task
def erase_orphans() -> None:
    orphans.erase(now=timezone.now())
