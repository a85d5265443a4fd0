"""Where providers give up: figures against counts made by hand, and their page."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from complaints.models import FilingCount
from complaints.models.filing_count import PAGES_COUNTED
from investigations.outcomes.abandonment import GROUPS, WORDS, abandonment, since
from investigations.outcomes.rates import Rate
from mysteryshopper.calendar import add_months
from mysteryshopper.staff.models import Role

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)


@pytest.fixture
def count(db):
    """Counts so many at each page, of one kind in one month."""

    def count(kind, month=JUNE, **numbers):
        FilingCount.objects.bulk_create(
            FilingCount(month=month, provider_kind=kind, page=page.replace("_", "-"), number=number)
            for page, number in numbers.items()
        )

    return count


@pytest.fixture
def page(signed_in):
    client = signed_in(Role.OFFICIAL)
    return lambda **query: client.get(reverse("outcomes:giving_up"), query).content.decode()


def steps(group, first_month=None):
    """Of one group, page by page: how many reached it, and the share as numerator and denominator."""
    place = GROUPS.index(group)
    found = {}
    for row in abandonment(first_month).rows:
        kept = row.steps[place].kept
        found[row.page] = (row.steps[place].reached, kept and (kept.numerator, kept.denominator))
    return found


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def cells(html, page):
    return [words(cell) for cell in re.findall(rf'<td [^>]*data-page="{page}">(.*?)</td>', html, re.DOTALL)]


def test_every_page_counted_has_words():
    assert tuple(WORDS) == PAGES_COUNTED


def test_each_share_is_of_those_at_the_page_before(count):
    count("charity", organisation=30, notice=25, authority=20, what_happened=15, invoice=4, procurement=12, outcome=9)
    count("cic", organisation=10, notice=8, authority=5, what_happened=5, procurement=5, outcome=5, name=5, contact=4)
    count("cic", MAY, organisation=2, sent=1)
    count("company", organisation=50, notice=49, sent=3)
    count("", notice=7)
    assert steps("VCSE") == {
        "organisation": (42, None),
        "notice": (33, (33, 42)),
        "authority": (25, (25, 33)),
        "what-happened": (20, (20, 25)),
        "invoice": (4, None),
        "procurement": (17, (17, 20)),  # of those who said what went wrong: the invoice is not asked of all
        "outcome": (14, (14, 17)),
        "name": (5, (5, 14)),
        "contact": (4, (4, 5)),
        "sent": (1, (1, 4)),
    }
    assert [steps("Others")[page] for page in ("organisation", "notice", "authority")] == [
        (50, None), (49, (49, 50)), (0, (0, 49)),
    ]  # fmt: skip
    assert steps("Kind not given")["notice"] == (7, (0, 0))
    assert abandonment(None).all_the_way == [Rate(1, 42), Rate(3, 50), Rate(0, 0)]


def test_months_before_the_period_are_left_out(count):
    count("cic", MAY, organisation=2)
    count("cic", JUNE, organisation=3)
    assert [steps("VCSE", first)["organisation"][0] for first in (None, MAY, JUNE, date(2026, 7, 1))] == [5, 5, 3, 0]


def test_more_than_at_the_page_before_are_all_of_them(count):
    """Begun in an earlier month."""
    count("cic", organisation=2, notice=3)
    assert steps("VCSE")["notice"] == (3, (2, 2))


def test_a_page_that_is_asked_no_more_is_in_no_row(count):
    count("cic", shoe_size=3)
    assert abandonment(None).is_empty


@pytest.mark.parametrize(
    ("period", "first"), [("3", date(2026, 1, 1)), ("12", date(2025, 4, 1)), ("all", None)]
)  # fmt: skip
def test_a_period_is_whole_months_this_one_included(period, first):
    assert since(period, date(2026, 3, 31)) == first


def test_the_page_shows_a_row_for_each_page_and_three_groups(count, page):
    count("charity", timezone.localdate().replace(day=1), organisation=1040, notice=26, authority=13, invoice=3, sent=1)
    count("company", timezone.localdate().replace(day=1), organisation=20, notice=20)
    html = page()
    assert cells(html, "organisation") == ["1,040", "20", "0"]
    assert cells(html, "notice") == ["26 2% of 1,040", "20 100% of 20", "0"]
    assert cells(html, "authority") == ["13 50% of 26", "0 0% of 20", "0"]
    assert cells(html, "invoice") == ["3", "0", "0"]
    assert cells(html, "what-happened") == ["0 0% of 13 small base", "0", "0"]
    assert cells(html, "all") == ["1 under 1% of 1,040", "0 0% of 20", "0"]
    assert all(len(cells(html, name)) == 3 for name in PAGES_COUNTED)
    assert "asked only about late payment: in no share" in html
    assert "each share is of those that reached the page before." in html
    assert "Staff see true figures here" in html and "Nothing here names anyone." in html


@pytest.mark.parametrize("base", [1, 19, 20])
def test_warns_of_a_small_base(count, page, base):
    reached = dict.fromkeys((name.replace("-", "_") for name in PAGES_COUNTED), base)
    count("cic", timezone.localdate().replace(day=1), **reached)
    html = page()
    assert ("fewer than 20 complaints: the share may move a lot." in html) == (base < 20)
    assert ("small base</span>" in html) == (base < 20)


def test_without_counts_it_says_so(page):
    html = page()
    assert "No page of the form was answered in this period." in html
    assert "<table" not in html


def test_a_period_can_be_chosen(count, page):
    count("cic", add_months(timezone.localdate().replace(day=1), -3), organisation=5)
    assert "<table" not in page(period="3")
    assert cells(page(period="12"), "organisation") == cells(page(period="all"), "organisation") == ["5", "0", "0"]
    assert 'href="?period=3" aria-current="page"' in page(period="3")


@pytest.mark.parametrize("period", ["", "0", "13", "\x00", "<script>"])
def test_there_is_no_other_period(signed_in, period):
    assert signed_in(Role.LEAD).get(reverse("outcomes:giving_up"), {"period": period}).status_code == 404


def test_the_page_of_vcses_leads_there(signed_in):
    dashboard = signed_in(Role.OFFICIAL).get(reverse("outcomes:vcse")).content.decode()
    assert f'href="{reverse("outcomes:giving_up")}"' in dashboard


def test_neither_style_nor_script_in_the_page(count, page):
    count("cic", timezone.localdate().replace(day=1), organisation=5)
    html = page()
    assert re.findall(r"<script(?![^>]* src=\"/static/[^>]*></script>)", html) == []
    assert not re.search(r"\s(style|on\w+)=", html)


def test_as_many_queries_with_three_years_of_counts_as_with_one_month(count, signed_in, django_assert_num_queries):
    official = signed_in(Role.OFFICIAL)
    pages = {name.replace("-", "_"): 9 for name in PAGES_COUNTED}
    for months in (range(1), range(1, 36)):
        for back in months:
            for kind in ("charity", "company", ""):
                count(kind, add_months(JUNE, -back), **pages)
        with django_assert_num_queries(3):  # session, user, counts
            official.get(reverse("outcomes:giving_up"), {"period": "all"})
