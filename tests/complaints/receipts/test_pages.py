"""The receipt says nothing of who or what; its check says only whether it is true."""

import re

import pytest
from django.test import Client

from complaints.filing.submitting import submit
from complaints.models import Complaint
from complaints.receipts.digesting import digest
from complaints.tokens import new_filing_token, tracking_secret
from tests.conftest import NOON


@pytest.fixture
def filed(filing):
    browser, token = Client(), new_filing_token()
    browser.post("/complain/organisation/", {"provider_kind": "charity", "provider_size": "micro"})
    token = browser.cookies["filing"].value.split(":")[0]
    return browser, token, submit(token, filing, now=NOON)


def test_the_receipt_is_true_and_names_nobody(filed, filing):
    browser, token, complaint = filed
    assert "/complain/receipt/" in browser.get("/complain/sent/").content.decode()
    answer = browser.get("/complain/receipt/")
    text = answer.content.decode()
    assert answer["Content-Disposition"] == f'attachment; filename="receipt-{complaint.reference}.txt"'
    assert (answer["Content-Type"], "no-store" in answer["Cache-Control"]) == ("text/plain; charset=utf-8", True)
    code = re.search("Check code: (.*)", text)[1]
    page = Client().post("/receipt/", {"reference": complaint.reference, "digest": code})
    assert "filed on 1 June 2026, exactly as it was sent" in page.content.decode()
    hidden = [token, tracking_secret(token), filing.name, filing.organisation, filing.authority.name, filing.email]
    assert [words for words in [*hidden, filing.procurement_title] if words in text + page.content.decode()] == []


@pytest.fixture
def followed(filed):
    """Another browser, which follows the complaint."""
    _, token, complaint = filed
    browser = Client()
    browser.post("/follow/", {"reference": complaint.reference, "secret": tracking_secret(token)})
    return browser


def test_who_follows_downloads_the_same_receipt_again(filed, followed):
    first, again = filed[0].get("/complain/receipt/"), followed.get("/follow/receipt/")
    assert (again.status_code, again.content) == (200, first.content)
    assert [again[name] == first[name] for name in ("Content-Type", "Content-Disposition", "Cache-Control")] == [
        True
    ] * 3
    assert 'href="/follow/receipt/"' in followed.get("/follow/complaint/").content.decode()


def test_the_receipt_is_for_those_who_were_let_in(filed):
    assert Client().get("/follow/receipt/").url == "/follow/"


def test_once_who_complained_is_erased_the_pages_say_why_there_is_no_receipt(filed, followed):
    browser, _, complaint = filed
    told = digest(complaint)
    complaint.identity.delete()
    for gone in (browser.get("/complain/receipt/"), followed.get("/follow/receipt/")):
        assert (gone.status_code, "We have erased who you are." in gone.content.decode()) == (410, True)
    check = Client().post("/receipt/", {"reference": complaint.reference, "digest": told})
    assert (check.status_code, "a receipt can’t be checked any more." in check.content.decode()) == (422, True)


def test_a_wrong_code_looks_like_an_unknown_reference(filed):
    complaint = filed[2]
    Complaint.objects.filter(pk=complaint.pk).update(stage="contract")
    changed = Client().post("/receipt/", {"reference": complaint.reference, "digest": digest(complaint)})
    unknown = Client().post("/receipt/", {"reference": "MS-0000-0000-0", "digest": digest(complaint)})
    assert changed.status_code == unknown.status_code == 422
    for answer in (changed, unknown):
        page = answer.content.decode()
        assert ("do not match" in page, "a receipt can’t be checked any more." in page) == (True, True)
    empty = Client().post("/receipt/", {"reference": "", "digest": "x"})
    assert (empty.status_code, "From then on" in empty.content.decode()) == (422, False)
