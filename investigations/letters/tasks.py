"""What is owed to authorities, worked off by Celery."""

from investigations.models import LetterMail, Officer
from mysteryshopper.owed import works_off

from . import admitting, sending


@works_off(LetterMail)
def send_letter(mail: LetterMail) -> None:
    sending.send(mail)


@works_off(Officer)
def send_code(officer: Officer) -> None:
    admitting.send(officer)
