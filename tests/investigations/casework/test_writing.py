"""The thread with the provider on the page of a case, and writing to them."""

import pytest
from django.utils import timezone

from complaints.tracking import writing
from investigations.casework import casework
from investigations.models import Case


@pytest.fixture
def case(make_case, make_user):
    return casework.claim(make_case(), by=make_user(name="Owen Owner"))


def page(browser, case):
    return browser.get(f"/staff/cases/{case.reference}/").content.decode()


def test_the_owner_writes_to_the_provider_on_a_page_of_its_own(case, signed_in):
    browser, address = signed_in(case.owner), f"/staff/cases/{case.reference}/write/"
    assert "Only the provider sees this. It can’t be sent to the authority." in browser.get(address).content.decode()
    assert browser.post(address, {"text": "Send us the letter."}).url == f"/staff/cases/{case.reference}/"
    shown = page(browser, case)
    assert ("Send us the letter." in shown, "not seen yet" in shown) == (True, True)
    assert case.complaint.messages.get().by == case.owner


def test_a_published_case_has_no_provider_to_write_to(case, signed_in):
    Case.objects.filter(pk=case.pk).update(complaint=None)
    browser = signed_in(case.owner)
    answer = browser.post(f"/staff/cases/{case.reference}/write/", {"text": "Hello"})
    assert (answer.status_code, "There is no provider to write to." in answer.content.decode()) == (409, True)
    assert f'href="/staff/cases/{case.reference}/write/"' not in page(browser, case)


def test_opening_the_case_marks_what_the_provider_wrote_as_seen(case, signed_in):
    writing.write_to_us(case.complaint, "We found the letter.", at=timezone.now())
    assert "We found the letter." in page(signed_in(case.owner), case)
    assert case.complaint.messages.get().seen_at is not None


def test_whoever_only_looks_at_a_case_without_owner_has_not_seen_it_for_us(make_case, signed_in):
    case = make_case()
    writing.write_to_us(case.complaint, "We found the letter.", at=timezone.now())
    assert "We found the letter." in page(signed_in(), case)
    assert case.complaint.messages.get().seen_at is None


def test_a_colleague_reads_no_message(case, signed_in):
    writing.write_to_us(case.complaint, "canary", at=timezone.now())
    assert "canary" not in page(signed_in(), case)
    assert case.complaint.messages.get().seen_at is None
