"""What is sent is what was checked; what is not sent can be erased."""

import re

from complaints.authorities.names import compared
from complaints.models import Complaint, Draft, Ground


def seen_on(page):
    return re.search(r'name="seen" value="([0-9a-f]{64})"', page.content.decode())[1]


def test_answers_changed_in_another_tab_are_shown_before_they_are_sent(fill, answers):
    browser = fill()
    seen = seen_on(browser.get("/complain/check/"))
    browser.post("/complain/what-happened/", answers["what-happened"] | {"own_words": "changed elsewhere"})
    page = browser.post("/complain/check/", {"seen": seen})
    assert (page.status_code, Complaint.objects.count()) == (409, 0)
    assert "Your answers have changed since you opened this page." in page.content.decode()
    assert browser.post("/complain/check/", {"seen": seen_on(page)}).status_code == 302
    assert Ground.objects.get().own_words == "changed elsewhere"


def test_answers_can_be_erased_from_every_page(fill):
    browser = fill("contact")
    for page in ("authority", "contact", "check"):
        assert 'href="/complain/erase/"' in browser.get(f"/complain/{page}/").content.decode()
    assert "Erase everything?" in browser.get("/complain/erase/").content.decode()
    assert Draft.objects.exists()
    page = browser.post("/complain/erase/", follow=True)
    assert "Your answers are erased. Nothing was sent." in page.content.decode()
    assert (Draft.objects.count(), browser.cookies["filing"].value) == (0, "")


def test_taking_the_code_off_the_computer_is_confirmed(fill):
    browser = fill()
    browser.post("/complain/check/")
    page = browser.post("/complain/leave/", follow=True)
    assert "The reference and the secret code are off this browser." in page.content.decode()
    assert browser.get("/complain/sent/").status_code == 302


def test_no_cookie_outlives_the_browser(fill):
    browser = fill()
    browser.get("/complain/check/")
    assert {name: cookie["max-age"] for name, cookie in browser.cookies.items()} == {"filing": "", "csrftoken": ""}


def test_pages_are_numbered(browser):
    assert "Page 5 of 8" in browser.get("/complain/procurement/").content.decode()


def test_a_long_list_says_that_there_is_more(browser, make_authority):
    for number in range(21):
        authority = make_authority(f"Camden Trust {number}")
        authority.names.create(name=authority.name, compared=compared(authority.name), is_official=True)
    assert "These are the first 20." in browser.get("/complain/authority/?q=camden").content.decode()
    assert "These are the first 20." not in browser.get("/complain/authority/?q=xyzzy").content.decode()


def test_what_was_searched_is_offered_as_the_name_that_is_not_in_the_list(browser, db):
    page = browser.get("/complain/authority/?q=Parish+of+Xyzzy").content.decode()
    assert re.search(r'name="authority_given"[^>]*value="Parish of Xyzzy"', page)
