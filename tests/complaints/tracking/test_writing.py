"""Messages between the provider and the investigators: who reads them, who has seen them, what is never lost."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.utils import timezone

from complaints.models import Message, Notification
from complaints.tracking import asking, writing


@pytest.fixture
def page(browser, follow):
    def get():
        follow()
        return unescape(browser.get("/follow/complaint/").content.decode())

    return get


def test_the_provider_writes_and_sees_it_in_the_thread(page, browser, complaint):
    assert "Nobody has written yet." in page()
    assert browser.post("/follow/message/", {"text": "We found the letter."}).url == "/follow/complaint/#messages"
    shown = page()
    assert ("We found the letter." in shown, "not seen yet" in shown) == (True, True)
    assert complaint.messages.get().by is None


def test_the_provider_reads_an_answer_and_not_who_wrote_it(page, complaint, make_user):
    writing.write_to_provider(complaint, "Send us the letter.", by=make_user(name="Owen Owner"), at=timezone.now())
    shown = page()
    assert ("Send us the letter." in shown, "An investigator" in shown, "Owen" in shown) == (True, True, False)


def test_opening_the_page_marks_what_we_wrote_as_seen_and_not_what_they_wrote(page, complaint, make_user):
    writing.write_to_provider(complaint, "Ours", by=make_user(), at=timezone.now())
    writing.write_to_us(complaint, "Theirs", at=timezone.now())
    page()
    assert [message.seen_at is not None for message in complaint.messages.all()] == [True, False]


def test_first_seen_stays(page, complaint, make_user):
    writing.write_to_provider(complaint, "Ours", by=make_user(), at=timezone.now())
    page()
    first = complaint.messages.get().seen_at
    page()
    assert complaint.messages.get().seen_at == first


def test_our_message_owes_one_mail_and_theirs_none(complaint, make_user):
    writing.write_to_us(complaint, "Theirs", at=timezone.now())
    assert not complaint.notifications.exists()
    writing.write_to_provider(complaint, "Ours", by=make_user(), at=timezone.now())
    assert complaint.notifications.get().kind == Notification.Kind.NEWS


@pytest.mark.parametrize(
    ("text", "says"), [("", "Enter your message"), ("x" * 10_001, "Your message must be 10,000 characters or fewer")]
)
def test_an_empty_or_endless_message_is_refused_and_kept_in_its_box(browser, follow, text, says):
    follow()
    answer = browser.post("/follow/message/", {"text": text})
    page = answer.content.decode()
    assert (answer.status_code, page.count(says), Message.objects.count()) == (422, 2, 0)
    assert text in page


def test_a_button_pressed_twice_is_one_message(browser, follow, complaint):
    follow()
    for _ in range(2):
        browser.post("/follow/message/", {"text": "Once"})
    assert complaint.messages.count() == 1


def test_our_message_sent_again_before_it_is_seen_is_one_message_and_one_mail(complaint, make_user):
    ann = make_user()
    for text in ("Ours", "Ours", "Another", "Ours"):
        writing.write_to_provider(complaint, text, by=ann, at=timezone.now())
    assert [message.text for message in complaint.messages.all()] == ["Ours", "Another"]
    writing.seen_by_provider(complaint.messages.all(), at=timezone.now())
    writing.write_to_provider(complaint, "Ours", by=ann, at=timezone.now())
    assert complaint.messages.count() == 3


def test_the_database_can_t_read_a_message(complaint):
    writing.write_to_us(complaint, "canary", at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM complaints_message")
        assert b"canary" not in bytes(cursor.fetchone()[0])


def test_what_is_typed_is_not_lost_when_the_half_hour_is_over(browser, follow, complaint, secret, time_machine):
    time_machine.move_to("2100-06-01T12:00Z")
    follow()
    time_machine.shift(timedelta(minutes=31))
    text = 'Two lines\n"and" <b>more</b>'
    asked_again = browser.post("/follow/message/", {"text": text})
    page = asked_again.content.decode()
    assert (asked_again.status_code, "Follow your complaint</h1>" in page) == (403, True)
    carried = unescape(re.search(r'<input type="hidden" name="text" value="([^"]*)"', page)[1])
    assert carried == text

    wrong = browser.post("/follow/", {"reference": complaint.reference, "secret": "no", "text": carried})
    assert wrong.status_code == 422
    assert unescape(re.search(r'<input type="hidden" name="text" value="([^"]*)"', wrong.content.decode())[1]) == text

    let_in = browser.post("/follow/", {"reference": complaint.reference, "secret": secret, "text": carried})
    box = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", let_in.content.decode(), re.S)[1]
    assert unescape(box).strip() == text
    assert not Message.objects.exists()
    assert browser.post("/follow/message/", {"text": text}).url == "/follow/complaint/#messages"
    assert complaint.messages.get().text == text


def test_what_is_told_with_an_answer_is_not_lost_either(browser, follow, complaint, secret, time_machine):
    time_machine.move_to("2100-06-01T12:00Z")
    asking.plan(complaint, closed_at=timezone.now())
    follow()
    time_machine.shift(timedelta(minutes=31))
    posted = {"kind": "satisfied", "satisfied-answer": "no", "satisfied-words": "Nobody rang."}
    asked_again = browser.post("/follow/answer/", posted)
    assert (asked_again.status_code, 'name="text" value="Nobody rang."' in asked_again.content.decode()) == (403, True)
    let_in = browser.post("/follow/", {"reference": complaint.reference, "secret": secret, "text": "Nobody rang."})
    assert "Nobody rang.</textarea>" in let_in.content.decode()
