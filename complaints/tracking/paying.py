"""Whether the authority has paid since the provider complained: in the provider's own word, which can be put right."""

from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction
from django.db.models import F

from complaints.models import Complaint, Invoice, ProviderNews, Released
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
    changes nothing. Counts an invoice once, by the day on which it was paid.

    ValueError: more than the invoice or nothing at all, before the complaint or after today."""
    invoice = Invoice.objects.select_for_update(of=("self",)).select_related("complaint").get(pk=invoice.pk)
    if paid:
        _check(invoice, paid, today=london_day(at))
    before = _said(invoice)
    if paid == before:
        return
    _count(invoice.complaint, before, paid)
    invoice.paid, invoice.paid_on = paid or (None, None)
    invoice.said_paid_at = at if paid else None
    invoice.save(update_fields=["paid", "paid_on", "said_paid_at"])
    news.add(invoice.complaint, ProviderNews.Kind.ANSWER, at=at)


def _check(invoice: Invoice, paid: Paid, *, today: date) -> None:
    if not 0 < paid.amount <= invoice.amount or not london_day(invoice.complaint.filed_at) <= paid.on <= today:
        raise ValueError("Not the payment of an invoice that was unpaid when the provider complained.")


def _said(invoice: Invoice) -> Paid | None:
    return Paid(invoice.paid, invoice.paid_on) if invoice.said_paid_at else None


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
