"""Publications that are owed, worked off by Celery."""

from celery import shared_task

from investigations.models import Publication
from mysteryshopper.owed import works_off

from . import publishing, replying


@works_off(Publication)
def publish(publication: Publication) -> None:
    publishing.publish(publication)


@shared_task
def hasten() -> None:
    """Twice at once is harmless."""
    replying.hasten()
