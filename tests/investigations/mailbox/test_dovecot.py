"""The same with a server that others wrote: Dovecot."""

import os
import tempfile
from pathlib import Path

import pytest

from investigations.mailbox.polling import poll
from investigations.models import IncomingMail, Mailbox
from mysteryshopper.sealed_files import open_file
from tests import dovecot

pytestmark = pytest.mark.django_db
LARGE = b"From: a@b.example\r\nSubject: large\r\n\r\n" + (b"y" * 70 + b"\r\n") * 300_000


@pytest.fixture
def server(settings, tmp_path):
    if dovecot.BINARY is None and os.environ.get("CI") == "true":
        pytest.fail(dovecot.MISSING)
    if dovecot.BINARY is None:
        pytest.skip(dovecot.MISSING)
    settings.EVIDENCE_ROOT = tmp_path / "sealed"
    with tempfile.TemporaryDirectory(prefix="ms-") as folder, dovecot.running(Path(folder)) as server:
        settings.MAILBOX_URL = server.url
        yield server


def test_all_that_lies_there_is_taken_once_and_moved(server, settings):
    mails = [*(b"From: a@b.example\r\nSubject: %d\r\n\r\nHello\r\n" % number for number in range(3)), LARGE]
    for mail in mails:
        server.deliver(mail)
    assert (poll(), poll()) == (4, 0), Mailbox.objects.get().last_error
    assert [b"".join(open_file(mail.stored_as)) for mail in IncomingMail.objects.all()] == mails
    assert (server.count("INBOX"), server.count("Taken")) == (0, 4)
    assert Mailbox.objects.get().failing_since is None


def test_a_wrong_password_is_written_down(server, settings):
    settings.MAILBOX_URL = server.url.replace("a%2Fb", "wrong")
    assert (poll(), Mailbox.objects.get().last_error) == (0, "MailboxLoginError")
