"""Leads are told by mail that something waits for a second person: else it lies until one looks by chance."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from investigations import access, seconding
from investigations.models import SecondCall
from mysteryshopper.mail import new_message_id
from mysteryshopper.mail import send as send_mail
from mysteryshopper.staff.models import Role, User


def owe() -> None:
    """Owes each lead one mail for what was asked for since the last. Twice at once is harmless: it is owed once."""
    for lead in User.objects.filter(role=Role.LEAD, is_active=True):
        waits = seconding.asked_at(lead)
        if waits and not SecondCall.objects.filter(to=lead, asked_at__gte=waits[-1]).exists():
            said = {"message_id": new_message_id()}
            SecondCall.objects.get_or_create(to=lead, asked_at=waits[-1], defaults=said)


def send(call: SecondCall) -> None:
    """Sends the mail: a number and where to look. Nothing where somebody else has decided meanwhile.

    Raises CannotBeDone, and whatever the mail server raises."""
    number = len(seconding.asked_at(call.to)) if call.to.is_active and access.can_lead(call.to) else 0
    if not number:
        return
    words = f"{number} thing{' waits' if number == 1 else 's wait'} for a second person"
    link = settings.BASE_URL + reverse("unsealing:waiting")
    send_mail(
        to=call.to.email,
        subject=words,
        body=render_to_string("investigations/unsealing/mail/second_call.txt", {"words": words, "link": link}),
        message_id=call.message_id,
    )
