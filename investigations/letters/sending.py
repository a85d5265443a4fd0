"""A released letter goes, byte for byte as it was released. What it begins begins then, and not before."""

from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from investigations.casework import casework
from investigations.casework.trail import locked, record
from investigations.deadlines import Basis
from investigations.lifecycle import Conflict, Status
from investigations.mailbox.tags import tagged_address
from investigations.models import Case, CaseEvent, Letter, LetterKind, LetterMail
from investigations.recommendations import recommending
from investigations.summaries import showing
from mysteryshopper.mail import send_whole
from mysteryshopper.owed import CannotBeDone

from . import admitting
from .releasing import MOVES, check_leaves, check_status


def send(owed: LetterMail) -> None:
    """Sends it, then writes down that it is sent. Killed between the two it is sent again, with its Message-ID.

    Raises CannotBeDone when it must not leave now, or no mail can go to the address; else as mail.send does."""
    letter = Letter.objects.select_related("case", "contact").get(pk=owed.letter_id)
    if letter.sent_at or letter.taken_back_at or letter.mail is None:
        return
    try:
        check_sendable(letter)
    except Conflict as conflict:
        raise CannotBeDone from conflict
    sender = tagged_address(letter.case) or parseaddr(settings.MAIL_FROM)[1]
    send_whole(letter.mail, to=letter.contact.email, sender=sender)
    mark_sent(letter)


def check_sendable(letter: Letter) -> None:
    """What was seen to at its release is seen to again: names may be known now that were not, the case may be closed.

    Raises Conflict with what stands in the way."""
    if letter.contact.ended_on is not None:
        raise Conflict(f"We don’t write to {letter.contact} any more.")
    check_status(letter)
    check_leaves(letter)


@transaction.atomic
def mark_sent(letter: Letter) -> None:
    """Only now is the authority asked, let in, and told what we recommend."""
    case = locked(letter.case)
    if not Letter.objects.filter(pk=letter.pk, sent_at=None).update(sent_at=timezone.now()):
        return
    record(case, CaseEvent.Kind.LETTER, by=None, note=f"{letter.name} sent, to {letter.contact}")
    if letter.contact.is_current(on=timezone.localdate()):
        admitting.admit(case, letter.contact, by=letter.released_by, until=_needed_until(letter))
    _take_case_along(case, letter)


def _take_case_along(case: Case, letter: Letter) -> None:
    """Where the case has gone another way while the mail was on its way, it stays there."""
    to, begins = MOVES.get(LetterKind(letter.kind), (None, set()))
    if to and case.status in begins:
        casework.go_along(case, to, basis=Basis(letter.basis or Basis.COOPERATION))
    elif letter.kind == LetterKind.REQUEST and case.status == Status.ASKED and _starts_time_anew(case, letter):
        casework.ask_again(case, Basis(letter.basis), by=None)
    if letter.kind == LetterKind.FINDINGS:
        recommending.mark_sent(case, letter.recommendations.all(), by=None)
    if letter.kind == LetterKind.SUMMARY:
        showing.show_with_letter(case)


def _needed_until(letter: Letter) -> datetime:
    """Whoever is told of a summary is let in for as long as they may reply to it."""
    return showing.over(showing.last_day()) if letter.kind == LetterKind.SUMMARY else timezone.now()


def _starts_time_anew(case: Case, letter: Letter) -> bool:
    """A formal notice does after what was asked in cooperation; so does the first request since it is asked."""
    if letter.basis == Basis.NOTICE and case.asked_basis != Basis.NOTICE:
        return True
    before = case.letters.sent().filter(kind=LetterKind.REQUEST, sent_at__date__gte=case.asked_on)
    return not before.exclude(pk=letter.pk).exists()
