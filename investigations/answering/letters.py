"""The letters that an authority was sent, and what went with them. Nothing else of the case is in reach from here."""

import io
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db import transaction

from complaints.models import CleanCopy, Consent
from investigations.models import Case, CaseEvent, Letter, LetterReceipt, Officer

from .documents import opened
from .entering import locked, record
from .mails import AsSent


class NotShown(Exception):
    """Nothing of this number was sent to the authority."""


@dataclass(frozen=True)
class LetterShown:
    """`number`: from 1, oldest first, as in addresses: it stays. So do the numbers of `copies`."""

    number: int
    letter: Letter
    receipt: LetterReceipt | None
    copies: list[tuple[int, CleanCopy]]

    @cached_property
    def sent(self) -> AsSent:
        return AsSent(self.letter)


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


def _may_show_copies(case: Case) -> bool:
    """While the provider allows it: what was not downloaded before they took it back is not shown any more."""
    given = Consent.objects.filter(complaint=case.complaint_id, purpose=Consent.Purpose.EVIDENCE, taken_back_at=None)
    return given.exclude(complaint=None).exists()
