"""How many pounds late payers let go after a complaint, in the word of providers. Only sums of whole years are kept:
the sum of fewer cases would give an invoice away. Reads, never writes."""

from datetime import date

from django.db.models import F, Q, Sum

from complaints.models import Released
from mysteryshopper.calendar import financial_year_name

from .cells import Number
from .narrowing import Asked
from .tables import Row, Table

# The sum of fewer invoices tells one who knows the others, and whoever owes an invoice knows by its amount whose it is.
FEWEST = 5
_POUNDS = 1_000  # what a sum is rounded to, so that one day's sum taken from the next day's tells no amount


def released_table(asked: Asked, *, ended_by: date | None = None) -> Table:
    """By the financial year in which it was paid, of the years that lie in the period. One query.

    `ended_by`: only years that were over by this day."""
    found = Released.objects.filter(invoices__gt=0)
    if asked.narrowed.is_demonstration is not None:
        found = found.filter(is_demonstration=asked.narrowed.is_demonstration)
    # Of made-up and real payments together too: one is known by taking the other away.
    few = Sum("invoices", filter=Q(invoices__lt=FEWEST), default=0)
    sums = (
        found.values("financial_year")
        .annotate(n=Sum("invoices"), few=few, sum=Sum("pence"))
        .order_by(F("financial_year"))
    )
    rows = [
        Row(
            financial_year_name(one["financial_year"]),
            [Number(one["n"]), Number(None if one["few"] else _pounds(one["sum"]))],
        )
        for one in sums
        if _lies_within(one["financial_year"], asked, ended_by)
    ]
    about = (
        f"Invoices that were unpaid when the provider complained, and have been paid since, wholly or in part, as the "
        f"provider says. In pounds, to the nearest £{_POUNDS:,}; “–” where there are fewer than {FEWEST} invoices, of "
        "which a sum would give one away. Counted by the year of payment; not kept by sector or subject."
    )
    return Table("released", "Late payments released: pounds", "Year paid", ["Invoices", "Pounds"], rows, about)


def _pounds(pence: int) -> int:
    return round(pence / 100 / _POUNDS) * _POUNDS


def _lies_within(year: int, asked: Asked, ended_by: date | None) -> bool:
    """Whether the whole financial year does. Of months: that from April to March, of which it is all but five days."""
    first, end = asked.narrowed.first, asked.narrowed.end
    is_over = ended_by is None or date(year + 1, 4, 6) <= ended_by
    return is_over and (first is None or first <= date(year, 4, 6)) and (end is None or date(year + 1, 4, 1) <= end)
