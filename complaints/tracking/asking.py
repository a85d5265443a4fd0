"""What we ask the provider after a complaint has been closed: when, by which mail, and their answer."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from complaints.models import Asking, Complaint, Notification, ProviderNews
from complaints.tracking import news, telling
from mysteryshopper.calendar import LONDON, add_months

_FIXED_AFTER = timedelta(weeks=4)
_PAID_AGAIN_AFTER = timedelta(weeks=2)
_RETALIATION_AFTER_MONTHS = {
    Asking.Kind.RETALIATION_3: 3,
    Asking.Kind.RETALIATION_6: 6,
    Asking.Kind.RETALIATION_12: 12,
}


@transaction.atomic
def plan(complaint: Complaint, *, closed_at: datetime) -> None:
    """Plans every question that is not planned yet. Twice is harmless."""
    Asking.objects.bulk_create(
        [
            # Closing mails already that there is news: the first question owes no mail of its own.
            Asking(complaint=complaint, kind=kind, due_at=due, done_at=due if kind == Asking.Kind.SATISFIED else None)
            for kind, due in _when(closed_at)
        ],
        ignore_conflicts=True,
    )
    if _has_unpaid(complaint):
        Asking.objects.bulk_create(_about_payment(complaint, at=closed_at), ignore_conflicts=True)


@transaction.atomic
def ask_about_payment(complaint: Complaint, *, at: datetime) -> None:
    """The authority says that it has done what we asked of it. Asked long before, or answered, they are asked anew.

    Complaints of which an invoice is unpaid; not while the reminder of the last time is still to come."""
    waits = complaint.askings.filter(kind=Asking.Kind.PAID_AGAIN, due_at__gt=at, answered_at=None)
    if _has_unpaid(complaint) and not waits.exists():
        Asking.objects.bulk_create(
            _about_payment(complaint, at=at),
            update_conflicts=True,
            unique_fields=["complaint", "kind"],
            update_fields=[
                "due_at", "done_at", "parked_at", "leased_until", "attempts", "last_error", "answer", "answered_at",
            ],
        )  # fmt: skip


def _about_payment(complaint: Complaint, *, at: datetime) -> list[Asking]:
    return [
        Asking(complaint=complaint, kind=Asking.Kind.PAID, due_at=at),
        Asking(complaint=complaint, kind=Asking.Kind.PAID_AGAIN, due_at=at + _PAID_AGAIN_AFTER),
    ]


def _has_unpaid(complaint: Complaint) -> bool:
    """Of invoices of which nobody has said that anything was paid."""
    return complaint.invoices.filter(said_paid_at=None).exists()


@transaction.atomic
def cancel(complaint: Complaint, *, at: datetime) -> None:
    """The complaint is open again: takes back what was not asked yet, and whether they are satisfied with an end
    that is none any more. What was answered stays."""
    not_asked = Q(due_at__gt=at) | Q(kind=Asking.Kind.SATISFIED)
    complaint.askings.filter(not_asked, answered_at=None).delete()


@transaction.atomic
def send(asking: Asking) -> None:
    """Mails that there is news, or a question, once: the mail is owed and the question done in one step, so a kill
    repeats neither. What a mail says is no more than that."""
    row = Asking.objects.select_for_update().filter(pk=asking.pk, done_at=None).first()
    if row is None:
        return
    if row.answered_at is None and row.kind not in Asking.PAYMENT:
        telling.mail(row.complaint, Notification.Kind.NEWS)
    elif row.answered_at is None and _has_unpaid(row.complaint):
        telling.mail(row.complaint, Notification.Kind.QUESTION)
    row.done_at, row.leased_until = timezone.now(), None
    row.save(update_fields=["done_at", "leased_until"])


def open_questions(complaint: Complaint, *, now: datetime) -> QuerySet[Asking]:
    """Those to answer now, but for what is said of invoices."""
    return complaint.askings.filter(due_at__lte=now, answered_at=None).exclude(kind__in=Asking.PAYMENT)


def is_payment_asked(complaint: Complaint, *, now: datetime) -> bool:
    """Whether we wait for what they say of their invoices."""
    asked = complaint.askings.filter(kind__in=Asking.PAYMENT, due_at__lte=now, answered_at=None)
    return asked.exists() and _has_unpaid(complaint)


@transaction.atomic
def answer(complaint: Complaint, kind: str, *, answer: str, words: str, at: datetime) -> None:
    """Keeps the first answer, and tells the investigators. Answered already, or not asked: nothing changes."""
    asking = open_questions(complaint, now=at).select_for_update().filter(kind=kind).first()
    if asking:
        asking.answer, asking.words, asking.answered_at = answer, words, at
        asking.save(update_fields=["answer", "words", "answered_at"])
        is_grave = asking.is_about_retaliation and answer == Asking.Answer.YES
        news.add(complaint, ProviderNews.Kind.RETALIATION if is_grave else ProviderNews.Kind.ANSWER, at=at)


def _when(closed_at: datetime) -> Iterator[tuple[Asking.Kind, datetime]]:
    # By the clock on the wall, so that summer time does not move the hour.
    local = closed_at.astimezone(LONDON)
    yield Asking.Kind.SATISFIED, closed_at
    yield Asking.Kind.FIXED, local + _FIXED_AFTER
    for kind, months in _RETALIATION_AFTER_MONTHS.items():
        yield kind, datetime.combine(add_months(local.date(), months), local.timetz())
