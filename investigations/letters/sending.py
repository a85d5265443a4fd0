"""A released letter goes, byte for byte as it was released."""

from email.utils import parseaddr

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from investigations.casework.trail import locked, record
from investigations.leaving import door
from investigations.lifecycle import Conflict
from investigations.mailbox.tags import tagged_address
from investigations.models import Audience, CaseEvent, Letter, LetterMail
from mysteryshopper.mail import send_whole
from mysteryshopper.owed import CannotBeDone

from .releasing import text_of


def send(owed: LetterMail) -> None:
    """Sends it, then writes down that it is sent. Killed between the two it is sent again, with its Message-ID.

    Raises CannotBeDone when the leak check holds it now, or no mail can go to the address; else as mail.send does."""
    letter = Letter.objects.select_related("case", "contact").get(pk=owed.letter_id)
    if letter.sent_at or letter.taken_back_at or letter.mail is None:
        return
    try:
        door.pass_out(letter.case, text_of(letter), Audience.AUTHORITY)
    except Conflict as conflict:
        raise CannotBeDone from conflict
    sender = tagged_address(letter.case) or parseaddr(settings.MAIL_FROM)[1]
    send_whole(letter.mail, to=letter.contact.email, sender=sender)
    _mark_sent(letter)


@transaction.atomic
def _mark_sent(letter: Letter) -> None:
    case = locked(letter.case)
    if Letter.objects.filter(pk=letter.pk, sent_at=None).update(sent_at=timezone.now()):
        record(case, CaseEvent.Kind.LETTER, by=None, note=f"{letter.get_kind_display()} sent, to {letter.contact}")
