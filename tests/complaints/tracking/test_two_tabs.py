"""Two tabs of one browser, each with the page of another complaint: what is sent from one never reaches the other."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from complaints.filing.submitting import submit
from complaints.models import Consent, Evidence, Message, Progress
from complaints.tokens import new_filing_token, tracking_secret
from complaints.tracking import asking, consenting

ACTS = {
    "message": {"text": "About the first."},
    "answer": {"kind": "satisfied", "satisfied-answer": "no", "satisfied-words": "About the first."},
    "consents/give": {"purpose": "name"},
    "consents/take-back": {"purpose": "evidence"},
    "paid": {"invoice": "1", "answer": "no"},
    "withdraw": {},
    "files": {},
    "stay": {},
}


@pytest.fixture
def second(filing, browser, follow):
    """The complaint that this browser signed in to after the first."""
    follow()
    token = new_filing_token()
    complaint = submit(token, filing, now=timezone.now())
    asking.plan(complaint, closed_at=timezone.now())
    consenting.give(complaint, Consent.Purpose.EVIDENCE, at=timezone.now())
    browser.post("/follow/", {"reference": complaint.reference, "secret": tracking_secret(token)})
    return complaint


def everything():
    kept = (Message, Evidence, Progress, Consent)
    return [list(model.objects.order_by("pk").values()) for model in kept]


@pytest.mark.parametrize("act", ACTS)
def test_what_one_tab_sends_does_nothing_to_the_complaint_of_the_other(
    browser, complaint, second, act, tmp_path, settings
):
    settings.EVIDENCE_ROOT = tmp_path
    before = everything()
    files = {"evidence": [SimpleUploadedFile("a.txt", b"About the first.")]} if act == "files" else {}
    answer = browser.post(f"/follow/{act}/", ACTS[act] | files)
    page = unescape(answer.content.decode())
    assert (answer.status_code, everything() == before) == (409, True)
    assert second.askings.filter(answered_at=None).count() == second.askings.count()
    for words in (f"about complaint {complaint.reference}", f"Go to complaint {second.reference}"):
        assert words in page
    assert f'value="{complaint.reference}"' in page
    assert ("choose your files again" in page) is (act == "files")
    if "About the first." in str(ACTS[act]):
        assert re.search(r'name="text" value="About the first."', page)
        assert ">About the first.</p>" in page


def test_signing_in_again_brings_the_words_to_the_right_complaint(browser, complaint, second, secret):
    browser.post("/follow/message/", ACTS["message"])
    answers = {"reference": complaint.reference, "secret": secret, "text": "About the first."}
    page = browser.post("/follow/", answers).content.decode()
    assert complaint.reference in page
    assert "About the first.</textarea>" in page
    browser.post("/follow/message/", ACTS["message"])
    assert complaint.messages.get().text == "About the first."
    assert not second.messages.exists()


def test_what_does_not_say_what_it_was_shown_for_does_nothing(browser, complaint, follow):
    follow()
    browser.shown_for = ""
    assert browser.post("/follow/message/", {"text": "Whose?"}).status_code == 409
    assert not Message.objects.exists()


def test_every_form_says_which_complaint_it_was_shown_for(browser, complaint, follow):
    follow()
    asking.plan(complaint, closed_at=timezone.now())
    consenting.give(complaint, Consent.Purpose.NAME, at=timezone.now())
    carried = f'name="shown_for" value="{complaint.reference}"'
    for address in ("complaint/", "withdraw/", "files/", "consents/give/?purpose=evidence"):
        page = browser.get(f"/follow/{address}").content.decode()
        forms = [form for form in re.findall(r"<form.*?</form>", page, re.S) if 'method="post"' in form]
        assert len(forms) > 1
        assert [form for form in forms if carried not in form] == []


def test_the_page_before_withdrawing_names_the_complaint(browser, complaint, follow):
    follow()
    assert complaint.reference in browser.get("/follow/withdraw/").content.decode()


@pytest.mark.parametrize(
    ("act", "place", "words"),
    [
        ("message", "messages", "Your message is sent."),
        ("answer", "questions", "Your answer is sent."),
        ("consents/give", "consents", "You allowed this: “Tell the authority who we are”."),
        ("consents/take-back", "consents", "You took this back: “Show the authority copies of our files”."),
    ],
)
def test_each_act_ends_where_it_shows_and_says_that_it_is_done(browser, complaint, follow, act, place, words):
    asking.plan(complaint, closed_at=timezone.now())
    follow()
    assert browser.post(f"/follow/{act}/", ACTS[act]).url == f"/follow/complaint/#{place}"
    page = unescape(browser.get("/follow/complaint/").content.decode())
    after = page[page.index(f'id="{place}"') :]
    assert page.count(words) == 1
    assert 0 < after.index(words) < after.index("<form")
    assert words not in browser.get("/follow/complaint/").content.decode()


def test_a_stranger_is_asked_to_sign_in(db):
    assert Client().get("/follow/consents/give/").url == "/follow/"
