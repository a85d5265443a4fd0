"""The way back by mail: what the mail says, what is left behind, and what its link opens."""

import logging
import re
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone

from complaints.filing import drafting
from complaints.models import ReturnMail
from complaints.returning import links, mailing
from complaints.returning.tasks import send_return_mail
from complaints.tokens import new_filing_token, written
from mysteryshopper import owed

ADDRESS = "ada@provider.example"


@pytest.fixture
def ask(began):
    return lambda address=ADDRESS: began.post("/complain/return/save/", {"email": address})


@pytest.fixture
def link(token):
    return f"/complain/return/{links.sealed(token)}/"


def work_off():
    for pk in ReturnMail.objects.filter(done_at=None).values_list("pk", flat=True):
        ReturnMail.objects.filter(pk=pk).update(due_at=timezone.now())
        send_return_mail(pk)


def read(envelope):
    return message_from_bytes(envelope.content, policy=default)


def test_the_link_of_the_mail_opens_the_answers_on_another_computer(ask, mailbox):
    assert ask().url == "/complain/return/save/"
    work_off()
    [envelope] = mailbox.mails
    assert envelope.rcpt_tos == [ADDRESS]
    path = re.search(r"https?://[^/]+(/complain/return/\S+)", read(envelope).get_content())[1]
    other = Client()
    assert "filing" not in other.get(path).client.cookies
    assert other.post(path).url == "/complain/"
    assert "Your complaint so far" in other.get("/complain/").content.decode()


def test_the_mail_says_nothing_of_a_complaint(ask, token, mailbox):
    ask()
    work_off()
    mail = read(mailbox.mails[0])
    assert mail["Subject"] == "Carry on with what you began"
    text = re.sub(r"http\S+", "", mail.get_content())
    told = text + mail["Subject"]
    assert [word for word in ("omplain", "rocure", "uthorit", "hopper", token, written(token)) if word in told] == []
    assert max(len(sentence.split()) for sentence in re.split(r"[.?:\n]", text)) <= 15


def test_address_and_token_cannot_be_read_in_the_table(ask, token):
    ask()
    with connection.cursor() as cursor:
        cursor.execute("SELECT mail::text FROM complaints_returnmail AS mail")
        [(row,)] = cursor.fetchall()
    assert [text for text in (ADDRESS, token) if text in row or text.encode().hex() in row] == []


def test_once_sent_address_and_token_are_gone(ask, mailbox):
    ask()
    work_off()
    mail = ReturnMail.objects.get()
    assert (mail.address, mail.filing_token, mail.done_at is not None) == ("", "", True)
    mailing.send(mail)
    assert len(mailbox.mails) == 1


def test_a_mail_refused_for_now_is_sent_later_under_the_same_message_id(ask, mailbox):
    ask()
    mailbox.data = "451 4.3.0 Try again later"
    work_off()
    assert ReturnMail.objects.get().address == ADDRESS
    mailbox.data = "250 OK"
    work_off()
    assert [read(mail)["Message-ID"] for mail in mailbox.mails] == [ReturnMail.objects.get().message_id] * 2


@pytest.mark.parametrize("rcpt", ["450 4.2.0 Try again later", "550 5.1.1 No such user here"])
def test_a_refused_address_is_kept_only_while_it_may_help(ask, mailbox, our_log, rcpt):
    mailbox.rcpt = rcpt
    ask()
    work_off()
    assert ReturnMail.objects.get().address == (ADDRESS if rcpt.startswith("450") else "")
    assert owed.parked_count() == 0
    assert ADDRESS not in our_log()


def test_an_address_that_cannot_be_written_to_is_forgotten(token, mailbox):
    mailing.owe(token, f"ada@{'x' * 64}.example")
    work_off()
    assert (ReturnMail.objects.get().address, mailbox.mails) == ("", [])


@pytest.mark.parametrize("is_sent", [True, False])
def test_a_draft_has_three_mails_a_day(ask, mailbox, is_sent):
    for _ in range(3):
        assert ask().status_code == 302
        if is_sent:
            work_off()
    assert ask().status_code == 422
    work_off()
    assert len(mailbox.mails) == 3
    with time_machine.travel(timezone.now() + timedelta(days=1, seconds=1)):
        assert ask().status_code == 302


def test_three_at_the_same_moment_as_the_third_are_refused(transactional_db, at_once, token):
    asked = at_once(*[lambda: mailing.owe(token, ADDRESS)] * 6)
    assert sorted(asked) == [False] * 3 + [True] * 3


@pytest.mark.parametrize("address", ["", "ada", "ada@provider.example\nBcc: bob@provider.example"])
def test_what_is_no_address_is_refused(ask, address):
    assert ask(address).status_code == 422
    assert not ReturnMail.objects.exists()


def test_nothing_is_mailed_once_it_is_filed(ask, token, file_it, mailbox):
    ask()
    file_it(token)
    work_off()
    assert (mailing.owe(token, ADDRESS), mailbox.mails) == (False, [])


def test_what_is_erased_takes_its_mails_along(ask, token):
    ask()
    drafting.forget(token)
    assert not ReturnMail.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_to_what_was_filed_says_that_it_was_sent(token, file_it, link, method):
    file_it(token)
    other = Client()
    answer = getattr(other, method)(link)
    assert (answer.status_code, "This was sent" in answer.content.decode()) == (410, True)
    assert "filing" not in other.cookies


def test_a_link_to_what_was_erased_says_so(token, link):
    drafting.forget(token)
    answer = Client().post(link)
    assert (answer.status_code, "Your answers are erased" in answer.content.decode()) == (410, True)


def test_a_broken_link_says_what_to_do(token, link):
    cut = [f"{link[:-5]}/", f"{link[:-1]}AAAA/", "/complain/return/x/", "/complain/return/é/"]
    moved = links.base64.urlsafe_b64encode(links.seal(token, column="complaints_returnmail.filing_token")).decode()
    for broken in [*cut, f"/complain/return/{moved}/"]:
        answer = Client().post(broken)
        assert (answer.status_code, "Copy the whole link" in answer.content.decode()) == (404, True), broken


def test_the_page_of_a_link_is_plain_and_kept_in_no_cache(began, link):
    answer = began.get(link)
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"


def test_each_link_differs_and_holds_no_token():
    token = new_filing_token()
    assert links.sealed(token) != links.sealed(token)
    assert links.unsealed(links.sealed(token)) == token


def test_no_log_line_holds_the_link(token, link, caplog):
    caplog.set_level(logging.DEBUG)
    Client(enforce_csrf_checks=True).post(link)
    for address in (link, f"{link}more", f"{link[:-1]}.../", f"/{link}"):
        Client().get(address)
        Client().put(address)
    drafting.forget(token)
    Client().get(link)
    assert "Method Not Allowed (PUT): /complain/return/<str:sealed>/" in caplog.text
    assert links.sealed(token) not in caplog.text
    assert link.split("/")[3] not in caplog.text


def test_no_log_line_holds_the_link_of_a_page_that_failed(token, link, caplog, settings):
    settings.SEAL_KEYS = []
    assert Client(raise_request_exception=False).get(link).status_code == 500
    assert "/complain/return/<str:sealed>/" in caplog.text
    assert link.split("/")[3] not in caplog.text
