"""What the pages of letters show. Reads, never writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from email import message_from_string

from complaints.models import CleanCopy
from investigations import access
from investigations.casework import opening
from investigations.contacts.doubting import doubts
from investigations.leaving import timing
from investigations.lifecycle import Conflict, State
from investigations.models import Case, Letter, LetterKind, Officer, Recommendation
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
    now: datetime


@dataclass(frozen=True)
class Preview:
    """`mail`: exactly what is released or was sent. `why_not_yet`: what stands in the way, as sentences.

    `recommendations`: those that are sent with it. `left_out`: those that no letter has told the authority."""

    letter: Letter
    mail: str
    subject: str
    paragraphs: list[str]
    day: date
    doubts: list[str]
    recommendations: list[Recommendation]
    left_out: list[Recommendation]
    why_not_yet: list[str]
    may_edit: bool
    may_ask: bool
    may_release: bool
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
    may_let_in = works and case.authority_id is not None and not timing.waits_until(case, now=now)
    return LettersPage(list(letters), list(officers), works, may_let_in, now)


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
    missing = _missing(letter, now=now) if is_draft else _why_not_sent(letter)
    tells = carrying.recommendations_in(letter) if is_draft else list(letter.recommendations.all())
    why_not_release = _why_not_release(user, letter) if is_draft else ""
    is_asked = letter.release_asked_at is not None or not letter.needs_release
    return Preview(
        letter=letter,
        mail=releasing.preview(letter, day=day),
        subject=subject,
        paragraphs=[printable(text) for _, text in filling.paragraphs(body)],
        day=day,
        doubts=doubts(letter.contact) if is_draft else [],
        recommendations=tells,
        left_out=_left_out(letter, tells),
        why_not_yet=missing,
        may_edit=is_draft and works,
        may_ask=is_draft and works and letter.needs_release and letter.release_asked_at is None and not missing[:1],
        may_release=is_draft and is_asked and not why_not_release and not missing,
        may_take_back=works and not is_draft and letter.sent_at is None and letter.taken_back_at is None,
        may_write_again=works and (letter.taken_back_at is not None or letter.sent_at is not None),
        why_not_release=why_not_release if is_asked else "",
    )


def _missing(letter: Letter, *, now: datetime) -> list[str]:
    found = []
    for check in (lambda: releasing.check_whole(letter), lambda: releasing.check_status(letter)):
        try:
            check()
        except Conflict as conflict:
            found.append(str(conflict))
    if waits_until := timing.waits_until(letter.case, now=now):
        found.append(f"Nothing leaves within a day of the complaint: not before {waits_until:%-d %B}, unless a lead "
                     "says that it can’t wait.")  # fmt: skip
    return found


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


def _left_out(letter: Letter, tells: Sequence[Recommendation]) -> list[Recommendation]:
    if letter.kind != LetterKind.FINDINGS or letter.sent_at or letter.taken_back_at:
        return []
    return [one for one in letter.case.recommendations.filter(state=State.PROPOSED) if one not in tells]


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
