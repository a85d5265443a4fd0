"""Reference and secret let in, for half an hour; anything else says one and the same sentence."""

import logging
from html import unescape

import pytest
from django.utils import timezone

from complaints.filing.submitting import submit
from complaints.tokens import hashed, new_filing_token, tracking_secret

SORRY = "We can’t find a complaint with this reference and secret code. Check both."
OTHER_SECRET = tracking_secret(new_filing_token())


def test_reference_and_secret_let_in(browser, follow, complaint):
    assert follow().url == "/follow/complaint/"
    page = browser.get("/follow/complaint/").content.decode()
    assert f"Complaint {complaint.reference}" in page
    assert "We have your complaint</h1>" in page


def test_however_they_are_typed(follow, complaint, secret):
    typed = complaint.reference.lower().replace("-", " ").replace("0", "o")
    assert follow(typed, f" {secret.lower().replace('-', ' ')} ").url == "/follow/complaint/"


def test_wrong_ones_say_one_sentence(follow, complaint, filing):
    """A wrong secret, an unknown reference, one that can't be, and somebody else's."""
    token = new_filing_token()
    other = submit(token, filing, now=timezone.now())
    tries = [
        (None, OTHER_SECRET),
        ("MS-0000-0000-0", None),
        ("x", None),
        (other.reference, None),
        (None, tracking_secret(token)),
    ]
    for response in [follow(*typed) for typed in tries]:
        assert (response.status_code, dict(response.cookies)["csrftoken"].key) == (422, "csrftoken")
        assert "following" not in response.cookies
        assert unescape(response.content.decode()).count(SORRY) == 2


@pytest.mark.parametrize("junk", ["\x00", "x" * 1_000_000, "\u202e", "é\x01", "%00", "🏛" * 20])
def test_junk_is_refused_and_kept_in_its_box(follow, junk):
    assert [follow(junk, None).status_code, follow(None, junk).status_code] == [422, 422]


def test_both_are_asked_for(browser):
    page = browser.post("/follow/").content.decode()
    for words in ("Enter the reference of your complaint", "Enter your secret code"):
        assert page.count(words) == 2


def test_after_half_an_hour_without_a_click_the_secret_is_asked_for_again(browser, follow, time_machine):
    time_machine.move_to("2026-06-01T12:00Z", tick=False)
    assert follow().cookies["following"]["max-age"] == 1800
    time_machine.shift(30 * 60 - 1)
    assert browser.get("/follow/complaint/").cookies["following"]["max-age"] == 1800
    time_machine.shift(30 * 60 - 1)
    assert browser.get("/follow/complaint/").status_code == 200
    time_machine.shift(30 * 60 + 1)
    assert browser.get("/follow/complaint/").url == "/follow/"


def test_a_secret_issued_anew_shuts_the_old_door(browser, follow, complaint):
    follow()
    complaint.secret_hash = hashed(OTHER_SECRET)
    complaint.save()
    assert browser.get("/follow/complaint/").url == "/follow/"
    assert follow().status_code == 422
    assert follow(typed=OTHER_SECRET).url == "/follow/complaint/"


def test_leaving_shuts_the_door(browser, follow):
    follow()
    assert browser.post("/follow/leave/").url == "/follow/"
    assert browser.get("/follow/complaint/").url == "/follow/"


@pytest.mark.parametrize("cookie", ["", "x", ":", "1:", ":1:2", "\x00", "x" * 8000, "é"])
def test_a_changed_cookie_is_as_none(browser, follow, cookie):
    follow()
    browser.cookies.clear()
    assert browser.get("/follow/complaint/", headers={"cookie": f"following={cookie}"}).url == "/follow/"


def test_the_cookie_is_changed_by_nobody(browser, follow):
    value = follow().cookies["following"].value
    browser.cookies["following"] = value.replace(":", "0:", 1)
    assert browser.get("/follow/complaint/").url == "/follow/"


def test_neither_addresses_nor_caches_nor_the_log_hold_the_secret(browser, follow, complaint, secret, caplog):
    caplog.set_level(logging.DEBUG)
    for response in (follow(typed=OTHER_SECRET), follow(), browser.get("/follow/complaint/")):
        assert "no-store" in response["Cache-Control"]
        assert complaint.reference not in response.get("Location", "")
    told = caplog.text + str([vars(record) for record in caplog.records])
    assert [text for text in (secret, OTHER_SECRET, complaint.secret_hash) if text in told] == []
