"""The directory of contacts: rows end, another begins; an address that may not be the authority's is doubted."""

import pytest
from django.db import InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from complaints.models import AuthorityName
from investigations.contacts import keeping
from investigations.contacts.doubting import doubts
from investigations.lifecycle import Conflict
from investigations.models import Contact
from mysteryshopper.staff.models import Role


@pytest.fixture
def owner(make_user):
    return make_user(name="Owen Owner")


@pytest.fixture
def authority(make_case):
    return make_case().authority


@pytest.fixture
def add(authority, owner):
    def make(email="buying@camden.gov.uk", name="Carla Contact"):
        return keeping.add(authority, name=name, job="", email=email, is_senior=False, by=owner)

    return make


def said(**how):
    return {"name": "Carla Contact", "job": "", "email": "buying@camden.gov.uk", "note": ""} | how


def test_a_change_ends_one_and_begins_another(add, owner, authority):
    old = add()
    new = keeping.change(old, name="Carla Contact", job="", email="new@camden.gov.uk", is_senior=True, by=owner)
    old.refresh_from_db()
    assert (old.ended_on is not None, old.email, new.email) == (True, "buying@camden.gov.uk", "new@camden.gov.uk")
    assert list(authority.contacts.current()) == [new]
    with pytest.raises(InternalError), transaction.atomic():
        Contact.objects.filter(pk=new.pk).update(email="x@example.com")
    with pytest.raises(Conflict, match="any more"):
        keeping.change(old, name="x", job="", email="x@camden.gov.uk", is_senior=False, by=owner)


def test_the_page_adds_ends_and_shows_who_was_there_before(signed_in, owner, authority):
    browser, page = signed_in(owner), reverse("contacts:of_authority", args=[authority.pk])
    assert browser.post(page, said()).status_code == 302
    again = browser.post(page, said(email="BUYING@camden.gov.uk"))
    assert (again.status_code, "in the directory already" in again.content.decode()) == (422, True)
    contact = Contact.objects.get()
    assert browser.post(reverse("contacts:end", args=[contact.pk]), {"note": "Has left"}).status_code == 302
    shown = browser.get(page).content.decode()
    assert "Has left" in shown and reverse("contacts:letters", args=[contact.pk]) in shown
    assert "Nothing has been sent" in browser.get(reverse("contacts:letters", args=[contact.pk])).content.decode()


@pytest.mark.parametrize(
    "email", ["x", "a@b\r\nBcc: c@d.example", "é@camden.gov.uk", "a@exämple.gov.uk", "x" * 300 + "@a.uk"]
)
def test_no_mail_can_go_to_it(signed_in, owner, authority, email):
    answer = signed_in(owner).post(reverse("contacts:of_authority", args=[authority.pk]), said(email=email))
    assert answer.status_code == 422 and not Contact.objects.exists()


@pytest.mark.parametrize(
    ("email", "doubted"),
    [
        ("buying@camden.gov.uk", []),
        ("buying@gmail.com", ["Anybody"]),
        ("buying@camden.example", ["not a name that only public bodies get"]),
        ("buying@notgov.uk", ["not a name that only public bodies get"]),
    ],
)
def test_what_speaks_against_an_address(add, email, doubted):
    said = doubts(add(email=email))
    assert "Nothing has been sent to this address before." in said
    assert len(said) == len(doubted) + 1 and all(words in said[0] for words in doubted)


def test_another_domain_than_the_others_is_doubted(add):
    add()
    assert "not at camden-council.uk" in doubts(add(email="buying@camden-council.uk", name="Other"))[0]


def test_an_address_that_anybody_gets_says_nothing_of_the_others(add):
    add(email="buying@gmail.com")
    assert doubts(add(name="Other")) == ["Nothing has been sent to this address before."]


def test_authorities_with_contacts_are_listed_and_any_is_found_by_name(add, authority, signed_in, make_authority):
    other = make_authority("Leeds City Council", code="l")
    AuthorityName.objects.create(authority=other, name=other.name, compared=other.name.lower(), is_official=True)
    browser, where = signed_in(Role.INVESTIGATOR), reverse("contacts:authorities")
    assert "No contact is known yet" in browser.get(where).content.decode()
    add()
    page = browser.get(where).content.decode()
    assert (authority.name in page, other.name in page) == (True, False)
    page = browser.get(where, {"authority": "leeds"}).content.decode()
    assert reverse("contacts:of_authority", args=[other.pk]) in page
    assert (
        "No authority in our list goes by a name like that" in browser.get(where, {"authority": "qqq"}).content.decode()
    )
    assert browser.get(where, {"authority": "x" * 201}).status_code == 400


def test_the_list_asks_as_much_however_many_there_are(add, signed_in, make_authority, owner):
    browser, where, asked = signed_in(Role.INVESTIGATOR), reverse("contacts:authorities"), []
    for several in (1, 3):
        for number in range(several):
            other = make_authority(f"Council {several}{number}", code=f"{several}{number}")
            keeping.add(other, name="C", job="", email=f"c{several}{number}@x.gov.uk", is_senior=False, by=owner)
        with CaptureQueriesContext(connection) as queries:
            browser.get(where)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_who_has_left_says_nothing_of_the_others(add, owner):
    wrong = add(email="me@provider.example")
    right = add(name="Other")
    assert "not at camden.gov.uk" in doubts(right)[0]
    keeping.end(wrong, note="It was the provider’s own", by=owner)
    assert doubts(right) == ["Nothing has been sent to this address before."]


def test_a_doubted_address_is_no_success_and_stays_marked(signed_in, owner, authority, add):
    browser, page = signed_in(owner), reverse("contacts:of_authority", args=[authority.pk])
    added = browser.post(page, said(email="me@provider.example"), follow=True).content.decode()
    banner = added.split("Success")[1].split('govuk-notification-banner"')[0]
    assert "Is this address right?" not in banner
    again = browser.get(page).content.decode()
    assert "Is this address right?" in again and "provider.example is not a name" in again


def test_there_is_a_way_back_to_the_letters_of_the_case(signed_in, owner, make_case):
    case = make_case()
    browser, page = signed_in(owner), reverse("contacts:of_authority", args=[case.authority_id])
    back = reverse("letters:letters", args=[case.reference])
    assert back in browser.get(page, {"case": case.reference}).content.decode()
    added = browser.post(f"{page}?case={case.reference}", said())
    assert added.url == f"{page}?case={case.reference}"
    shown = browser.get(added.url).content.decode()
    assert back in shown and reverse("letters:begin", args=[case.reference]) in shown
    for junk in ("", "x\x00", "MS-0000-0000-0"):
        assert back not in browser.get(page, {"case": junk}).content.decode()
