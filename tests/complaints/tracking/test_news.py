"""Whatever the provider does is news until somebody who works on the case has seen it."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from complaints.models import Consent, ProviderNews
from complaints.tracking import asking, consenting, news, telling, withdrawing, writing
from tests.conftest import NOON

KINDS = ProviderNews.Kind


def kinds(complaint):
    return [row.kind for row in complaint.news.all()]


def test_a_message_is_news(complaint):
    writing.write_to_us(complaint, "We found the letter.", at=NOON)
    assert kinds(complaint) == [KINDS.MESSAGE]


def test_our_message_is_none(complaint, make_user):
    writing.write_to_provider(complaint, "Send it.", by=make_user(), at=NOON)
    assert kinds(complaint) == []


def test_a_consent_taken_back_is_news_once_and_one_never_given_is_none(complaint):
    consenting.take_back(complaint, Consent.Purpose.NAME, at=NOON)
    consenting.give(complaint, Consent.Purpose.NAME, at=NOON)
    assert kinds(complaint) == []
    for _ in range(2):
        consenting.take_back(complaint, Consent.Purpose.NAME, at=NOON)
    assert kinds(complaint) == [KINDS.CONSENT]


def test_asking_to_withdraw_is_news(complaint):
    withdrawing.ask(complaint, at=timezone.now())
    assert kinds(complaint) == [KINDS.WITHDRAWAL]


@pytest.mark.parametrize(
    ("kind", "answer", "expected"),
    [
        ("satisfied", "yes", KINDS.ANSWER),
        ("fixed", "no", KINDS.ANSWER),
        ("retaliation_3", "no", KINDS.ANSWER),
        ("retaliation_3", "unsure", KINDS.ANSWER),
        ("retaliation_3", "yes", KINDS.RETALIATION),
        ("retaliation_6", "yes", KINDS.RETALIATION),
        ("retaliation_12", "yes", KINDS.RETALIATION),
    ],
)
def test_an_answer_is_news_and_a_yes_to_retaliation_is_named(complaint, kind, answer, expected):
    asking.plan(complaint, closed_at=NOON - timedelta(days=500))
    asking.answer(complaint, kind, answer=answer, words="", at=NOON)
    assert kinds(complaint) == [expected]
    ProviderNews.objects.all().delete()
    asking.answer(complaint, kind, answer="yes", words="", at=NOON)  # a button pressed twice
    assert kinds(complaint) == []


def test_what_happens_again_after_the_page_was_read_is_not_taken_for_seen(complaint):
    news.add(complaint, KINDS.MESSAGE, at=NOON)
    news.add(complaint, KINDS.CONSENT, at=NOON)
    shown = list(complaint.news.all())
    news.add(complaint, KINDS.MESSAGE, at=NOON + timedelta(seconds=1))
    news.seen(shown)
    assert kinds(complaint) == [KINDS.MESSAGE]


def test_the_same_news_at_the_same_moment_is_one_row(transactional_db, complaint, at_once):
    at_once(*[lambda: news.add(complaint, KINDS.MESSAGE, at=NOON)] * 8)
    assert kinds(complaint) == [KINDS.MESSAGE]


@pytest.mark.parametrize(
    ("steps", "may"),
    [
        ([], True),
        (["opened", "asked"], True),
        (["withdrawal_asked"], False),
        (["withdrawal_asked", "asked"], False),
        (["closed_paid"], False),
        (["closed_paid", "file_infected"], False),
        (["closed_paid", "reopened"], True),
        (["withdrawal_asked", "closed_withdrawn", "reopened", "asked"], True),
        (["withdrawal_asked", "closed_withdrawn", "reopened", "withdrawal_asked"], False),
    ],
)
def test_withdrawing_can_be_asked_for_once_each_time_the_complaint_is_open(complaint, steps, may):
    for number, step in enumerate(steps):
        telling.tell(complaint, step, at=datetime(2100, 1, 1 + number, tzinfo=NOON.tzinfo))
    before = complaint.messages.count()
    withdrawing.ask(complaint, at=datetime(2100, 2, 1, tzinfo=NOON.tzinfo))
    assert complaint.messages.count() - before == may
