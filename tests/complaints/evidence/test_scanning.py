"""Scanning, against a small server that speaks clamd's INSTREAM on a real socket."""

import socketserver
import threading

import pytest
from django.utils import timezone

from complaints.evidence.tasks import scan_file
from complaints.models import Evidence, Progress
from mysteryshopper.sealed_files import new_name, seal_file

CONTENT = b"words " * 30000  # more than two chunks


class Clamd(socketserver.StreamRequestHandler):
    def handle(self):
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while length := int.from_bytes(self.rfile.read(4), "big"):
            content += self.rfile.read(length)
        self.server.got = content
        self.wfile.write(self.server.says)


@pytest.fixture(params=["tcp", "unix"])
def clamd(request, settings, tmp_path):
    kind, at = socketserver.TCPServer, ("127.0.0.1", 0)
    if request.param == "unix":
        kind, at = socketserver.UnixStreamServer, str(tmp_path / "clamd")
    with kind(at, Clamd) as server:
        settings.CLAMD_SOCKET = at if request.param == "unix" else f"127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def file(make_complaint, settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    name = new_name()
    seal_file(name, [CONTENT])
    return Evidence.objects.create(
        complaint=make_complaint(), stored_as=name, name="a.txt", kind="txt", size=1, added_at=timezone.now()
    )


@pytest.mark.parametrize(
    ("says", "verdict", "is_told"),
    [(b"stream: OK\0", "clean", False), (b"stream: Eicar-Test FOUND\0", "infected", True)],
)
def test_the_verdict_is_kept_and_a_virus_told(clamd, file, says, verdict, is_told):
    clamd.says = says
    scan_file(file.pk)
    file.refresh_from_db()
    assert (file.verdict, file.done_at is not None, clamd.got == CONTENT) == (verdict, True, True)
    assert Progress.objects.filter(complaint=file.complaint, step="file_infected").exists() is is_told


@pytest.mark.parametrize("says", [b"", b"stream: OK", b"INSTREAM size limit exceeded. ERROR\0"])
def test_no_clear_answer_is_no_verdict_and_is_tried_again(clamd, file, says):
    clamd.says = says
    scan_file(file.pk)
    file.refresh_from_db()
    assert (file.verdict, file.done_at, file.attempts, file.last_error) == ("", None, 1, "ScannerFailed")


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/nowhere/clamd"])
def test_a_scanner_that_is_away_is_tried_again(file, settings, address):
    settings.CLAMD_SOCKET = address
    scan_file(file.pk)
    file.refresh_from_db()
    assert (file.verdict, file.done_at, file.attempts) == ("", None, 1)


def test_without_a_scanner_files_wait_and_lose_no_attempt(file, settings):
    settings.CLAMD_SOCKET = ""
    scan_file(file.pk)
    file.refresh_from_db()
    assert (file.verdict, file.done_at, file.attempts, file.due_at > timezone.now()) == ("", None, 0, True)
