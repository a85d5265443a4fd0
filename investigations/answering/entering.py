"""Letting an officer in with the reference of a case and a code."""

from datetime import datetime

from django.db import transaction
from django.utils.crypto import constant_time_compare

from complaints.reference import read_reference
from complaints.tokens import hashed, read_code
from investigations.lifecycle import Conflict
from investigations.models import AuthorityNews, Case, CaseEvent, LetterMail, Officer

# With which an officer is loaded: what every page of theirs prints.
_JOINED = ("case__authority", "contact")


class Ended(Conflict):
    """The code is right, but it lets nobody in any more."""


def find(reference: str, code: str, *, now: datetime) -> Officer | None:
    """Whose code of this case it is. None says nothing about which of the two was wrong, nor does the time it takes.

    Raises Ended for one that ended or was shut."""
    typed = hashed(read_code(code))
    found = None
    for officer in Officer.objects.filter(case__reference=read_reference(reference) or "").select_related(*_JOINED):
        if constant_time_compare(typed, officer.secret_hash):
            found = officer
    if found and not is_open(found, now=now):
        raise Ended("This code has ended.")
    return found


def officer_of(pk: int, secret_hash: str, *, now: datetime) -> Officer | None:
    """The officer of a cookie, while their code lets in."""
    officer = Officer.objects.filter(pk=pk, secret_hash=secret_hash).select_related(*_JOINED).first()
    return officer if officer and is_open(officer, now=now) else None


def is_open(officer: Officer, *, now: datetime) -> bool:
    return officer.shut_at is None and now < officer.expires_at


@transaction.atomic
def locked(officer: Officer, *, at: datetime) -> Case:
    """The case as it is now, for a verb of this officer. Raises Ended: the code may have been shut meanwhile."""
    case = Case.objects.select_for_update().get(pk=officer.case_id)
    if not is_open(Officer.objects.get(pk=officer.pk), now=at):
        raise Ended("This code has ended.")
    return case


def record(
    case: Case,
    kind: CaseEvent.Kind,
    officer: Officer,
    *,
    at: datetime,
    note: str = "",
    news: AuthorityNews.Kind | None = None,
) -> None:
    """What every act of an officer ends with: a row in the history, and news for the owner."""
    CaseEvent.objects.create(case=case, kind=kind, officer=officer, note=note, at=at)
    if news:
        AuthorityNews.objects.add(case, news, at=at)


@transaction.atomic
def opened(officer: Officer, *, at: datetime) -> None:
    """The officer opens the page: the first time is in the history, and every letter sent so far has been read."""
    if officer.last_opened_at is None:
        case = locked(officer, at=at)
        if Officer.objects.filter(pk=officer.pk, last_opened_at=None).exists():
            record(case, CaseEvent.Kind.AUTHORITY_OPENED, officer, at=at)
    Officer.objects.filter(pk=officer.pk).update(last_opened_at=at)
    unread = LetterMail.objects.filter(letter__case=officer.case_id, letter__sent_at__isnull=False)
    unread.exclude(delivery=LetterMail.Delivery.READ).update(delivery=LetterMail.Delivery.READ, delivery_at=at)
