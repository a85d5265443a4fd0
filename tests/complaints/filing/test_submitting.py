"""From check answers to a complaint: once, whole, and sealed."""

from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from complaints.filing import drafting
from complaints.filing.submitting import GroundTold, filed_with, submit
from complaints.models import Complaint, Draft, Ground, Identity, Progress
from complaints.reference import read_reference
from complaints.tokens import hashed, is_tracking_secret, new_filing_token, tracking_secret

TOKEN = new_filing_token()


def counts():
    return [model.objects.count() for model in (Complaint, Identity, Ground, Progress, Draft)]


def test_a_filing_is_one_complaint_with_its_identity_and_ground(filing):
    complaint = submit(TOKEN, filing, now=timezone.now())
    assert read_reference(complaint.reference) == complaint.reference
    assert (complaint.identity.name, complaint.identity.email) == ("Ada Provider", "ada@provider.example")
    assert [ground.own_words for ground in complaint.grounds.all()] == [filing.grounds[0].own_words]
    assert [step.step for step in complaint.progress.all()] == ["received"]
    assert filed_with(TOKEN) == complaint


def test_the_secret_of_the_token_follows_it(filing):
    complaint = submit(TOKEN, filing, now=timezone.now())
    assert is_tracking_secret(tracking_secret(TOKEN), complaint.secret_hash)
    assert complaint.filing_hash == hashed(TOKEN)


def test_the_same_token_again_changes_nothing(filing):
    first = submit(TOKEN, filing, now=timezone.now())
    again = submit(TOKEN, replace(filing, name="Bea", grounds=[]), now=timezone.now())
    assert (again, again.identity.name, counts()) == (first, "Ada Provider", [1, 1, 1, 1, 0])


def test_who_complained_and_their_words_cannot_be_read_in_the_database(filing):
    complaint = submit(TOKEN, replace(filing, authority=None, authority_given="Town of Oz"), now=timezone.now())
    dumped = ""
    with connection.cursor() as cursor:
        for table in ("complaint", "identity", "ground", "progress", "draft", "notification"):
            cursor.execute(f"SELECT t::text FROM complaints_{table} AS t")
            dumped += "".join(row for (row,) in cursor.fetchall())
    assert complaint.reference in dumped
    sealed = ("name", "organisation", "email", "phone", "procurement_title")
    for text in [
        "Town of Oz",
        TOKEN,
        filing.grounds[0].own_words,
        tracking_secret(TOKEN),
        *(getattr(filing, name) for name in sealed),
    ]:
        assert text not in dumped
        assert text.encode().hex() not in dumped


def test_a_submit_that_is_rolled_back_leaves_the_draft_and_nothing_else(filing):
    drafting.keep_answers(TOKEN, "contact", {"name": "Ada"})
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        submit(TOKEN, filing, now=timezone.now())
        raise ZeroDivisionError
    assert counts() == [0, 0, 0, 0, 1]


def test_a_submit_that_the_database_refuses_leaves_the_draft_and_nothing_else(filing):
    """The ground is written last but two, so by then most of it stands."""
    drafting.keep_answers(TOKEN, "contact", {"name": "Ada"})
    with pytest.raises(DatabaseError):
        submit(TOKEN, replace(filing, grounds=[GroundTold("unknown", "feedback", "Words")]), now=timezone.now())
    assert counts() == [0, 0, 0, 0, 1]


@pytest.mark.django_db(transaction=True)
def test_twenty_submits_at_the_same_moment_are_one_complaint(at_once, filing):
    drafting.keep_answers(TOKEN, "contact", {"name": "Ada"})
    filed = at_once(*[lambda: submit(TOKEN, filing, now=timezone.now()).reference] * 20)
    assert len(set(filed)) == 1
    assert counts() == [1, 1, 1, 1, 0]
