"""How many pounds late payers let go: sums of whole years, and of so many invoices that none of them is told."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from complaints.models import Released
from investigations.outcomes.counting import Narrowed
from investigations.outcomes.narrowing import Asked
from investigations.outcomes.released import released_table
from mysteryshopper.staff.models import Role


@pytest.fixture(autouse=True)
def paid(db):
    """Of 2022/23 and of 2023/24 enough invoices, of 2024/25 too few, in 2025/26 one that was put right to none."""
    for year, pence, invoices, made_up in (
        (2022, 23_049_999, 5, False),
        (2023, 346_926_575, 30, False),
        (2023, 999, 6, True),
        (2024, 1_234_500, 4, False),
        (2025, 0, 0, False),
    ):
        Released.objects.create(financial_year=year, pence=pence, invoices=invoices, is_demonstration=made_up)


def rows(narrowed=Narrowed(is_demonstration=False), **how):  # noqa: B008 (frozen)
    table = released_table(Asked(narrowed=narrowed), **how)
    return {row.label: tuple(cell.value for cell in row.cells) for row in table.rows}


def test_by_year_in_thousands_and_no_sum_of_fewer_than_five():
    assert rows() == {"2022/23": (5, 230_000), "2023/24": (30, 3_469_000), "2024/25": (4, None)}


def test_made_up_and_real_ones_are_taken_together_or_apart():
    assert rows(Narrowed(is_demonstration=True)) == {"2023/24": (6, 0)}
    assert rows(Narrowed())["2023/24"] == (36, 3_469_000)


def test_a_few_real_ones_hide_in_no_sum_with_made_up_ones():
    Released.objects.create(financial_year=2024, pence=5_000_000, invoices=9, is_demonstration=True)
    assert rows(Narrowed())["2024/25"] == (13, None)


@pytest.mark.parametrize(
    ("first", "end", "years"),
    [
        (date(2023, 4, 6), date(2024, 4, 6), ["2023/24"]),
        (date(2023, 4, 1), date(2024, 4, 1), ["2023/24"]),
        (date(2023, 5, 1), None, ["2024/25"]),
        (None, date(2024, 3, 1), ["2022/23"]),
        (date(2023, 5, 1), date(2024, 4, 1), []),
    ],
)
def test_only_whole_years_of_the_period(first, end, years):
    assert [*rows(replace(Narrowed(is_demonstration=False), first=first, end=end))] == years


@pytest.mark.parametrize(("day", "years"), [(date(2025, 4, 5), 2), (date(2025, 4, 6), 3)])
def test_only_years_that_were_over(day, years):
    assert len(rows(ended_by=day)) == years


def test_officials_see_it(signed_in):
    page = signed_in(Role.OFFICIAL).get(reverse("outcomes:time")).content.decode()
    assert "Late payments released: pounds" in page and "3,469,000" in page
