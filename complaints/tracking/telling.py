"""Telling the provider where their complaint stands: on their page, and by a mail that says only that there is news."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from complaints.models import Complaint, Identity, Notification, Progress
from complaints.tracking.wording import WORDING
from mysteryshopper.mail import new_message_id
from mysteryshopper.mail import send as send_mail


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
    Notification.objects.create(complaint=complaint, kind=kind, message_id=new_message_id())


def send(notification: Notification) -> None:
    """Sends one owed mail. Does nothing when the provider left no address.

    Raises CannotBeDone when no mail can ever go to the address, and whatever the mail server raises otherwise."""
    address = Identity.objects.get(complaint_id=notification.complaint_id).email
    if not address:
        return
    context = {"reference": notification.complaint.reference, "BASE_URL": settings.BASE_URL}
    send_mail(
        to=address,
        subject=notification.get_kind_display(),
        body=render_to_string(f"complaints/tracking/mail/{notification.kind}.txt", context),
        message_id=notification.message_id,
    )
