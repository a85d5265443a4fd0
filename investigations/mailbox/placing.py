"""Takes a mail apart and puts it in its place: onto a case, into the tray, or away. Answers nothing, ever.

Onto a case only by what can't be guessed: the check in the address of that case, or the Message-ID of a letter of it
together with the sender to whom that went. Whatever else is known about a mail is a guess, and a person files it."""

import io
import logging
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from investigations.models import Case, CaseEvent, Contact, IncomingFile, IncomingMail, LetterMail, Officer
from mysteryshopper.sealed_files import CHUNK, SealedReader

from . import bouncing, proving
from .attaching import Attached, attached
from .guessing import guess
from .parsing import Headers, Parsed, parse
from .tags import is_ours, read_tag

log = logging.getLogger(__name__)

Nature, Place, How = IncomingMail.Nature, IncomingMail.Place, IncomingMail.How
_SENT_TO = ("to", "cc", "delivered-to", "x-original-to", "envelope-to")


def place(mail: IncomingMail) -> None:
    """Twice is harmless. Raises OSError and SealBroken when what came can't be opened."""
    if mail.place:
        return
    parsed = _read(mail)
    # Sealed before their rows: what a kill leaves of them no row names, and is swept.
    files = list(attached(parsed)) if mail.is_whole else []
    with transaction.atomic():
        locked = IncomingMail.objects.select_for_update().get(pk=mail.pk)
        if locked.place:
            return
        _fill(locked, parsed)
        _find_place(locked, parsed)
        locked.save()
        _keep(locked, files)


def _read(mail: IncomingMail) -> Parsed | None:
    """None: it can't be read. Whatever a stranger sends, the parser of the library may not be made for it."""
    with io.BufferedReader(SealedReader(mail.stored_as), CHUNK) as file:
        try:
            return parse(file, is_whole=mail.is_whole)
        except (OSError, MemoryError):
            raise
        except Exception as error:
            log.warning("mail %s is not readable: %s", mail.pk, type(error).__name__)
            return None


def _fill(mail: IncomingMail, parsed: Parsed | None) -> None:
    if parsed is None:
        mail.nature, mail.is_cut = Nature.UNREADABLE, True
        return
    mail.sender = parsed.sender.shown
    mail.subject, mail.body, mail.is_cut = parsed.subject, parsed.body, parsed.is_cut
    mail.id_digest = id_digest(parsed.message_id)
    mail.proof, mail.proof_words = proving.proof_of(parsed, settings.MAILBOX_AUTHSERV_ID)


def _find_place(mail: IncomingMail, parsed: Parsed | None) -> None:
    parsed = parsed or Parsed(Headers())
    if _is_our_own(parsed):
        mail.nature, mail.place = Nature.OURS, Place.DROPPED
        return
    report = bouncing.report_of(parsed)
    mail.nature = mail.nature or _nature(parsed, report)
    tags = {tag for tag in map(read_tag, parsed.headers.addresses(*_SENT_TO)) if tag}
    if report:
        _place_report(mail, report)
        if mail.place:
            return
    letters = [] if report else _letters(parsed.answers)
    by_tag = set(Case.objects.filter(reference__in=[reference for reference, is_right in tags if is_right]))
    by_reply = {letter.letter.case: letter for letter in letters if _is_from_addressee(mail, parsed, letter)}
    found = by_tag | set(by_reply)
    if len(found) == 1 and not report:
        case = found.pop()
        letter = by_reply.get(case) or next((one for one in letters if one.letter.case == case), None)
        put_on(mail, case, how=How.TAG if by_tag else How.REPLY, sender=parsed.sender.address, letter_mail=letter)
        return
    mail.place = Place.TRAY
    guessed = guess(parsed, addressed={reference for reference, _ in tags}, letters=letters)
    mail.guess, mail.guess_why = guessed


def _nature(parsed: Parsed, report: bouncing.Report | None) -> IncomingMail.Nature:
    if report:
        return report.nature
    return Nature.AUTOMATIC if bouncing.is_automatic(parsed) else Nature.MAIL


