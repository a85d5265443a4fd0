"""Telling the provider where their complaint stands: on their page, and by a mail that says only that there is news."""

from datetime import datetime
from email.utils import make_msgid
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string

from complaints.models import Complaint, Identity, Notification, Progress
from complaints.tracking.wording import WORDING
from mysteryshopper.owed import CannotBeDone

_MAIL_DOMAIN = settings.MAIL_FROM.rpartition("@")[2].rstrip(">")


@transaction.atomic
def tell(complaint: Complaint, step: str, *, at: datetime, mail: Notification.Kind | None = None) -> None:
    """Adds a step to the provider’s page and owes them a mail of this kind. KeyError: a step without words."""
    WORDING[step]
    Progress.objects.create(complaint=complaint, step=step, at=at)
    if mail:
        _owe(complaint, mail)


def mail(complaint: Complaint, kind: Notification.Kind) -> None:
    """Owes the provider a mail about something that their page shows by itself, such as a message."""
    _owe(complaint, kind)


def _owe(complaint: Complaint, kind: Notification.Kind) -> None:
    Notification.objects.create(complaint=complaint, kind=kind, message_id=make_msgid(domain=_MAIL_DOMAIN))


def send(notification: Notification) -> None:
    """Sends one owed mail. Does nothing when the provider left no address.

    Raises CannotBeDone when no mail can ever go to the address, and whatever the mail server raises otherwise."""
    address = Identity.objects.get(complaint_id=notification.complaint_id).email
    if not address:
        return
    context = {"reference": notification.complaint.reference, "BASE_URL": settings.BASE_URL}
    mail = EmailMessage(
        subject=notification.get_kind_display(),
        body=render_to_string(f"complaints/tracking/mail/{notification.kind}.txt", context),
        to=[address],
        headers={"Message-ID": notification.message_id, "Auto-Submitted": "auto-generated"},
    )
    try:
        mail.send()
    except SMTPRecipientsRefused as refused:
        if all(code >= 500 for code, _ in refused.recipients.values()):
            raise CannotBeDone from None  # without the cause: it quotes the address
        raise
    except ValueError:
        # The form let it pass, but it is not an address: a part of the domain that is too long, for example.
        raise CannotBeDone from None
