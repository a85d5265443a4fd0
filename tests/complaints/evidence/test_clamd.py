"""Scanning with a real clamd: what it finds, what it does not, and what happens while it is away."""

import socketserver
import threading
import time

import pytest
import time_machine
from django.conf import settings as ours

from complaints.evidence.tasks import scan_file

from .conftest import DOCX, EICAR, packed

pytestmark = pytest.mark.django_db(transaction=True)


def scanned(file):
    scan_file(file.pk)
    file.refresh_from_db()
    return file.verdict


@pytest.mark.parametrize(
    ("content", "verdict"),
    [
        (b"They never told us.", "clean"),
        (bytes(1000) * 20000, "clean"),
        (packed(DOCX), "clean"),
        (EICAR, "infected"),
        (b" " * 200_000 + EICAR, "infected"),
        (packed({"notes/readme.txt": EICAR}), "infected"),
        (packed({**DOCX, "word/embeddings/oleObject1.bin": EICAR}), "infected"),
        (packed({**DOCX, "word/embeddings/inner.zip": packed({"a.txt": EICAR})}), "infected"),
    ],
    ids=["text", "20 MB", "docx", "virus", "after 200 kB", "in a zip", "in a docx", "in a zip in a docx"],
)
def test_what_it_finds(clamd, make_file, content, verdict):
    assert scanned(make_file(content)) == verdict


def test_it_reads_to_the_end_of_whatever_a_file_that_we_take_unpacks_to(clamd, make_file):
    content = packed({**DOCX, "word/media/image1.bin": bytes(190 * 1024 * 1024) + EICAR})
    assert scanned(make_file(content)) == "infected"


def test_while_the_scanner_is_dead_files_wait_and_then_they_are_caught_up(clamd, make_file):
    file = make_file(EICAR)
    clamd.stop()
    assert (scanned(file), file.done_at, file.attempts) == ("", None, 1)
    clamd.start()
    with time_machine.travel(file.due_at, tick=False):  # when the sweep hands it out again
        assert scanned(file) == "infected"
    assert file.done_at is not None


class Hanging(socketserver.BaseRequestHandler):
    """Takes everything and says nothing."""

    def handle(self):
        while self.request.recv(65536):
            pass
        self.server.is_over.wait(10)


class Babbling(socketserver.BaseRequestHandler):
    """Goes on saying what is no answer."""

    def handle(self):
        try:
            while not self.server.is_over.is_set():
                self.request.sendall(b"stream: OK stream: OK " * 1000)
        except OSError:
            return


@pytest.fixture
def bad_scanner(settings, tmp_path_factory):
    def run(handler):
        server = socketserver.ThreadingUnixStreamServer(str(tmp_path_factory.mktemp("bad") / "s"), handler)
        server.is_over = threading.Event()
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        settings.CLAMD_SOCKET = server.server_address
        servers.append(server)

    servers = []
    yield run
    for server in servers:
        server.is_over.set()
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(("handler", "error"), [(Hanging, "TimeoutError"), (Babbling, "ScannerFailed")])
def test_one_that_hangs_or_babbles_is_given_up_in_time_and_the_next_one_asked(
    clamd, bad_scanner, make_file, settings, handler, error
):
    file, good = make_file(), settings.CLAMD_SOCKET
    bad_scanner(handler)
    began = time.monotonic()
    assert (scanned(file), file.done_at, file.last_error) == ("", None, error)
    assert time.monotonic() - began < ours.OWED_TASK_SECONDS - 5
    settings.CLAMD_SOCKET = good
    with time_machine.travel(file.due_at, tick=False):
        assert scanned(file) == "clean"
