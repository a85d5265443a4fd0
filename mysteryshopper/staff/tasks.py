"""What is done for staff accounts without anybody asking."""

from celery import shared_task
from django.core.management import call_command


@shared_task(ignore_result=True)
def forget_sessions() -> None:
    """Removes sessions that have ended. Again is harmless."""
    call_command("clearsessions")
