"""The world changes between typing and sending; cookies are changed on purpose."""

import pytest
from django.http import HttpResponse

from complaints.models import Authority, Complaint, Draft

BAD_COOKIES = [
    "",
    "x",
    ":",
    "a:b:c",
    "\x00",
    "é\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "x" * 8000,
    "=",
    "ä:1:ö",
]


def test_an_authority_that_is_gone_is_asked_for_again(fill, errors):
    browser = fill()
    Authority.objects.all().delete()
    assert "Still to answer" in browser.get("/complain/check/").content.decode()
    assert (browser.post("/complain/check/").status_code, Complaint.objects.count()) == (422, 0)
    page = browser.get("/complain/authority/")
    words = "The authority you chose is no longer in the list. Search for it again"
    assert (page.status_code, errors(page)) == (200, ([words], [words]))


def test_an_authority_that_goes_while_one_chooses_is_refused(browser, answers, make_authority, errors):
    chosen = make_authority(name="Camden Housing")
    chosen.names.create(name=chosen.name, compared="camden housing", is_official=True)
    assert f'value="{chosen.pk}"' in browser.get("/complain/authority/?q=camden").content.decode()
    pk = chosen.pk
    chosen.delete()
    response = browser.post("/complain/authority/?q=camden", {"authority": pk})
    assert response.status_code == 422
    assert errors(response)[1] == ["The authority you chose is no longer in the list. Search for it again"]


def test_a_date_that_drifts_out_of_the_two_years_is_asked_for_again(fill, answers, time_machine):
    time_machine.move_to("2026-06-01T12:00Z")
    answers["procurement"] |= {"happened_on-day": "1", "happened_on-month": "6", "happened_on-year": "2024"}
    browser = fill()
    time_machine.move_to("2026-06-02T12:00Z")
    assert (browser.post("/complain/check/").status_code, Complaint.objects.count()) == (422, 0)
    page = browser.get("/complain/procurement/").content.decode()
    assert page.count("The date it happened must be in the last 2 years.") == 2
    assert 'value="2024"' in page


@pytest.mark.parametrize("cookie", BAD_COOKIES)
def test_a_changed_cookie_is_as_none(fill, cookie):
    browser = fill()
    browser.cookies.clear()
    header = {"cookie": f"filing={cookie}"}
    assert browser.get("/complain/check/", headers=header).url == "/complain/"
    assert browser.get("/complain/sent/", headers=header).url == "/complain/"
    assert "Grounds" not in browser.get("/complain/procurement/", headers=header).content.decode()
    assert browser.post("/complain/", headers=header).url == "/complain/organisation/"
    assert Draft.objects.count() == 1


def test_a_token_signed_for_another_cookie_is_as_none(filed):
    response = HttpResponse()
    response.set_signed_cookie("following", filed.cookies["filing"].value.split(":")[0])
    filed.cookies["filing"] = response.cookies["following"].value
    assert filed.get("/complain/sent/").url == "/complain/"


def test_the_token_itself_is_no_cookie(filed):
    filed.cookies["filing"] = filed.cookies["filing"].value.split(":")[0]
    assert filed.get("/complain/sent/").url == "/complain/"


def test_the_cookie_of_an_erased_draft_begins_anew(fill, answers):
    browser = fill()
    Draft.objects.all().delete()
    assert browser.get("/complain/check/").url == "/complain/"
    assert browser.post("/complain/check/").url == "/complain/"
    assert browser.post("/complain/organisation/", answers["organisation"]).url == "/complain/notice/"
    assert Draft.objects.get().answers == {"organisation": answers["organisation"]}


def test_starting_again_in_one_tab_and_going_on_in_another_files_nothing_twice(fill, same_browser, answers):
    browser = fill()
    tab = same_browser(browser)
    browser.post("/complain/erase/")
    browser.post("/complain/")
    assert tab.post("/complain/check/").url == "/complain/"
    assert tab.post("/complain/contact/", answers["contact"]).url == "/complain/check/"
    assert Complaint.objects.count() == 0
