"""What is done for staff accounts without anybody asking."""

from celery import shared_task
from django.core.management import call_command

from mysteryshopper.owed import works_off

from . import links
from .models import PasswordLink


@shared_task(ignore_result=True)
def forget_sessions() -> None:
    """Removes sessions that have ended. Again is harmless."""
    call_command("clearsessions")


@works_off(PasswordLink)
def send_password_link(link: PasswordLink) -> None:
    links.send(link)
