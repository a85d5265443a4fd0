"""What the provider allows, takes back, and allows again; who has read who they are; asking to withdraw."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from html import unescape

import pytest
from django.utils import timezone

from complaints.filing.submitting import InvoiceTold, submit
from complaints.models import Consent, IdentityReading
from complaints.tracking import telling
from mysteryshopper.staff.models import Role


@pytest.fixture
def page(browser, follow):
    def get():
        follow()
        return unescape(browser.get("/follow/complaint/").content.decode())

    return get


def test_consent_is_given_and_taken_back_and_stays_as_a_row(page, browser, complaint):
    page()
    for _ in range(2):
        assert browser.post("/follow/consents/give/", {"purpose": "name"}).url == "/follow/complaint/#consents"
    assert "Yes, since " in page()
    for _ in range(2):
        browser.post("/follow/consents/take-back/", {"purpose": "name"})
    assert "No. You took it back on " in page()
    browser.post("/follow/consents/give/", {"purpose": "name"})
    assert [row.taken_back_at is None for row in complaint.consents.all()] == [False, True]


def test_before_anything_is_allowed_the_provider_is_asked(page, browser, complaint):
    assert 'href="/follow/consents/give/?purpose=name"' in page()
    asked = unescape(browser.get("/follow/consents/give/?purpose=name").content.decode())
    for words in (complaint.reference, "Tell the authority who we are", "can’t be taken back", "No, go back"):
        assert words in asked, words
    assert not complaint.consents.exists()
    for odd in ("", "?purpose=invoices", "?purpose=x"):
        assert browser.get(f"/follow/consents/give/{odd}").status_code == 400


def test_invoices_are_offered_only_where_there_are_some(page, browser, complaint):
    label = str(Consent.Purpose.INVOICES.label)
    assert label not in page()
    assert browser.post("/follow/consents/give/", {"purpose": "invoices"}).status_code == 400
    complaint.invoices.create(amount=Decimal(10), due_on=date(2026, 1, 1))
    assert label in page()
    assert browser.post("/follow/consents/give/", {"purpose": "invoices"}).status_code == 302


def test_what_was_allowed_when_filing_is_shown(browser, token, secret, filing):
    allowed = replace(filing, invoices=[InvoiceTold(Decimal(10), date(2026, 1, 1))], consents=["invoices"])
    complaint = submit(token, allowed, now=datetime(2026, 6, 1, 11, tzinfo=UTC))
    browser.post("/follow/", {"reference": complaint.reference, "secret": secret})
    assert "Yes, since 1 June 2026" in browser.get("/follow/complaint/").content.decode()


def test_who_has_read_who_they_are_is_listed_by_role(page, complaint, make_user):
    assert "Nobody has opened it." in page()
    for role, reason in ((Role.INVESTIGATOR, "To phone you"), (Role.LEAD, "To check")):
        at = datetime(2026, 6, 1, 11, tzinfo=UTC)
        IdentityReading.objects.create(complaint=complaint, by=make_user(role, "Owen Owner"), reason=reason, at=at)
    shown = page()
    assert [words in shown for words in ("1 June 2026: An investigator.", "A lead investigator.", "To phone you")] == [
        True
    ] * 3
    assert ("Nobody has opened it." in shown, "Owen" in shown) == (False, False)


def test_withdrawing_is_asked_for_once(page, browser, complaint):
    assert 'href="/follow/withdraw/"' in page()
    assert "Withdraw my complaint" in browser.get("/follow/withdraw/").content.decode()
    for _ in range(2):
        assert browser.post("/follow/withdraw/").url == "/follow/complaint/"
    assert [message.text for message in complaint.messages.all()] == ["The provider asks to withdraw this complaint."]
    assert list(complaint.progress.values_list("step", flat=True)) == ["received", "withdrawal_asked"]
    shown = page()
    assert ("You asked to withdraw your complaint</h1>" in shown, 'href="/follow/withdraw/"' in shown) == (True, False)
    assert browser.get("/follow/withdraw/").url == "/follow/complaint/"


def test_a_closed_complaint_is_not_withdrawn(page, browser, complaint):
    telling.tell(complaint, "closed_paid", at=timezone.now())
    assert 'href="/follow/withdraw/"' not in page()
    browser.post("/follow/withdraw/")
    assert not complaint.messages.exists()


def test_staying_begins_the_half_hour_again(browser, follow, time_machine):
    time_machine.move_to("2100-06-01T12:00Z", tick=False)
    follow()
    time_machine.shift(29 * 60)
    assert browser.post("/follow/stay/").status_code == 204
    time_machine.shift(29 * 60)
    assert browser.get("/follow/complaint/").status_code == 200
    time_machine.shift(31 * 60)
    assert browser.post("/follow/stay/").url == "/follow/"


def test_only_pages_of_following_warn_before_the_end(page, browser):
    assert 'data-seconds="1800" data-warning="300"' in page()
    assert "static/timeout" in page()
    assert "static/timeout" not in browser.get("/").content.decode()
