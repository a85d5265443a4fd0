"""What is looked for every few minutes."""

from celery import shared_task
from django.utils import timezone

from . import chasing


@shared_task
def tick() -> None:
    """Twice at once is harmless, and so is not at all for a week."""
    chasing.chase(timezone.localdate())
