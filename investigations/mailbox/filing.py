"""What people do with mail: file it on a case, discard it, put it back, say whether it is the answer."""

from django.db import transaction
from django.utils import timezone

from investigations import access
from investigations.lifecycle import Conflict
from investigations.models import Case, CaseEvent, IncomingMail
from mysteryshopper.staff.models import User

from .placing import put_on
from .senders import address_in

Place = IncomingMail.Place


@transaction.atomic
def file(mail: IncomingMail, case: Case, *, by: User, reason: str) -> None:
    """Puts a mail of the tray on a case. Raises NotAllowed, and Conflict when it is in the tray no more."""
    mail = _from_tray(mail, by)
    case = Case.objects.select_for_update().get(pk=case.pk)
    access.check_work_on(by, case)
    _sorted(mail, by, reason)
    put_on(mail, case, how=IncomingMail.How.HAND, sender=address_in(mail.sender))
    mail.save()


@transaction.atomic
def discard(mail: IncomingMail, *, by: User, reason: str) -> None:
    """Raises NotAllowed, and Conflict when it is in the tray no more."""
    mail = _from_tray(mail, by)
    _sorted(mail, by, reason)
    mail.place = Place.DISCARDED
    mail.save()


@transaction.atomic
def put_back(mail: IncomingMail, *, by: User, reason: str) -> None:
    """Back into the tray, from a case on which it does not belong, or because it was discarded by mistake.

    Raises NotAllowed, and Conflict when it is on no case and not discarded."""
    mail = _locked(mail, by)
    case = mail.case
    if case is None and mail.place != Place.DISCARDED:
        raise Conflict("This mail is in the tray already.")
    if case is not None:
        access.check_work_on(by, case)
        note = f"A mail was taken off this case. {reason}"
        CaseEvent.objects.create(case=case, kind=CaseEvent.Kind.MAIL, by=by, note=note, at=timezone.now())
        # Those who read it so far, and no others, until somebody files it.
        mail.guess, mail.guess_why = case, "It was on this case, and was taken off it."
    _sorted(mail, by, reason)
    mail.place, mail.case, mail.how, mail.is_answer, mail.seen_at = Place.TRAY, None, "", None, None
    mail.save()


@transaction.atomic
def see(mail: IncomingMail, *, by: User) -> None:
    """Somebody opens it. It is news no more once that is somebody who works on its case."""
    if mail.case and mail.seen_at is None and access.can_work_on(by, mail.case):
        IncomingMail.objects.filter(pk=mail.pk, seen_at=None).update(seen_at=timezone.now())


@transaction.atomic
def say(mail: IncomingMail, *, by: User, is_answer: bool) -> None:
    """Says whether it is the authority's answer. What a machine sent is none.

    Raises NotAllowed, and Conflict for a mail that is on no case or was sent by a machine."""
    mail = _locked(mail, by)
    if mail.case is None or mail.nature != IncomingMail.Nature.MAIL:
        raise Conflict("Only a mail that somebody wrote, and that is on a case, can be an answer.")
    access.check_work_on(by, mail.case)
    mail.is_answer = is_answer
    mail.save(update_fields=["is_answer"])
    note = f"The mail from {mail.sender} is {'' if is_answer else 'not '}the authority’s answer."
    CaseEvent.objects.create(case=mail.case, kind=CaseEvent.Kind.MAIL, by=by, note=note, at=timezone.now())


def _from_tray(mail: IncomingMail, by: User) -> IncomingMail:
    mail = _locked(mail, by)
    if mail.place != Place.TRAY:
        raise Conflict("Somebody has dealt with this mail already.")
    return mail


def _locked(mail: IncomingMail, by: User) -> IncomingMail:
    mail = IncomingMail.objects.select_for_update().get(pk=mail.pk)
    access.check_read_mail(by, mail)
    return mail


def _sorted(mail: IncomingMail, by: User, reason: str) -> None:
    mail.sorted_by, mail.sorted_at, mail.reason = by, timezone.now(), reason
