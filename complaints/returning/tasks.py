"""What is owed for a complaint that is being written, worked off by Celery."""

from complaints.models import Draft, ReturnMail
from complaints.returning import erasing, mailing
from mysteryshopper.owed import works_off


@works_off(Draft)
def erase_draft(draft: Draft) -> None:
    erasing.erase(draft)


@works_off(ReturnMail)
def send_return_mail(mail: ReturnMail) -> None:
    mailing.send(mail)
