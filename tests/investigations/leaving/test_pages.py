"""The pages on which a text is checked, and let out by two people."""

import re
from html import unescape

import pytest

from complaints.models import IdentityReading
from investigations.casework import casework
from investigations.models import HeldText, Override
from mysteryshopper.staff.models import Role


@pytest.fixture
def case(make_case, make_user):
    return casework.claim(make_case(organisation="Provider Works"), by=make_user(name="Owen Owner"))


@pytest.fixture
def browser(signed_in, case):
    return signed_in(case.owner)


@pytest.fixture
def address(case):
    return f"/staff/cases/{case.reference}/leaving/"


@pytest.fixture
def held(browser, address):
    """The address of a text that is held."""
    return browser.post(address, {"audience": "authority", "text": "<b>Provider\r\nWorks</b> asked."}).url


def page(answer):
    return unescape(answer.content.decode())


def test_a_text_that_names_nobody_may_leave(browser, address):
    answer = browser.post(address, {"audience": "public", "text": "A supplier told us."})
    assert (answer.status_code, "Nothing was found" in page(answer)) == (200, True)
    assert not HeldText.objects.exists()


def test_what_is_found_is_marked_in_the_text_with_its_reason(browser, held):
    shown = browser.get(held).content.decode()
    assert "This text is held" in shown
    assert "&lt;b&gt;<mark>Provider\nWorks</mark> <strong>[1]</strong>&lt;/b&gt; asked." in shown
    assert "This may be the provider’s name." in shown


def test_one_asks_and_another_lets_it_out(browser, held, signed_in, address):
    assert browser.post(held, {"reason": "They mean works in general."}).url == held
    assert "waits for a second person" in page(browser.get(address))
    assert "May this text leave as it is?" not in page(browser.get(held))
    lead = signed_in(Role.LEAD)
    assert f'href="{held}"' in page(lead.get("/staff/second-person/"))
    closed = page(lead.get(held))
    assert [words in closed for words in ("it is recorded", "They mean works", "<mark>", "Provider")] == [True] + [
        False
    ] * 3
    assert lead.post(f"{held}open/", {"reason": " "}).status_code == 422
    assert not IdentityReading.objects.exists()
    asked = page(lead.post(f"{held}open/", {"reason": "To decide"}))
    assert "They mean works in general." in asked and "May this text leave as it is?" in asked
    assert IdentityReading.objects.get().reason == "To decide"
    assert lead.post(f"{held}decide/", {"is_approved": "yes"}).url == held
    assert "Nothing waits for you." in page(lead.get("/staff/second-person/"))
    assert "This text may leave" in page(browser.get(held))
    assert "May this text leave as it is?" not in page(lead.post(f"{held}open/", {"reason": "To look again"}))


def test_a_lead_who_has_a_text_checked_and_finds_something_leaves_a_reading(case, signed_in, address):
    lead = signed_in(Role.LEAD)
    lead.post(address, {"audience": "authority", "text": "Nothing of theirs."})
    assert not IdentityReading.objects.exists()
    lead.post(address, {"audience": "authority", "text": "Is it Provider Works?"})
    assert IdentityReading.objects.get().complaint == case.complaint


def test_nobody_decides_on_what_they_asked_for(browser, held):
    browser.post(held, {"reason": "Because."})
    assert browser.post(f"{held}decide/", {"is_approved": "yes"}).status_code == 403
    assert Override.objects.get().is_approved is None


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({}, ["Select who will read it", "Enter the text"]),
        ({"audience": "authority", "text": " \n "}, ["Enter the text"]),
        ({"audience": "moon", "text": "x"}, ["Select one of the answers on this page"]),
        ({"audience": "authority", "text": "x" * 100_001}, ["Text must be 100,000 characters or fewer"]),
    ],
)
def test_a_mistake_is_said_and_nothing_is_lost(browser, address, data, says):
    answer = browser.post(address, data)
    summary = re.findall(r'<a href="#[^"]*">(.*?)</a>', page(answer))
    assert (answer.status_code, summary) == (422, says)
    assert data.get("text", "").strip()[:50] in page(answer)


def test_a_reason_and_a_decision_are_needed(browser, held, signed_in):
    assert "Enter why this text gives nobody away" in page(browser.post(held, {}))
    browser.post(held, {"reason": "Because."})
    lead = signed_in(Role.LEAD)
    unseen = lead.post(f"{held}decide/", {"is_approved": "yes"})
    assert (unseen.status_code, "Open the text before you decide" in page(unseen)) == (409, True)
    answer = lead.post(f"{held}decide/", {})
    assert (answer.status_code, "Select yes or no" in page(answer)) == (422, True)


def test_what_was_refused_can_be_asked_again_on_its_page(browser, held, signed_in):
    lead = signed_in(Role.LEAD)
    for reason, answer in (("Because.", "no"), ("It is a street.", "yes")):
        assert browser.post(held, {"reason": reason}).status_code == 302
        lead.post(f"{held}open/", {"reason": "To decide"})
        assert lead.post(f"{held}decide/", {"is_approved": answer}).url == held
    shown = page(browser.get(held))
    assert ("Because." in shown, "It is a street." in shown, "This text may leave" in shown) == (True, True, True)


def test_a_colleague_sees_no_held_text(held, signed_in):
    assert signed_in().get(held).status_code == 403


def test_a_held_text_of_another_case_is_not_there(browser, held, make_case, signed_in):
    other = make_case(email="b@provider.example")
    assert signed_in(Role.LEAD).get(held).status_code == 200
    answer = signed_in(Role.LEAD).get(f"/staff/cases/{other.reference}/leaving/{HeldText.objects.get().pk}/")
    assert answer.status_code in {403, 404}


@pytest.mark.parametrize(
    "text", ["\u202e\u200b" * 500, "\ud83d\ude00", "a\x00b", "&#x110000;" * 50, "%ff=FF" * 99, "<" * 999]
)
def test_any_text_has_an_answer(browser, address, text):
    answer = browser.post(
        address, {"audience": "authority", "text": text.encode("utf-16", "surrogatepass").decode("utf-16")}
    )
    assert answer.status_code < 500


def test_any_number_of_held_texts_costs_the_same(browser, address, django_assert_num_queries, case):
    def hold(number):
        browser.post(address, {"audience": "authority", "text": f"Provider Works, {number} times"})

    hold(1)
    with django_assert_num_queries(6):
        browser.get(address)
    for number in range(2, 6):
        hold(number)
    with django_assert_num_queries(6):
        browser.get(address)


def test_what_a_lead_asks_from_the_page_they_opened_is_asked(held, signed_in):
    lead = signed_in(Role.LEAD)
    opened = page(lead.post(f"{held}open/", {"reason": "To see why it is held"}))
    form = re.search(
        r'<form method="post" action="([^"]*)"[^>]*>(?:(?!</form>).)*Ask a second person', opened, re.DOTALL
    )
    assert lead.post(form[1], {"reason": "Works are meant."}).status_code == 302
    assert Override.objects.get().reason == "Works are meant."
