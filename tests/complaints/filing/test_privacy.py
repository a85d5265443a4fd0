"""What a page gives away besides what stands on it: cookies, caches, addresses, log."""

import logging
import re

import pytest

from complaints.models import Complaint
from complaints.tokens import tracking_secret

IN_SCOPE = {"body": "wider", "about": "one", "when": "recent", "court": "no"}
PAGES = ["", "authority/", "procurement/", "what-happened/", "organisation/", "contact/", "check/", "sent/"]


def test_the_start_page_sets_no_cookie(client, db):
    response = client.get("/")
    assert (response.status_code, dict(response.cookies)) == (200, {})


@pytest.mark.parametrize("page", PAGES)
def test_no_cache_keeps_a_page_of_answers(fill, page):
    for response in (fill().get(f"/complain/{page}"), fill().post(f"/complain/{page}")):
        assert {"no-store", "private"} <= set(response["Cache-Control"].replace(" ", "").split(","))


def test_no_cache_keeps_the_confirmation(filed):
    assert "no-store" in filed.get("/complain/sent/")["Cache-Control"]


def test_the_cookie_is_for_these_pages_and_this_visit_only(browser):
    cookie = browser.post("/complain/", IN_SCOPE).cookies["filing"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/complain/", True, "Lax")
    assert (cookie["max-age"], cookie["expires"]) == ("", "")


def test_the_cookie_travels_encrypted_where_the_site_does(browser, settings):
    settings.SESSION_COOKIE_SECURE = True
    assert browser.post("/complain/", IN_SCOPE).cookies["filing"]["secure"] is True


def test_neither_addresses_nor_the_log_name_anybody(fill, answers, caplog):
    """The whole way, once well and once with everything wrong."""
    caplog.set_level(logging.DEBUG)
    browser = fill()
    for page, given in answers.items():
        browser.post(f"/complain/{page}/", {name: value + "\x00" for name, value in given.items()})
    seen = "".join(browser.get(f"/complain/{page}").content.decode() for page in PAGES[:-1])
    answered = browser.post("/complain/check/")
    confirmation = browser.get("/complain/sent/").content.decode()
    token = browser.cookies["filing"].value.split(":")[0]
    addresses = re.findall(r'(?:href|action|src)="([^"]*)"', seen + confirmation)
    told = "".join([*addresses, str(answered.headers), caplog.text, *(str(vars(record)) for record in caplog.records)])
    private = [token, tracking_secret(token), Complaint.objects.get().reference, "Grounds maintenance", "why we lost"]
    assert [text for text in [*private, *answers["contact"].values()] if text in told] == []


def test_a_refused_submit_names_nobody_in_the_log(fill, caplog):
    caplog.set_level(logging.DEBUG)
    browser = fill("procurement")
    browser.post("/complain/check/")
    assert "Ada" not in caplog.text
