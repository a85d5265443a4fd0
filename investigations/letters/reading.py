"""What the pages of letters show. Reads, never writes."""

from dataclasses import dataclass
from datetime import date, datetime
from email import message_from_string

from complaints.models import CleanCopy, Consent
from investigations import access
from investigations.casework import opening
from investigations.casework.grounds import CaseGround
from investigations.clocks.keeping import in_words
from investigations.contacts.doubting import doubts
from investigations.deadlines import ClockKind
from investigations.leaving import door, timing
from investigations.leaving.leakcheck import Finding
from investigations.leaving.reading import Piece, pieces
from investigations.lifecycle import Conflict
from investigations.models import Audience, Case, Letter, Officer, Recommendation
from investigations.unsealing.opening import needs_reason
from mysteryshopper.calendar import london_day
from mysteryshopper.staff.models import User
from mysteryshopper.typesetting import printable

from . import carrying, filling, releasing, sending, writing


@dataclass(frozen=True)
class LettersPage:
    letters: list[Letter]
    officers: list[Officer]
    may_write: bool
    may_let_in: bool
    waits_until: datetime | None
    now: datetime


@dataclass(frozen=True)
class Preview:
    """`mail`: exactly what is released or was sent. `why_not_yet`: what stands in the way, as sentences.

    `recommendations`: those that are sent with it. `left_out`: those that come too late for one that is released.
    `reworded`: grounds of which it has another reason than the case. `waits_until`: nothing leaves before, unless a
    lead lets it. `is_held`: the leak check would hold it; `leaks`: each text with its places, only for the owner, whom
    that tells nothing. `allowed`: by the provider, in its words."""

    letter: Letter
    mail: str
    subject: str
    paragraphs: list[str]
    day: date
    doubts: list[str]
    recommendations: list[Recommendation]
    left_out: list[Recommendation]
    reworded: list[CaseGround]
    why_not_yet: list[str]
    waits_until: datetime | None
    is_held: bool
    leaks: list[list[Piece]]
    too_late: str
    allowed: list[str]
    may_edit: bool
    may_ask: bool
    may_release: bool
    may_send_back: bool
    may_take_back: bool
    may_write_again: bool
    why_not_release: str

    @property
    def fingerprint(self) -> str:
        return releasing.fingerprint(self.mail)


def letters_page(case: Case, *, user: User, now: datetime) -> LettersPage:
    letters = case.letters.select_related("contact", "written_by", "released_by", "release_asked_by", "owed_mail")
    officers = case.officers.select_related("contact").order_by("-admitted_at")
    works = access.can_work_on(user, case)
    waits_until = timing.waits_until(case, now=now)
    may_let_in = works and case.authority_id is not None and not waits_until
    return LettersPage(list(letters), list(officers), works, may_let_in, waits_until, now)


def copies_of(case: Case) -> list[tuple[int, CleanCopy]]:
    """The newest clean copy of each file that has one, with the number of the file."""
    newest: dict[int, CleanCopy] = {}
    for copy in CleanCopy.objects.filter(evidence__complaint=case.complaint_id).exclude(evidence__complaint=None):
        newest[copy.evidence_id] = copy
    return [(number, newest[file.pk]) for number, file in opening.files_of(case) if file.pk in newest]


