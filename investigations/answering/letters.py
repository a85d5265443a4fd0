"""The letters that an authority was sent, and what went with them. Nothing else of the case is in reach from here."""

import io
from dataclasses import dataclass
from datetime import datetime
from email import message_from_string
from email.message import Message

from django.db import transaction

from complaints.models import CleanCopy, Consent
from investigations.models import Case, CaseEvent, Letter, LetterReceipt, Officer

from .documents import opened
from .entering import locked, record


class NotShown(Exception):
    """Nothing of this number was sent to the authority."""


@dataclass(frozen=True)
class LetterShown:
    """`number`: from 1, oldest first, as in addresses: it stays. So do the numbers of `copies`."""

    number: int
    letter: Letter
    receipt: LetterReceipt | None
    copies: list[tuple[int, CleanCopy]]

    @property
    def has_pdf(self) -> bool:
        return pdf_of(self.letter) is not None


def letters_of(case: Case) -> list[LetterShown]:
    """Oldest first; five queries, however many there are."""
    sent = case.letters.sent().order_by("sent_at", "pk").select_related("receipt__officer__contact")
    may_show_copies = _may_show_copies(case)
    return [
        LetterShown(
            number,
            letter,
            getattr(letter, "receipt", None),
            list(enumerate(sorted(letter.copies.all(), key=lambda copy: copy.pk), 1)) if may_show_copies else [],
        )
        for number, letter in enumerate(sent.prefetch_related("copies"), 1)
    ]


def letter_of(case: Case, number: int) -> LetterShown:
    """Raises NotShown."""
    found = next((each for each in letters_of(case) if each.number == number), None)
    if found is None:
        raise NotShown
    return found


@transaction.atomic
def take_copy(officer: Officer, number: int, copy: int, *, at: datetime) -> tuple[CleanCopy, io.BufferedIOBase]:
    """A clean copy that went with a letter, and its content. Raises Ended, NotShown, and Conflict."""
    case = locked(officer, at=at)
    found = dict(letter_of(case, number).copies).get(copy)
    if found is None:
        raise NotShown
    record(case, CaseEvent.Kind.AUTHORITY_TOOK, officer, at=at, note=f"Copy {copy} with letter {number}")
    return found, opened(found.stored_as)


def pdf_of(letter: Letter) -> bytes | None:
    """The letter exactly as it was mailed. None: its mail has no PDF."""
    mail: Message = message_from_string(letter.mail or "")
    parts = [part for part in mail.walk() if part.get_content_type() == "application/pdf"]
    content = parts[0].get_payload(decode=True) if parts else None
    return content if isinstance(content, bytes) else None


def _may_show_copies(case: Case) -> bool:
    """While the provider allows it: what was not downloaded before they took it back is not shown any more."""
    given = Consent.objects.filter(complaint=case.complaint_id, purpose=Consent.Purpose.EVIDENCE, taken_back_at=None)
    return given.exclude(complaint=None).exists()
