"""Mailing the way back. The mail says nothing about a complaint, and we forget the address once it is sent."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.models import Draft, ReturnMail
from complaints.returning.links import sealed
from complaints.tokens import hashed
from mysteryshopper.mail import new_message_id
from mysteryshopper.mail import send as send_mail
from mysteryshopper.owed import CannotBeDone

log = logging.getLogger(__name__)

# So that nobody can fill a stranger's mailbox with our mails.
MOST_A_DAY = 3


@transaction.atomic
def owe(filing_token: str, address: str) -> bool:
    """Owes a mail to this address. False: there were enough today, or nothing is being written."""
    draft = Draft.objects.select_for_update().filter(filing_hash=hashed(filing_token)).first()
    if draft is None:
        return False
    # A sent mail leaves its row, emptied, so that it can be counted.
    a_day_ago = timezone.now() - timedelta(days=1)
    if draft.return_mails.filter(Q(done_at=None) | Q(done_at__gt=a_day_ago)).count() >= MOST_A_DAY:
        return False
    draft.return_mails.create(address=address, filing_token=filing_token, message_id=new_message_id())
    return True


def send(owed: ReturnMail) -> None:
    """Sends one owed mail, then forgets where it went. Raises whatever the mail server raises for now."""
    if not owed.address:
        return  # sent, and killed before it was marked
    link = settings.BASE_URL + reverse("returning:link", args=[sealed(owed.filing_token)])
    try:
        send_mail(
            to=owed.address,
            subject=_("Carry on with what you began"),
            body=render_to_string("complaints/returning/mail/link.txt", {"link": link, "days": settings.DRAFT_DAYS}),
            message_id=owed.message_id,
        )
    except CannotBeDone:
        # Nobody can help with it later: parked, it would only keep the address. The page says what to do instead.
        log.warning("return mail %s: its address cannot be written to", owed.pk)
    ReturnMail.objects.filter(pk=owed.pk).update(address="", filing_token="")