def preview(letter: Letter, *, user: User, now: datetime) -> Preview:
    """`letter` with its case, authority, contact and who released it."""
    day = london_day(letter.released_at or now)
    subject, body = writing.words(letter, day=day)
    is_draft = letter.released_at is None
    works = access.can_work_on(user, letter.case)
    missing = _missing(letter) if is_draft else _why_not_sent(letter)
    waits_until = timing.waits_until(letter.case, now=now) if is_draft else None
    tells = carrying.recommendations_in(letter) if is_draft else list(letter.recommendations.all())
    why_not_release = _why_not_release(user, letter) if is_draft else ""
    is_on_its_way = not (is_draft or letter.sent_at or letter.taken_back_at)
    is_asked = letter.release_asked_at is not None or not letter.needs_release
    held = _held(letter) if is_draft else []
    return Preview(
        letter=letter,
        mail=releasing.preview(letter, day=day),
        subject=subject,
        paragraphs=[printable(text) for _, text in filling.paragraphs(body)],
        day=day,
        doubts=doubts(letter.contact) if is_draft else [],
        recommendations=tells,
        left_out=carrying.left_out(letter) if is_on_its_way else [],
        reworded=carrying.reworded(letter) if is_draft else [],
        why_not_yet=missing,
        waits_until=waits_until,
        is_held=bool(held),
        leaks=[] if needs_reason(user, letter.case) else [pieces(text, found) for text, found in held],
        too_late=_too_late(letter, day=day) if is_draft else "",
        allowed=_allowed(letter.case) if is_draft else [],
        may_edit=is_draft and works,
        may_ask=is_draft and works and letter.needs_release and letter.release_asked_at is None and not missing,
        may_release=is_draft and is_asked and not why_not_release and not missing and waits_until is None,
        may_send_back=is_draft and letter.release_asked_at is not None and not why_not_release,
        may_take_back=works and not is_draft and letter.sent_at is None and letter.taken_back_at is None,
        may_write_again=works and (letter.taken_back_at is not None or letter.sent_at is not None),
        why_not_release=why_not_release if is_asked else "",
    )


def _missing(letter: Letter) -> list[str]:
    found = []
    for check in (releasing.check_whole, releasing.check_status, carrying.check_says_what_stands):
        try:
            check(letter)
        except Conflict as conflict:
            found.append(str(conflict))
    return found


def _held(letter: Letter) -> list[tuple[str, list[Finding]]]:
    """Each text of it that the leak check would hold, with what it finds there."""
    checked = ((text, door.places(letter.case, text, Audience.AUTHORITY)) for text in carrying.texts_of(letter))
    return [(text, found) for text, found in checked if found]


def _too_late(letter: Letter, *, day: date) -> str:
    """Where the answer that it asks for could change nothing in the live procurement any more."""
    bids = letter.case.clocks.filter(kind=ClockKind.BIDS, met_on=None, due_on__gte=day).first()
    answer_by = writing.answer_by(letter, day=day)
    if bids is None or "{answer_by}" not in letter.body or answer_by <= bids.due_on:
        return ""
    return (
        f"Bids close on {in_words(bids.due_on)}, and this letter asks for an answer by {in_words(answer_by)}. After "
        "bids close this procurement can hardly be changed: write an earlier day in the place of {answer_by}."
    )


def _allowed(case: Case) -> list[str]:
    """What the provider allows us to show, in its words."""
    given = Consent.objects.filter(complaint=case.complaint_id, taken_back_at=None).exclude(complaint=None)
    return [one.get_purpose_display() for one in given]


def _why_not_sent(letter: Letter) -> list[str]:
    """Of a released letter whose mail was given up, or will be: what stands in the way, and what to do."""
    owed = getattr(letter, "owed_mail", None)
    if letter.sent_at or owed is None or (owed.parked_at is None and letter.contact.ended_on is None):
        return []
    try:
        sending.check_sendable(letter)
    except Conflict as conflict:
        return [f"{conflict} Take this letter back, and write another."]
    address = letter.contact.email
    return [
        f"It could not be sent to {address}. If that is right, have it tried again under “Parked work”. If not, take "
        "this letter back and write to another address."
    ]


def _why_not_release(user: User, letter: Letter) -> str:
    try:
        access.check_release_letter(user, letter.case, letter)
    except access.NotAllowed as refusal:
        return str(refusal)
    return ""


def pdf_in(mail: str) -> bytes:
    """The PDF of a mail that this room made."""
    part = next(part for part in message_from_string(mail).walk() if part.get_content_type() == "application/pdf")
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content
