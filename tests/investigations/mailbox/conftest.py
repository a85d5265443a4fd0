"""A mailbox on a real socket, and mails as they come."""

import pytest

from tests import imap


@pytest.fixture
def server(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path / "sealed"
    settings.REPLIES_TO = "replies@mystery-shopper.example"
    with imap.running() as server:
        settings.MAILBOX_URL = server.url
        yield server
