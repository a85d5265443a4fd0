"""What is owed to clocks, worked off by Celery, and what is looked for every minute."""

from celery import shared_task
from django.utils import timezone

from investigations.models import ClockChange, Reminder
from mysteryshopper.owed import works_off

from . import changing, reminding


@works_off(ClockChange)
def count_again(change: ClockChange) -> None:
    changing.count_again(change)


@works_off(Reminder)
def send_reminder(reminder: Reminder) -> None:
    reminding.send(reminder)


@shared_task
def tick() -> None:
    """Twice at once is harmless, and so is not at all for a week."""
    reminding.note_acknowledged()
    reminding.owe(timezone.localdate())
