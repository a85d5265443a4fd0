"""Mails to the provider, sent to a real mail server: what they say, and what happens when it will not take them."""

import re
from email import message_from_bytes
from email.policy import default

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from complaints.models import Notification, Progress
from complaints.tracking import telling
from complaints.tracking.tasks import send_notification
from mysteryshopper import owed

KINDS = list(Notification.Kind)


@pytest.fixture
def owe(complaint):
    def tell(kind=Notification.Kind.NEWS):
        telling.tell(complaint, "opened", at=timezone.now(), mail=kind)
        return Notification.objects.get()

    return tell


@pytest.fixture
def send():
    """Works the row off once, as a worker would, whenever it is due."""

    def work(notification):
        Notification.objects.filter(pk=notification.pk).update(due_at=timezone.now())
        owed.work_off(Notification, notification.pk, telling.send)
        notification.refresh_from_db()
        return notification

    return work


def is_tried_again(notification):
    return (notification.done_at, notification.parked_at, notification.leased_until) == (None, None, None)


def read(envelope):
    return message_from_bytes(envelope.content, policy=default)


@pytest.mark.parametrize("kind", KINDS)
def test_a_mail_goes_to_the_provider_alone(owe, send, mailbox, kind):
    assert send(owe(kind)).done_at is not None
    [envelope] = mailbox.mails
    assert envelope.rcpt_tos == ["ada@provider.example"]
    assert (read(envelope)["To"], read(envelope)["Subject"]) == ("ada@provider.example", kind.label)
    assert {"Cc", "Bcc", "Reply-To", "Sender"}.isdisjoint(read(envelope).keys())


@pytest.mark.parametrize("kind", KINDS)
def test_a_mail_names_the_complaint_by_its_reference_only(owe, send, mailbox, filing, complaint, secret, kind):
    send(owe(kind))
    mail = read(mailbox.mails[0])
    told = " ".join(str(value) for name, value in mail.items() if name != "To") + mail.get_content()
    assert complaint.reference in told
    assert f"{settings.BASE_URL}/follow/" in mail.get_content().splitlines()
    hidden = [secret, filing.name, filing.organisation, filing.email, filing.phone, filing.authority.name]
    hidden += [filing.procurement_title, filing.grounds[0].own_words, "rocurement", "eedback", "charity"]
    assert [text for text in hidden if text in told] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_mail_is_short_plain_sentences(owe, send, mailbox, kind):
    send(owe(kind))
    text = re.sub(r"\S*/follow/|MS-\S+", "", read(mailbox.mails[0]).get_content())
    assert max(len(sentence.split()) for sentence in re.split(r"[.:\n]", text)) <= 12


def test_the_message_id_is_the_same_at_every_attempt(owe, send, mailbox):
    notification = owe()
    mailbox.is_cut = True
    assert is_tried_again(send(notification))
    mailbox.is_cut = False
    assert send(notification).done_at is not None
    assert [read(envelope)["Message-ID"] for envelope in mailbox.mails] == [notification.message_id] * 2


def test_a_mail_is_sent_once(owe, send, mailbox):
    notification = owe()
    send(send(notification))
    assert (len(mailbox.mails), notification.attempts) == (1, 1)


def test_the_task_works_off_one_row(owe, mailbox):
    notification = owe()
    send_notification(notification.pk)
    notification.refresh_from_db()
    assert (notification.done_at is not None, len(mailbox.mails)) == (True, 1)


def test_a_recipient_refused_for_good_is_parked(owe, send, mailbox, our_log):
    mailbox.rcpt = "550 5.1.1 No such user here"
    notification = send(owe())
    assert (notification.parked_at is not None, notification.last_error) == (True, "CannotBeDone")
    assert "ada@" not in our_log() + notification.last_error


@pytest.mark.parametrize(
    ("rcpt", "data", "error"),
    [
        ("450 4.2.0 Try again later", "250 OK", "SMTPRecipientsRefused"),
        ("250 OK", "451 4.3.0 Try again later", "SMTPDataError"),
        ("250 OK", "554 5.7.1 We think this is spam", "SMTPDataError"),
        ("421 4.3.2 Shutting down", "250 OK", "SMTPRecipientsRefused"),
    ],
)
def test_a_mail_refused_for_now_is_sent_later(owe, send, mailbox, our_log, rcpt, data, error):
    mailbox.rcpt, mailbox.data = rcpt, data
    notification = send(owe())
    assert is_tried_again(notification)
    assert notification.last_error == error
    assert "ada@" not in our_log()
    mailbox.rcpt = mailbox.data = "250 OK"
    assert send(notification).done_at is not None


def test_a_mail_server_that_is_gone_is_tried_again(owe, send, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    notification = send(owe())
    assert is_tried_again(notification)
    assert notification.last_error == "ConnectionRefusedError"


def test_a_slow_mail_server_is_given_up_and_tried_again(owe, send, mailbox):
    mailbox.wait = 2
    notification = send(owe())
    assert is_tried_again(notification)
    assert notification.last_error in ("TimeoutError", "SMTPServerDisconnected")


def test_without_an_address_there_is_nothing_to_send(owe, send, mailbox, complaint):
    complaint.identity.email = ""
    complaint.identity.save()
    assert (send(owe()).done_at is not None, mailbox.mails) == (True, [])


def test_what_is_no_address_after_all_is_parked(owe, send, mailbox, complaint, our_log):
    complaint.identity.email = f"ada@{'é' * 60}.example"
    complaint.identity.save()
    assert send(owe()).last_error == "CannotBeDone"
    assert "ada@" not in our_log()


def test_a_step_without_words_is_refused_and_leaves_nothing(complaint):
    with pytest.raises(KeyError):
        telling.tell(complaint, "no-such", at=timezone.now(), mail=Notification.Kind.NEWS)
    assert (Progress.objects.count(), Notification.objects.count()) == (1, 0)


def test_there_is_one_acknowledgement(owe):
    owe(Notification.Kind.ACKNOWLEDGEMENT)
    with pytest.raises(IntegrityError), transaction.atomic():
        owe(Notification.Kind.ACKNOWLEDGEMENT)
    assert (Progress.objects.count(), Notification.objects.count()) == (2, 1)
