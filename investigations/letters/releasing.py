"""A letter leaves: it is asked for, a second person releases it, and from then on it is owed exactly as they saw it."""

import hashlib
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from investigations import access
from investigations.casework import copying, mentioning
from investigations.casework.trail import locked, record
from investigations.leaving import door
from investigations.lifecycle import Conflict, Status
from investigations.models import Audience, CaseEvent, HeldText, Letter, LetterKind, LetterMail, Override
from investigations.summaries import showing
from mysteryshopper.calendar import london_day
from mysteryshopper.mail import DOMAIN
from mysteryshopper.staff.models import User

from . import carrying, filling, rendering, writing

# To which status a letter of this kind takes the case once it is sent, and from where.
MOVES = {
    LetterKind.REQUEST: (Status.ASKED, {Status.DISCLOSURE, Status.ASSESSMENT}),
    LetterKind.FINDINGS: (Status.RECOMMENDED, {Status.ASSESSMENT}),
}


class Changed(Conflict):
    """The letter is not the one that was shown to whoever releases it."""

    def __init__(self) -> None:
        super().__init__("This letter is not as you saw it any more. Read it again.")


@transaction.atomic
def ask(letter: Letter, *, seen: int, by: User) -> HeldText | None:
    """Asks a second person to release it. None: it was asked. What the leak check holds is not, until that is decided.

    Raises NotAllowed, AlreadyReleased, Changed, Conflict."""
    one = writing.draft(letter, by=by)
    if one.version != seen:
        raise Changed
    check_whole(one)
    check_status(one)
    carrying.check_says_what_stands(one)
    held = examine(one, by=by)
    if held:
        return held
    one.release_asked_by, one.release_asked_at = by, timezone.now()
    one.sent_back, one.sent_back_by = "", None
    one.save(update_fields=["release_asked_by", "release_asked_at", "sent_back", "sent_back_by"])
    record(one.case, CaseEvent.Kind.LETTER, by=by, note=f"{one.name}: asked to release it")
    return None


@transaction.atomic
def release(letter: Letter, *, seen: str, by: User | None) -> Letter:
    """From here on it is owed to the authority, with the recommendations that stand in it: nobody changes those now.

    `seen`: the `fingerprint` of the mail that `by` was shown. `by`: None for the service itself, which releases only
    what needs nobody's release. The case stays as it is until the letter is sent: see `sending`.
    Raises NotAllowed, AlreadyReleased, Changed, Held, TooSoon, and Conflict when nobody has asked for it."""
    case = locked(letter.case)
    one = writing.locked_letter(letter)
    if by:
        access.check_release_letter(by, case, one)
    elif one.needs_release:
        raise Conflict("Somebody has to release this letter.")
    if one.released_at:
        raise writing.AlreadyReleased
    if one.release_asked_by is None and one.needs_release:
        raise Conflict("Nobody has asked to release this letter.")
    check_whole(one)
    check_status(one)
    carrying.check_says_what_stands(one)
    now = timezone.now()
    message_id = _message_id(one)
    mail = preview(one, day=london_day(now))
    if fingerprint(mail) != seen:
        raise Changed
    check_leaves(one)
    one.recommendations.set(carrying.recommendations_in(one))
    one.mail, one.released_by, one.released_at = mail, by, now
    one.save(update_fields=["mail", "released_by", "released_at"])
    LetterMail.objects.create(letter=one, message_id=message_id)
    record(case, CaseEvent.Kind.LETTER, by=by, note=f"{one.name} released, to {one.contact}")
    return one


