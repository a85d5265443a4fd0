"""Feeds are Atom, as RFC 4287 has it."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction
from lxml import etree

from complaints.reference import new_reference
from investigations.models import Case, RegisterEntry
from investigations.summaries.entering import enter_history

ATOM = "{http://www.w3.org/2005/Atom}"


def read(answer):
    assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (200, "application/atom+xml")
    return etree.fromstring(answer.content)


def text(element, name):
    return element.findtext(f"{ATOM}{name}")


@pytest.fixture
def entry(publish_entry):
    return publish_entry(case_issue="Odd \x0b <letters> & more")


@pytest.mark.parametrize("address", ["/register/feed/", "/register/feed/E-CMD/"])
def test_what_a_feed_must_have(entry, client, address, settings):
    feed = read(client.get(address))
    assert feed.tag == f"{ATOM}feed"
    assert text(feed, "id") == f"{settings.BASE_URL}{address}"
    assert text(feed, "title").startswith("Mystery Shopper: public register")
    assert datetime.fromisoformat(text(feed, "updated")).tzinfo
    assert text(feed.find(f"{ATOM}author"), "name") == "Mystery Shopper"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == f"{settings.BASE_URL}{address}"
    (item,) = feed.findall(f"{ATOM}entry")
    assert text(item, "id") == f"{settings.BASE_URL}/register/{entry.public_id}/"
    assert text(item, "title") == "Camden Council: Procurement process: Feedback"
    assert "Odd  <letters> & more" in text(item, "summary")
    for moment in ("published", "updated"):
        assert datetime.fromisoformat(text(item, moment)).tzinfo
    assert item.find(f"{ATOM}link").get("href") == text(item, "id")


def test_of_a_month_no_feed_order_or_file_tells_the_day(client, db, settings):
    """Seeded history is listed by the month in which each case was closed."""
    settings.DEMONSTRATION = True
    days = [date(2024, 6, day) for day in (3, 28, 13)]
    for day in days:
        Case.objects.create(
            reference=new_reference(), received_on=day, status="closed", closed_on=day, status_on=day,
            outcome="paid", is_demonstration=True,
        )  # fmt: skip
    enter_history()
    entries = RegisterEntry.objects.order_by("pk")
    assert {entry.listed_on for entry in entries} == {date(2024, 6, 1)}
    assert [entry.case.reference for entry in entries] == sorted(entry.case.reference for entry in entries)
    items = read(client.get("/register/feed/")).findall(f"{ATOM}entry")
    assert [text(item, "published") for item in items] == [None] * 3
    sent = client.get("/data/cases.json")
    files = b"".join(sent.streaming_content).decode() + client.get("/api/v1/cases").content.decode()
    assert not [day for day in days if day.isoformat() in files]
    with pytest.raises(IntegrityError), transaction.atomic():
        entries.update(listed_on=days[0])


def test_of_one_authority_only(entry, publish_entry, make_authority, client):
    publish_entry(authority=make_authority("Leeds", code="E-LDS"))
    assert len(read(client.get("/register/feed/")).findall(f"{ATOM}entry")) == 2
    assert len(read(client.get("/register/feed/E-LDS/")).findall(f"{ATOM}entry")) == 1


def test_an_empty_feed_is_one(client, db):
    assert text(read(client.get("/register/feed/")), "updated")


def test_what_did_not_change_is_not_sent_again(entry, publish_entry, client):
    first = client.get("/register/feed/")
    again = client.get("/register/feed/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    publish_entry(date(2026, 7, 1))
    assert client.get("/register/feed/", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_the_cost_does_not_grow(publish_entry, client, django_assert_num_queries):
    for more in (1, 2, 20):
        for _ in range(more):
            publish_entry()
        with django_assert_num_queries(1):
            client.get("/register/feed/")
        with django_assert_num_queries(2):  # and the authority
            client.get("/register/feed/E-CMD/")


@pytest.mark.parametrize("code", ["%00", "E%2FX", "nobody", "%F0%9F%98%80", "x" * 61])
def test_an_authority_that_is_not_there(db, client, code):
    assert client.get(f"/register/feed/{code}/").status_code == 404


def test_any_code_has_an_address(publish_entry, make_authority, client):
    entry = publish_entry(authority=make_authority("Odd", code="Odd & <code> é"))
    assert client.get(f"/register/{entry.public_id}/").status_code == 200
    read(client.get("/register/feed/Odd & <code> é/"))
