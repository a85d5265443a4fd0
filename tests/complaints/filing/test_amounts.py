"""Amounts of invoices as people type them: a comma never makes a hundred times as much."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.filing.forms.events import InvoiceForm

DUE = {"due_on-day": "1", "due_on-month": "6", "due_on-year": "2026"}
SAYS = "Enter the amount in pounds, like 1250 or 1,250.50"


def read(typed):
    """The amount that the form takes; None when it takes none."""
    form = InvoiceForm({"amount": typed, **DUE}, answers={})
    return form.cleaned_data["amount"] if form.is_valid() else None


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("£1,200.50", "1200.50"), ("1200.5", "1200.5"), ("1 200.50", "1200.50"), ("£ 1,234,567", "1234567"),
        (" 12 ", "12"), ("1\u00a0200", "1200"), ("7.", "7"), ("£12.50", "12.50"),
    ],
)  # fmt: skip
def test_as_people_write_it(typed, amount):
    assert read(typed) == Decimal(amount)


@pytest.mark.parametrize(
    "typed",
    ["1200,50", "12,50", "1,2,3", "12 50", "1,2345", "1200,500", "0,500", "1.200,50", "1,200 300", "1e3", "1_2", ",5",
     "1,,200", "twelve pounds", "1200.50,000"],
)  # fmt: skip
def test_anything_else_says_what_to_type_and_stays_as_it_was_typed(browser, db, errors, typed):
    response = browser.post("/complain/invoice/", {"amount": typed, **DUE})
    assert (response.status_code, errors(response)[0]) == (422, [SAYS])
    assert f'value="{typed}"' in response.content.decode()


@given(
    pounds=st.integers(1, 10**9), pence=st.sampled_from(["", ".5", ".05", ".50"]), between=st.sampled_from([",", " "])
)
def test_groups_of_three_are_what_they_are_without_their_separators(pounds, pence, between):
    grouped = f"{pounds:,}".replace(",", between)
    assert read(f"£{grouped}{pence}") == Decimal(f"{pounds}{pence}")


@given(typed=st.text("0123456789,. £", max_size=14))
def test_a_comma_is_only_ever_taken_before_exactly_three_figures(typed):
    amount = read(typed)
    if amount is not None and "," in typed:
        assert re.fullmatch(r"[^,]*(,\d{3})+(\.\d*)?", typed.strip())
        assert amount == Decimal(re.sub("[£, ]", "", typed))
