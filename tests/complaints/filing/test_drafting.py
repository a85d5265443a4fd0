"""A complaint while it is being written: nothing lost, nothing readable in the table, nothing left behind."""

import threading
import time

import pytest
from django.db import connection, transaction
from django.utils import timezone

from complaints.filing import drafting
from complaints.filing.submitting import submit
from complaints.models import Complaint, Draft
from complaints.tokens import new_filing_token

TOKEN = new_filing_token()


def test_answers_are_kept_by_page(db):
    drafting.keep_answers(TOKEN, "contact", {"name": "Ada"})
    drafting.keep_answers(TOKEN, "organisation", {"provider_kind": "cic"})
    drafting.keep_answers(TOKEN, "contact", {"name": "Bea"})
    assert drafting.answers_of(TOKEN) == {"contact": {"name": "Bea"}, "organisation": {"provider_kind": "cic"}}


def test_each_token_has_its_own_answers(db):
    drafting.keep_answers(TOKEN, "contact", {"name": "Ada"})
    assert drafting.answers_of(new_filing_token()) == {}
    assert drafting.answers_of("") == {}


def test_what_was_typed_cannot_be_read_in_the_table(db):
    drafting.keep_answers(TOKEN, "contact", {"name": "Ada Provider"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT draft::text, answers FROM complaints_draft AS draft")
        [(row, sealed)] = cursor.fetchall()
    for hidden in (b"Ada Provider", b"contact", TOKEN.encode()):
        assert hidden not in bytes(sealed) + row.encode()
        assert hidden.hex() not in row


def test_a_forgotten_draft_is_gone(db):
    drafting.keep_answers(TOKEN, "contact", {"name": "Ada"})
    drafting.forget(TOKEN)
    assert not Draft.objects.exists()


def test_nothing_is_kept_once_the_complaint_is_filed(filing):
    submit(TOKEN, filing, now=timezone.now())
    drafting.keep_answers(TOKEN, "contact", {"name": "Ada"})
    assert not Draft.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_pages_written_at_the_same_moment_lose_nothing(at_once):
    pages = [f"page-{number}" for number in range(8)]
    at_once(*(lambda page=page: drafting.keep_answers(TOKEN, page, {"q": page}) for page in pages))
    assert drafting.answers_of(TOKEN) == {page: {"q": page} for page in pages}
    assert Draft.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_page_sent_while_the_draft_is_erased_is_no_error(at_once):
    for _ in range(10):
        drafting.keep_answers(TOKEN, "contact", {"name": "Ada"})
        at_once(lambda: drafting.forget(TOKEN), lambda: drafting.keep_answers(TOKEN, "organisation", {}))
        assert drafting.answers_of(TOKEN) in ({"organisation": {}}, {})


@pytest.mark.django_db(transaction=True)
def test_a_page_sent_while_the_complaint_is_filed_leaves_no_draft(at_once, filing):
    drafting.keep_answers(TOKEN, "contact", {"name": "Ada"})
    is_written = threading.Event()

    def file():
        with transaction.atomic():
            submit(TOKEN, filing, now=timezone.now())
            is_written.set()
            time.sleep(0.3)  # the page arrives before this is committed

    def send_page():
        is_written.wait()
        drafting.keep_answers(TOKEN, "organisation", {})

    at_once(file, send_page)
    assert (Complaint.objects.count(), Draft.objects.count()) == (1, 0)
