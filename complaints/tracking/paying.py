"""Whether the authority has paid since the provider complained: in the provider's own word, which can be put right."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import F

from complaints.models import Asking, Complaint, Invoice, ProviderNews, Released
from complaints.tracking import news
from mysteryshopper.calendar import financial_year, london_day


class Paid(NamedTuple):
    """`amount`: in pounds, without interest."""

    amount: Decimal
    on: date


def invoices_of(complaint: Complaint) -> list[tuple[int, Invoice]]:
    """Each with its number on the page, which stays: what was sent is never removed."""
    return list(enumerate(complaint.invoices.all(), start=1))


@transaction.atomic
def say(invoice: Invoice, paid: Paid | None, *, at: datetime) -> None:
    """Keeps what the provider says now in place of what they said before. None: it is not paid. The same again
    changes nothing. Counts an invoice once, by the day on which it was paid, in however many complaints it stands.

    ValueError: more than the invoice or nothing at all, before the complaint or after today."""
    invoice = Invoice.objects.select_for_update(of=("self",)).select_related("complaint").get(pk=invoice.pk)
    if paid:
        _check(invoice, paid, today=london_day(at))
    # An answer to both questions, whichever was asked: whoever said so is not reminded.
    asked = invoice.complaint.askings.filter(kind__in=Asking.PAYMENT, answered_at=None)
    asked.update(answer=Asking.Answer.YES if paid else Asking.Answer.NO, answered_at=at)
    before = _said(invoice)
    if paid == before:
        return
    others = _said_elsewhere(invoice)
    _count(invoice.complaint, _counted([*others, before]), _counted([*others, paid]))
    invoice.paid, invoice.paid_on = paid or (None, None)
    invoice.said_paid_at = at if paid else None
    invoice.save(update_fields=["paid", "paid_on", "said_paid_at"])
    news.add(invoice.complaint, ProviderNews.Kind.ANSWER, at=at)


def _check(invoice: Invoice, paid: Paid, *, today: date) -> None:
    if not 0 < paid.amount <= invoice.amount or not london_day(invoice.complaint.filed_at) <= paid.on <= today:
        raise ValueError("Not the payment of an invoice that was unpaid when the provider complained.")


def _said(invoice: Invoice) -> Paid | None:
    return Paid(invoice.paid, invoice.paid_on) if invoice.said_paid_at else None


def _counted(said: Iterable[Paid | None]) -> Paid | None:
    """Of one invoice that stands in several complaints: the most that somebody says was paid, the first day of that."""
    return max(filter(None, said), key=lambda paid: (paid.amount, -paid.on.toordinal()), default=None)


def _said_elsewhere(invoice: Invoice) -> list[Paid | None]:
    """What is said of the same invoice in other complaints. Until the end of the transaction nobody says more of them.

    The same: one authority, one number but for spaces, marks and capitals, and one amount. Without the amount, a “1”
    of one supplier would be the “1” of another. An authority that is not in the list may be any: there is no same."""
    authority, number = invoice.complaint.authority_id, _bare(invoice.number)
    if authority is None or not number:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock('complaints_invoice'::regclass::oid::int, %s)", [authority])
    of_authority = Invoice.objects.filter(
        complaint__authority=authority,
        complaint__is_demonstration=invoice.complaint.is_demonstration,
        said_paid_at__isnull=False,
    )
    others = of_authority.exclude(pk=invoice.pk)
    return [_said(one) for one in others if (_bare(one.number), one.amount) == (number, invoice.amount)]


def _bare(number: str) -> str:
    return re.sub(r"[\W_]", "", number).casefold()


def _count(complaint: Complaint, before: Paid | None, now: Paid | None) -> None:
    """Takes away what was counted before, and counts what is said now."""
    pence, invoices = Counter[int](), Counter[int]()
    for paid, factor in ((before, -1), (now, +1)):
        if paid:
            year = financial_year(paid.on)
            pence[year] += factor * round(paid.amount * 100)
            invoices[year] += factor
    # In order of the years, so that two who say something at once never wait for each other.
    for year in sorted(pence):
        row, _ = Released.objects.get_or_create(financial_year=year, is_demonstration=complaint.is_demonstration)
        Released.objects.filter(pk=row.pk).update(
            pence=F("pence") + pence[year], invoices=F("invoices") + invoices[year]
        )
