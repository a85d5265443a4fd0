"""Taking mails from a server that does what servers do: none is lost, none is doubled."""

import threading
import time
import tracemalloc
from pathlib import Path

import pytest
import time_machine
from django.conf import settings as ours
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.utils import timezone

from investigations.mailbox import polling
from investigations.mailbox import server as way
from investigations.mailbox.polling import poll
from investigations.models import IncomingMail, Mailbox
from mysteryshopper.sealed_files import open_file
from tests.imap import Cut

pytestmark = pytest.mark.django_db
MAIL = b"From: ada@authority.example\r\nSubject: Hello\r\nMessage-ID: <1@authority.example>\r\n\r\nWe answer.\r\n"


def kept():
    return sorted(b"".join(open_file(mail.stored_as)) for mail in IncomingMail.objects.all())


def files():
    return len(list(Path(ours.EVIDENCE_ROOT).glob("*")))


def cut(*args):
    raise Cut


def test_a_mail_is_kept_as_it_came_and_moved(server):
    server.deliver(MAIL)
    assert poll() == 1
    assert (kept(), server.inbox, list(server.folders["Taken"].values())) == ([MAIL], {}, [MAIL])
    mailbox = Mailbox.objects.get()
    assert (mailbox.polled_at is None, mailbox.last_error, mailbox.leased_until) == (False, "", None)
    assert "a b" not in mailbox.name  # the password


def test_nothing_readable_is_on_the_disk(server):
    server.deliver(MAIL)
    poll()
    assert not any(b"We answer" in path.read_bytes() for path in Path(ours.EVIDENCE_ROOT).iterdir())


def test_off_without_a_setting(server, settings):
    settings.MAILBOX_URL = ""
    server.deliver(MAIL)
    assert (poll(), server.seen, Mailbox.objects.count()) == (0, [], 0)


def test_a_server_that_can_not_move_copies_and_deletes(server):
    server.can_move = False
    server.deliver(MAIL)
    assert (poll(), server.inbox, list(server.folders["Taken"].values())) == (1, {}, [MAIL])


def test_refused(server, settings):
    settings.MAILBOX_URL = "imap://replies:x@127.0.0.1:1/"
    assert poll() == 0
    mailbox = Mailbox.objects.get()
    assert (mailbox.last_error, mailbox.leased_until) == ("ConnectionRefusedError", None)
    assert mailbox.failing_since is not None


def test_a_wrong_password_is_said_without_it(server, settings, caplog):
    settings.MAILBOX_URL = server.url.replace("a%20b", "canary")
    assert poll() == 0
    assert Mailbox.objects.get().last_error == "abort"
    assert "canary" not in caplog.text + Mailbox.objects.get().name


def test_since_when_it_fails_stays_until_it_works_again(server):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        server.on = cut
        poll()
        since = Mailbox.objects.get().failing_since
        clock.shift(60)
        poll()
        assert Mailbox.objects.get().failing_since == since
    server.behave()
    poll()
    assert Mailbox.objects.get().failing_since is None


@pytest.mark.parametrize("command", ["LOGIN", "SELECT", "SEARCH", "FETCH", "LIST", "CREATE", "MOVE", "LOGOUT"])
@pytest.mark.parametrize("when", ["on", "before_ok"])
def test_cut_at_any_command_nothing_is_lost_or_doubled(server, command, when):
    server.deliver(MAIL)
    server.deliver(MAIL.replace(b"<1@", b"<2@"))
    setattr(server, when, lambda done, given: cut() if done == command else None)
    poll()
    server.behave()
    poll()
    assert (kept(), server.inbox) == ([MAIL, MAIL.replace(b"<1@", b"<2@")], {})
    assert files() == 2


def test_cut_in_the_middle_of_a_mail_leaves_no_row_and_no_file(server):
    server.deliver(MAIL)

    def half(file, piece):
        file.write(piece[:40])
        cut()

    server.send_piece = half
    assert (poll(), IncomingMail.objects.count(), files(), len(server.inbox)) == (0, 0, 0, 1)
    server.behave()
    assert (poll(), kept()) == (1, [MAIL])


def test_killed_between_row_and_move_the_mail_is_one_row(server, monkeypatch):
    server.deliver(MAIL)

    def killed(*args):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(way.Folder, "set_aside", killed)
        with pytest.raises(SystemExit):
            poll()
    assert (kept(), len(server.inbox)) == ([MAIL], 1)
    assert poll() == 0  # its lease holds still
    with time_machine.travel(time.time() + polling.LEASE + 1):
        assert poll() == 0
    assert (kept(), server.inbox, files()) == ([MAIL], {}, 1)


def test_the_folder_is_numbered_anew(server):
    server.deliver(MAIL)
    server.before_ok = lambda command, given: cut() if command == "CREATE" else None
    poll()
    server.behave()
    server.uidvalidity = 8
    poll()
    assert (kept(), server.inbox) == ([MAIL], {})


