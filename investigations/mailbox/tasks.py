"""Polling, by Celery beat, and what mails and their files owe."""

from celery import shared_task

from investigations.models import IncomingFile, IncomingMail
from mysteryshopper.owed import works_off

from . import opening, placing, polling


@shared_task(time_limit=polling.LIMIT, soft_time_limit=polling.LIMIT - 5)
def poll() -> None:
    """Twice at once is harmless: a lease lets in one."""
    polling.poll()


@works_off(IncomingMail)
def place(mail: IncomingMail) -> None:
    placing.place(mail)


@works_off(IncomingFile)
def scan(file: IncomingFile) -> None:
    opening.scan(file)