@transaction.atomic
def send_back(letter: Letter, *, version: int, reason: str, by: User) -> None:
    """The second person does not release it, and says why to who asked. It can be asked for again.

    `version`: that was shown to `by`. Raises NotAllowed, AlreadyReleased, Changed, Conflict when nobody asks for it."""
    case = locked(letter.case)
    one = writing.locked_letter(letter)
    access.check_release_letter(by, case, one)
    if one.released_at:
        raise writing.AlreadyReleased
    if one.release_asked_by is None:
        raise Conflict("Nobody asks to release this letter.")
    if one.version != version:
        raise Changed
    mentioning.mention(case, one.release_asked_by, at=timezone.now())
    one.sent_back, one.sent_back_by = reason, by
    one.release_asked_by = one.release_asked_at = None
    one.save(update_fields=["sent_back", "sent_back_by", "release_asked_by", "release_asked_at"])
    record(case, CaseEvent.Kind.LETTER, by=by, note=f"{one.name} sent back: {reason}")


@transaction.atomic
def take_back(letter: Letter, *, by: User) -> Letter:
    """Released and not sent yet, it never goes. Again, it changes nothing.

    Raises NotAllowed, and Conflict for one that is no longer, or not yet, to be sent."""
    case = locked(letter.case)
    access.check_work_on(by, case)
    one = writing.locked_letter(letter)
    if one.taken_back_at:
        return one
    # Locked: from here on no worker begins to send it.
    owed = LetterMail.objects.select_for_update().filter(letter=one).first()
    if one.sent_at or owed is None:
        raise Conflict("Only a letter that is released and not sent yet can be taken back.")
    now = timezone.now()
    if owed.leased_until and owed.leased_until > now:
        raise Conflict("This letter is being sent at this moment. Look again in a minute.")
    owed.delete()
    one.taken_back_at = now
    one.save(update_fields=["taken_back_at"])
    record(case, CaseEvent.Kind.LETTER, by=by, note=f"{one.name} taken back before it was sent")
    return one


def examine(letter: Letter, *, by: User) -> HeldText | None:
    """What the leak check holds of it, and two people have not let through: None, if nothing. Raises NotAllowed."""
    for text in carrying.texts_of(letter):
        held = door.examine(letter.case, text, Audience.AUTHORITY, by=by)
        if held and not Override.objects.filter(held=held, is_approved=True).exists():
            return held
    return None


def check_leaves(letter: Letter) -> None:
    """That all of it may leave now. Raises Held, TooSoon, and Conflict for a copy without consent."""
    for copy in letter.copies.all():
        copying.pass_out(letter.case, copy)
    for text in carrying.texts_of(letter):
        door.pass_out(letter.case, text, Audience.AUTHORITY)


def preview(letter: Letter, *, day: date) -> str:
    """The mail as it would be released on this day; released, as it was."""
    if letter.mail is not None:
        return letter.mail
    subject, body = writing.words(letter, day=day)
    return rendering.mail(letter.case, letter.contact, subject, body, message_id=_message_id(letter), day=day)


def fingerprint(mail: str) -> str:
    return hashlib.sha256(mail.encode()).hexdigest()


def check_status(letter: Letter) -> None:
    """Raises Conflict where the case is not ready for a letter of this kind."""
    if letter.kind == LetterKind.SUMMARY:
        showing.check_told_by_letter(letter.case)
    to, begins = MOVES.get(LetterKind(letter.kind), (None, set()))
    status = Status(letter.case.status)
    if to and status != to and status not in begins:
        needed = " or ".join(f"“{each.label}”" for each in Status if each in begins)
        raise Conflict(f"This case is “{status.label}”. Move it on to {needed} before this letter leaves.")


def check_whole(letter: Letter) -> None:
    """Raises Conflict for one that is not written to its end, or goes to somebody who has left."""
    if filling.is_undecided(letter.body):
        raise Conflict(
            "Decide about each paragraph that begins with [?]: take the mark away, or the paragraph. What stands in "
            "braces is to be filled in."
        )
    if letter.contact.ended_on is not None:
        raise Conflict(f"We don’t write to {letter.contact} any more. Choose somebody else.")


def _message_id(letter: Letter) -> str:
    """The same at every preview and attempt, and of this version of this letter only."""
    digest = salted_hmac("investigations.letter", f"{letter.pk}:{letter.version}", algorithm="sha256").hexdigest()
    return f"<{digest[:32]}@{DOMAIN}>"
