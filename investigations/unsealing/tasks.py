"""What is owed to second people, worked off by Celery, and what is looked for every few minutes."""

from celery import shared_task

from investigations.models import SecondCall
from mysteryshopper.owed import works_off

from . import calling


@works_off(SecondCall)
def send_call(call: SecondCall) -> None:
    calling.send(call)


@shared_task
def tick() -> None:
    """Twice at once is harmless."""
    calling.owe()