def test_a_number_that_another_mail_had_loses_nothing(server):
    server.deliver(MAIL)
    poll()
    server.next_uid = 1
    server.deliver(MAIL.replace(b"We answer", b"We do not"))
    poll()
    assert len(kept()) == 2


def test_a_mail_whose_fetch_always_breaks_holds_up_no_other(server):
    bad = [server.deliver(MAIL), server.deliver(MAIL.replace(b"1@", b"2@"))]
    server.deliver(MAIL.replace(b"1@", b"3@"))
    server.on = lambda command, given: cut() if command == "FETCH" and int(given.split()[0]) in bad else None
    for _ in range(3):
        poll()
    assert (kept(), list(server.inbox)) == ([MAIL.replace(b"1@", b"3@")], bad)


def test_a_server_that_says_nothing_is_given_up(server, monkeypatch):
    monkeypatch.setattr(way, "SILENT_SECONDS", 0.2)
    server.on = lambda command, given: time.sleep(2)
    begun = time.monotonic()
    assert (poll(), time.monotonic() - begun < 2) == (0, True)
    assert Mailbox.objects.get().last_error in {"TimeoutError", "abort"}


def test_a_server_that_drips_is_given_up_and_nothing_is_left(server, monkeypatch):
    monkeypatch.setattr(polling, "SECONDS", 0.5)
    server.deliver(MAIL)

    def drip(file, piece):
        for byte in piece:
            file.write(bytes([byte]))
            time.sleep(0.05)

    server.send_piece = drip
    begun = time.monotonic()
    assert (poll(), time.monotonic() - begun < 2) == (0, True)
    assert (IncomingMail.objects.count(), files(), len(server.inbox)) == (0, 0, 1)


@pytest.mark.django_db(transaction=True)
def test_two_polls_at_once_never_overlap(server, at_once):
    for number in range(5):
        server.deliver(MAIL.replace(b"1@", b"%d@" % number))
    at_a_time, most, lock = [0], [0], threading.Lock()

    def count(command, given):
        with lock:
            at_a_time[0] += command == "LOGIN"
            most[0] = max(most[0], at_a_time[0])
            at_a_time[0] -= command == "LOGOUT"

    server.on = count
    news = at_once(poll, poll, poll)
    assert (sum(news), len(kept()), most[0]) == (5, 5, 1)


def test_the_same_bytes_twice_are_one_mail_and_other_bytes_another(server):
    server.deliver(MAIL)
    server.deliver(MAIL)
    server.deliver(MAIL.replace(b"We answer", b"We do not"))
    assert (poll(), len(kept()), server.inbox) == (2, 2, {})


@pytest.mark.parametrize("says", [len, lambda mail: 100])
def test_of_a_mail_that_is_too_large_the_headers_are_kept(server, monkeypatch, says):
    monkeypatch.setattr(polling, "LARGEST", 500)
    server.says_size = says
    server.deliver(MAIL + b"x" * 1000)
    assert poll() == 1
    mail = IncomingMail.objects.get()
    assert (mail.is_whole, kept(), server.inbox) == (False, [MAIL.split(b"\r\n\r\n")[0] + b"\r\n\r\n"], {})
    assert poll() == 0


def test_a_mail_that_somebody_takes_away_meanwhile_is_none(server):
    uid = server.deliver(MAIL)
    server.before_ok = lambda command, given: server.inbox.pop(uid, None) if "SIZE" in given else None
    assert (poll(), IncomingMail.objects.count(), files()) == (0, 0, 0)


def test_a_long_mail_is_never_in_memory_whole(server):
    mail = MAIL + b"x" * (34 * 1024 * 1024)
    server.deliver(mail)
    server.send_piece = lambda file, piece: file.write(piece)
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        poll()
        peak = tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()
    assert peak < 8 * 1024 * 1024
    assert IncomingMail.objects.get().size == len(mail)


def test_what_was_taken_is_never_written_over(server):
    server.deliver(MAIL)
    poll()
    with pytest.raises(Exception, match="incoming_stays|Cannot update"), connection.cursor() as cursor:
        cursor.execute("UPDATE investigations_incomingmail SET stored_as = 'x'")


@pytest.mark.parametrize("url", ["imaps://[::1", "pop3://u:secret@host/", "imaps://u:secret@host:port/", "host"])
def test_a_setting_that_is_no_address_is_said_without_the_password(url):
    with pytest.raises(ImproperlyConfigured) as refused:
        way.read_url(url)
    assert "secret" not in str(refused.value)


def test_an_address_has_its_parts():
    place = way.read_url("imaps://re%40plies:a%2Fb@host.example/Cases/New")
    assert place == (True, "host.example", 993, "re@plies", "a/b", "Cases/New")
