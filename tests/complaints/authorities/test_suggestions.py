"""What the search box is offered while somebody types."""

from urllib.parse import quote_from_bytes

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
ADDRESS = "/complain/authorities/"


@pytest.fixture
def ask(whole_list, db):
    """What is offered for a text."""
    return lambda q: Client().get(ADDRESS, {"q": q}).json()


@pytest.mark.parametrize(
    ("typed", "first", "note"),
    [
        ("Manchster", "Manchester City Council", ""),
        ("DWP", "Department for Work and Pensions", "Also known as DWP"),
        ("Shepway", "Folkestone and Hythe District Council", "Also known as Shepway"),
        ("aylesbury vale", "Buckinghamshire Council", "Took over from Aylesbury Vale District Council"),
    ],
)
def test_what_is_typed_offers_the_right_one_first_and_says_why(ask, typed, first, note):
    offered = ask(typed)
    assert (offered[0]["name"], offered[0]["note"]) == (first, note)
    assert set(offered[0]) == {"id", "name", "note"}


def test_an_abolished_body_comes_with_its_successors(ask):
    assert [(one["name"], one["note"]) for one in ask("cumbria county council")[:3]] == [
        ("Cumberland Council", "Took over from Cumbria County Council"),
        ("Westmorland and Furness Council", "Took over from Cumbria County Council"),
        (
            "Cumbria County Council",
            "Replaced by Cumberland Council and Westmorland and Furness Council on 1 April 2023",
        ),
    ]


def test_the_plain_page_says_the_same(whole_list, db):
    page = Client().get("/complain/authority/", {"q": "cumbria county council"}).content.decode()
    for text in (
        "Took over from Cumbria County Council",
        "Replaced by Cumberland Council and Westmorland and Furness Council on 1 April 2023",
    ):
        assert text in page


def test_there_are_ten_at_most(ask):
    assert len(ask("council")) == 10


@pytest.mark.parametrize("q", ["", " ", "m", " m ", "\t\n", "-", "((", "🏛", "\x00\x00", "\u202e\u202e"])
def test_too_little_offers_nothing(ask, q):
    assert ask(q) == []


def test_without_a_text_nothing_is_offered(whole_list, db):
    assert Client().get(ADDRESS).json() == []


@pytest.mark.parametrize(
    "q",
    [b"%00man%00", b"%ED%A0%80man", b"%F0%9F", b"%E9%E9", b"\xff\xfe", b"%zz%", b"man" * 20_000]
    + [quote_from_bytes(odd.encode()).encode() for odd in ("%s{0}'\"\\;--", "a" + "\u0301" * 500, "a\ufeff\uffff b")],
)
def test_whatever_is_sent_there_is_no_error_of_ours(whole_list, db, q):
    answer = Client(raise_request_exception=False).get(ADDRESS, QUERY_STRING="q=" + q.decode("latin-1"))
    assert answer.status_code in (200, 400)


def test_three_queries_at_most(whole_list, db, django_assert_max_num_queries):
    for q in ("council", "cumbria county council", "Manchster"):
        with django_assert_max_num_queries(3):
            Client().get(ADDRESS, {"q": q})


def test_nothing_identifies_who_asks_and_nothing_is_kept(whole_list, db):
    client = Client()
    answer = client.get(ADDRESS, {"q": "Manchster"})
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Type"] == "application/json"


def test_head_is_answered_and_posting_is_not(whole_list, db):
    assert (Client().head(ADDRESS).status_code, Client().post(ADDRESS).status_code) == (200, 405)
