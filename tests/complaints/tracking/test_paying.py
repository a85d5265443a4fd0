"""Whether an invoice was paid, in the provider's word: kept once, counted once, put right as often as they like."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from complaints.models import Asking, Complaint, Invoice, Released
from complaints.tracking import asking, paying
from complaints.tracking.paying import Paid
from mysteryshopper.calendar import financial_year
from tests.complaints.filing.test_sequences import undone

FILED = datetime(2026, 3, 1, 12, tzinfo=UTC)
AMOUNTS = [Decimal("1200.50"), Decimal("0.01"), Decimal("99999.99")]


def with_invoices(complaint, amounts=AMOUNTS):
    Complaint.objects.filter(pk=complaint.pk).update(filed_at=FILED)
    complaint.refresh_from_db()
    return [complaint.invoices.create(amount=amount, due_on=date(2026, 1, 1)) for amount in amounts]


@pytest.fixture
def invoice(complaint):
    return with_invoices(complaint)[0]


def released():
    return {
        row.financial_year: (row.pence, row.invoices) for row in Released.objects.all() if row.invoices or row.pence
    }


def say(invoice, amount, on, *, at=FILED + timedelta(days=90)):
    paying.say(invoice, Paid(Decimal(amount), on), at=at)
    invoice.refresh_from_db()


def test_what_was_paid_is_kept_sealed_and_counted_in_its_year(invoice):
    say(invoice, "1200.50", date(2026, 4, 5))
    assert (invoice.paid, invoice.paid_on, invoice.is_paid_in_full) == (Decimal("1200.50"), date(2026, 4, 5), True)
    assert released() == {2025: (120050, 1)}


def test_put_right_it_is_counted_once_and_in_its_own_year(invoice):
    say(invoice, "1200.50", date(2026, 4, 5))
    say(invoice, "200", date(2026, 4, 6))
    assert released() == {2026: (20000, 1)}
    paying.say(invoice, None, at=FILED + timedelta(days=91))
    assert (released(), Invoice.objects.get(pk=invoice.pk).said_paid_at) == ({}, None)


def test_the_same_again_changes_nothing(invoice):
    say(invoice, "5", date(2026, 4, 6))
    first = invoice.said_paid_at
    say(invoice, "5.00", date(2026, 4, 6), at=FILED + timedelta(days=120))
    assert (released(), invoice.said_paid_at) == ({2026: (500, 1)}, first)


@pytest.mark.parametrize(
    ("amount", "on"),
    [("0", "2026-04-06"), ("-1", "2026-04-06"), ("1200.51", "2026-04-06"), ("5", "2026-02-28"), ("5", "2026-05-31")],
)
def test_what_cannot_be_is_refused(invoice, amount, on):
    with pytest.raises(ValueError, match="unpaid when the provider complained"):
        say(invoice, amount, date.fromisoformat(on))
    assert released() == {}


def test_it_is_news_to_the_investigators(invoice):
    say(invoice, "5", date(2026, 4, 6))
    assert [row.kind for row in invoice.complaint.news.all()] == ["answer"]


def test_made_up_payments_are_counted_apart(invoice):
    Complaint.objects.filter(pk=invoice.complaint_id).update(is_demonstration=True)
    say(invoice, "5", date(2026, 4, 6))
    assert list(Released.objects.values_list("is_demonstration", "pence")) == [(True, 500)]


def test_the_sum_stays_when_the_complaint_is_erased(invoice):
    say(invoice, "5", date(2026, 4, 6))
    Invoice.objects.all().delete()
    assert released() == {2026: (500, 1)}


@pytest.mark.parametrize("fields", [{"said_paid_at": FILED}, {"paid": 5}, {"paid_on": date(2026, 4, 6)}])
def test_postgres_refuses_a_payment_without_its_day(invoice, fields):
    with pytest.raises(IntegrityError, match="invoice_paid_on_a_day"), transaction.atomic():
        Invoice.objects.filter(pk=invoice.pk).update(**fields)


@pytest.mark.django_db(transaction=True)
def test_said_at_once_in_both_orders_nobody_waits_for_ever_and_nothing_is_counted_twice(complaint, at_once):
    """Each takes from one year and gives to the other; and the same answer is sent twice."""
    first, second, _ = with_invoices(complaint, [Decimal(100)] * 3)
    older, newer = date(2026, 4, 5), date(2026, 4, 6)
    for invoice, day in ((first, older), (second, newer)):
        say(invoice, 100, day)
    for _ in range(5):
        older, newer = newer, older
        at_once(*[lambda i=i, d=d: say(i, 100, d) for i, d in ((first, older), (second, newer)) for _ in range(2)])
        assert sorted(released().values()) == [(10000, 1), (10000, 1)]


class TheSum(TestCase):
    """Whatever is said of which invoice in whatever order: the rows are what a recount of the invoices says."""

    @settings(deadline=None)
    @given(
        said=st.lists(
            st.tuples(
                st.integers(0, 2),
                st.none() | st.tuples(st.integers(1, 10**7), st.integers(0, 60)),
            ),
            max_size=12,
        )
    )
    def test_is_a_recount(self, said):
        complaint = Complaint.objects.create(
            reference="MS-0000-0000-0", filing_hash="0", secret_hash="0", filed_at=FILED, stage="payment",
            authority_given="", procurement_title="", procurement_reference="",
            provider_kind="charity", provider_size="micro",
        )  # fmt: skip
        invoices, oracle = with_invoices(complaint), {}
        for which, paid in said:
            told = paid and Paid(Decimal(paid[0]) / 100, FILED.date() + timedelta(days=paid[1]))
            if told and told.amount > AMOUNTS[which]:
                with pytest.raises(ValueError, match="unpaid"):
                    paying.say(invoices[which], told, at=FILED + timedelta(days=60))
                continue
            paying.say(invoices[which], told, at=FILED + timedelta(days=60))
            oracle[which] = told
        counted = {}
        for told in filter(None, oracle.values()):
            pence, number = counted.get(financial_year(told.on), (0, 0))
            counted[financial_year(told.on)] = (pence + int(told.amount * 100), number + 1)
        assert released() == counted


def recount():
    """By the rows alone: of those of one authority, number and amount the one of which most was said to be paid."""
    groups = {}
    for one in Invoice.objects.exclude(said_paid_at=None).select_related("complaint"):
        number = "".join(char for char in one.number if char.isalnum()).lower()
        key = (one.complaint.authority_id, number, one.amount) if number and one.complaint.authority_id else one.pk
        groups.setdefault(key, []).append((one.paid, -one.paid_on.toordinal(), one.paid_on))
    counted = {}
    for paid, _, day in map(max, groups.values()):
        pence, number = counted.get(financial_year(day), (0, 0))
        counted[financial_year(day)] = (pence + int(paid * 100), number + 1)
    return counted


NUMBERS = ["INV-001", "inv 001", "INV-002", ""]


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    told=st.lists(
        st.tuples(st.sampled_from(NUMBERS), st.sampled_from([100, 200]), st.integers(0, 2)), min_size=6, max_size=6
    ),
    said=st.lists(
        st.tuples(st.integers(0, 5), st.none() | st.tuples(st.integers(1, 100), st.integers(0, 60))), max_size=9
    ),
)
def test_an_invoice_that_stands_in_two_complaints_is_counted_once(make_complaint, make_authority, told, said):
    with undone():
        camden, ealing = make_authority("A Council"), make_authority("B Council")
        whose = [make_complaint(authority=one) for one in (camden, camden, ealing)]
        Complaint.objects.update(filed_at=FILED)
        day = date(2026, 1, 1)
        invoices = [
            whose[which].invoices.create(number=number, amount=Decimal(amount), due_on=day)
            for number, amount, which in told
        ]
        for which, paid in said:
            at = FILED + timedelta(days=60)
            told_now = paid and Paid(Decimal(paid[0]), FILED.date() + timedelta(days=paid[1]))
            paying.say(invoices[which], told_now, at=at)
            assert released() == recount()


@pytest.mark.django_db(transaction=True)
def test_two_providers_who_say_it_at_once_are_counted_once(make_complaint, make_authority, at_once):
    authority = make_authority("A Council")
    both = [with_invoices(make_complaint(authority=authority), [Decimal(100)])[0] for _ in range(2)]
    Invoice.objects.update(number=Invoice(number="INV-1").number)
    at_once(*[lambda one=one: say(one, 100, date(2026, 4, 6)) for one in both])
    assert released() == {2026: (10000, 1)}


# Asking


@pytest.fixture
def asked(complaint):
    """When we ask: mails that were owed so far are away; then the days that go by, and what has been owed since."""
    with_invoices(complaint)
    complaint.notifications.all().delete()

    def after(days, *, at=FILED):
        for row in Asking.objects.filter(due_at__lte=at + timedelta(days=days), done_at=None):
            asking.send(row)
        return list(complaint.notifications.order_by("pk").values_list("kind", flat=True))

    return after


def test_closed_with_an_invoice_unpaid_they_are_asked_and_reminded_once(complaint, asked):
    asking.plan(complaint, closed_at=FILED)
    assert asked(0) == ["question"]
    assert asking.is_payment_asked(complaint, now=FILED)
    assert asked(13) == ["question"]
    assert asked(20) == ["question", "question"]
    assert asked(27).count("question") == 2


@pytest.mark.parametrize("paid", [None, Paid(Decimal(5), date(2026, 3, 2))])
def test_who_has_said_whether_it_was_paid_is_not_reminded(complaint, asked, paid):
    asking.plan(complaint, closed_at=FILED)
    asked(0)
    paying.say(complaint.invoices.first(), paid, at=FILED + timedelta(days=2))
    assert asked(20) == ["question"]
    assert not asking.is_payment_asked(complaint, now=FILED + timedelta(days=20))


def test_without_an_unpaid_invoice_nobody_is_asked(complaint, asked):
    complaint.invoices.all().delete()
    asking.plan(complaint, closed_at=FILED)
    asking.ask_about_payment(complaint, at=FILED)
    assert not complaint.askings.filter(kind__in=Asking.PAYMENT).exists()


def test_when_the_authority_says_that_it_is_done_they_are_asked_anew(complaint, asked):
    asking.plan(complaint, closed_at=FILED)
    paying.say(complaint.invoices.first(), None, at=FILED)
    assert asked(20) == []
    for _ in range(2):
        asking.ask_about_payment(complaint, at=FILED + timedelta(days=20))
    assert asked(20) == ["question"]
    assert asked(34).count("question") == 2


# The pages


@pytest.fixture
def page(complaint, follow, browser):
    with_invoices(complaint)
    follow()
    return lambda: unescape(browser.get("/follow/complaint/").content.decode())


def typed(answer, **more):
    today = timezone.localdate()
    day = {"paid_on-day": today.day, "paid_on-month": today.month, "paid_on-year": today.year}
    return {"invoice": "1", "answer": answer, **(day if answer != "no" else {}), **more}


def test_all_of_it_part_of_it_and_none_of_it(page, browser, complaint):
    assert "Not paid yet" in page()
    assert "Has this invoice been paid?" in unescape(browser.get("/follow/paid/?invoice=1").content.decode())
    for answer, pence, words in (
        (typed("all"), 120050, "Paid on"), (typed("part", amount="£1,000.50"), 100050, "£1,000.50 was paid on"),
    ):  # fmt: skip
        assert browser.post("/follow/paid/", answer).url == "/follow/complaint/#invoices"
        assert (words in page(), [pence for pence, _ in released().values()]) == (True, [pence])
    assert 'value="1000.50"' in browser.get("/follow/paid/?invoice=1").content.decode()
    browser.post("/follow/paid/", typed("no"))
    assert released() == {}


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ({"invoice": "1"}, "Choose an answer"),
        (typed("part"), "Enter an amount that is more than 0 and less than the invoice"),
        (typed("part", amount="1200.50"), "Enter an amount that is more than 0 and less than the invoice"),
        (typed("part", amount="-3"), "Enter an amount that is more than 0 and less than the invoice"),
        (typed("part", amount="1,2"), "Enter the amount in pounds"),
        (typed("part", amount="9" * 5000), "Enter the amount in pounds"),
        ({"invoice": "1", "answer": "all"}, "Enter the day it was paid"),
        (typed("all", **{"paid_on-year": "2025"}), "The day it was paid must be"),
        (typed("all", **{"paid_on-year": "2999"}), "The day it was paid must be"),
    ],
)
def test_what_does_not_fit_says_what_to_enter(page, browser, answer, says):
    refused = browser.post("/follow/paid/", answer)
    assert (refused.status_code, says in unescape(refused.content.decode()), released()) == (422, True, {})


@pytest.mark.parametrize("number", ["", "0", "9", "x\x00", "٣", "9" * 99])
def test_an_invoice_that_is_not_theirs_is_none(page, browser, number):
    assert browser.get("/follow/paid/", {"invoice": number}).status_code == 400
    assert browser.post("/follow/paid/", typed("all") | {"invoice": number}).status_code == 400