def put_on(mail: IncomingMail, case: Case, *, how: IncomingMail.How, sender: str, **more: Any) -> None:
    """Onto the case, with a row in its history. Saves nothing of the mail. `sender`: empty if it is no one address."""
    mail.place, mail.case, mail.how = Place.CASE, case, how
    mail.guess, mail.guess_why = None, ""
    for name, value in more.items():
        setattr(mail, name, value)
    contacts = Contact.objects.filter(authority=case.authority_id) if case.authority_id else Contact.objects.none()
    mail.is_from_contact = bool(sender) and contacts.filter(email__iexact=sender).exists()
    note = [f"{mail.get_nature_display()}. {how.label}.", f"From {mail.sender or 'somebody without a name'}."]
    CaseEvent.objects.create(
        case=case, kind=CaseEvent.Kind.MAIL, by=mail.sorted_by, note="\n".join(note), at=timezone.now()
    )


def _place_report(mail: IncomingMail, report: bouncing.Report) -> None:
    """Onto the case of the letter that it means, which says so from now on. Reports on codes stay in the history."""
    letters = _letters(report.ids)
    officers = Officer.objects.filter(message_id__in=report.ids).select_related("case", "contact")
    cases = {letter.letter.case for letter in letters} | {officer.case for officer in officers}
    if len(cases) != 1:
        return
    mail.place, mail.case, mail.how = Place.CASE, cases.pop(), How.REPORT
    mail.letter_mail = letters[0] if letters else None
    delivery = LetterMail.Delivery(report.nature)
    for letter in letters:
        rows = LetterMail.objects.filter(pk=letter.pk)
        # What is held up may have come back since, or been read: only that it came back goes over what was known.
        rows = rows if delivery == LetterMail.Delivery.BOUNCED else rows.filter(delivery="")
        rows.update(delivery=delivery, delivery_at=timezone.now())
    to = [letter.letter.contact for letter in letters] + [officer.contact for officer in officers]
    CaseEvent.objects.create(
        case=mail.case,
        kind=CaseEvent.Kind.BOUNCED,
        note=f"{delivery.label}: to {', '.join(sorted({contact.email for contact in to}))}.",
        at=timezone.now(),
    )


def _is_our_own(parsed: Parsed) -> bool:
    """A loop: somebody forwards to us what we sent. From us, or with a Message-ID that only we gave."""
    own = [parsed.message_id] if parsed.message_id else []
    is_known = any(table.objects.filter(message_id__in=own).exists() for table in (LetterMail, Officer))
    return is_known or any(is_ours(sender) for sender in parsed.senders)


def _letters(ids: list[str]) -> list[LetterMail]:
    found = LetterMail.objects.filter(message_id__in=ids)
    return list(found.select_related("letter__case", "letter__contact").order_by("pk"))


def _is_from_addressee(mail: IncomingMail, parsed: Parsed, letter: LetterMail) -> bool:
    """Whether it comes from a contact of the authority, and our mail server does not say that this is forged."""
    sender = parsed.sender.address
    if mail.proof == IncomingMail.Proof.FAILED or not sender:
        return False
    contacts = Contact.objects.filter(authority=letter.letter.case.authority_id)
    return letter.letter.contact.email.lower() == sender or (
        letter.letter.case.authority_id is not None and contacts.filter(email__iexact=sender).exists()
    )


def _keep(mail: IncomingMail, files: list[Attached]) -> None:
    now = timezone.now()
    rows = (
        # What was left out owes no scan.
        IncomingFile(mail=mail, number=number, done_at=now if file.left_out else None, **file._asdict())
        for number, file in enumerate(files, start=1)
    )
    IncomingFile.objects.bulk_create(rows)


def id_digest(message_id: str) -> str:
    return salted_hmac("investigations.incoming_id", message_id, algorithm="sha256").hexdigest() if message_id else ""


def same_id(mail: IncomingMail) -> QuerySet[IncomingMail]:
    """Others with the Message-ID of this one, and other words: one of them is not what it says."""
    named = IncomingMail.objects.exclude(id_digest="").filter(id_digest=mail.id_digest)
    return named.exclude(pk=mail.pk)
