"""An officer who asked for more time is told by mail that it is decided. How, stands on the page that their code opens:
a mail goes over open networks, and nothing of the case is in it but its reference."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from investigations.models import MoreTimeMail
from mysteryshopper.mail import send as send_mail


def send(owed: MoreTimeMail) -> None:
    """Nothing to somebody who has left. Raises as mail.send does."""
    asked = owed.more_time
    if asked.officer.contact.ended_on is not None:
        return
    context = {"reference": asked.case.reference, "page_address": settings.BASE_URL + reverse("answering:enter")}
    send_mail(
        to=asked.officer.contact.email,
        subject="We have decided about more time",
        body=render_to_string("investigations/answering/mail/more_time.txt", context),
        message_id=owed.message_id,
    )
