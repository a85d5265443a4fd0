"""The service, as the journeys start it, with a mailbox to which the authority writes and a virus scanner."""

import tempfile
from pathlib import Path

import pytest

from tests import imap
from tests.complaints.evidence.conftest import Scanner
from tests.journeys.conftest import running


@pytest.fixture(scope="module")
def replies():
    """The mailbox, where tests deliver mail."""
    with imap.running() as server:
        yield server


@pytest.fixture(scope="module")
def stack(replies):
    with tempfile.TemporaryDirectory(prefix="ms-") as folder:  # short: a socket lies in there
        scanner = Scanner(Path(folder))
        scanner.start()
        to = "replies@mystery-shopper.example"
        with running(CLAMD_SOCKET=scanner.path, REPLIES_TO=to, MAILBOX_URL=replies.url) as stack:
            yield stack
        scanner.stop()
