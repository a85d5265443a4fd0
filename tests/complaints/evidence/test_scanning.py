"""Scanning, against a small server that speaks clamd's INSTREAM on a real socket."""

import socketserver
import threading

import pytest
from django.utils import timezone

from complaints.evidence.tasks import scan_file
from complaints.models import Draft, Evidence, Notification, Progress
from complaints.tracking import following, telling

FOUND = b"stream: Eicar-Test FOUND\0"
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
def stand_in(request, settings, tmp_path):
    kind, at = socketserver.TCPServer, ("127.0.0.1", 0)
    if request.param == "unix":
        kind, at = socketserver.UnixStreamServer, str(tmp_path / "clamd")
    with kind(at, Clamd) as server:
        settings.CLAMD_SOCKET = at if request.param == "unix" else f"127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def file(make_file):
    return make_file(CONTENT)


@pytest.mark.parametrize(
    ("says", "verdict", "is_told"),
    [(b"stream: OK\0", "clean", False), (FOUND, "infected", True)],
)
def test_the_verdict_is_kept_and_a_virus_told(stand_in, file, says, verdict, is_told):
    stand_in.says = says
    scan_file(file.pk)
    file.refresh_from_db()
    assert (file.verdict, file.done_at is not None, stand_in.got == CONTENT) == (verdict, True, True)
    assert Progress.objects.filter(complaint=file.complaint, step="file_infected").exists() is is_told
    assert Notification.objects.filter(complaint=file.complaint, kind="news").exists() is is_told


def told(file):
    return list(Progress.objects.filter(complaint=file.complaint, step="file_infected"))


def test_a_virus_is_told_once_however_often_the_task_runs(stand_in, file):
    stand_in.says = FOUND
    scan_file(file.pk)
    Evidence.objects.update(done_at=None)
    scan_file(file.pk)
    assert (len(told(file)), Notification.objects.filter(kind="news").count()) == (1, 1)


def test_a_virus_found_before_sending_is_not_told_again_after_it(stand_in, make_file, make_complaint):
    draft = Draft.objects.create(filing_hash="x", answers={})
    file = make_file(CONTENT, draft=draft)
    stand_in.says = FOUND
    scan_file(file.pk)
    file.draft, file.complaint = None, make_complaint()
    file.save(update_fields=["draft", "complaint"])
    Evidence.objects.update(done_at=None)
    scan_file(file.pk)
    assert (file.complaint.evidence.get().verdict, told(file)) == ("infected", [])


def test_at_the_end_of_a_complaint_a_virus_is_no_step(stand_in, file):
    telling.tell(file.complaint, "closed_paid", at=timezone.now())
    stand_in.says = FOUND
    scan_file(file.pk)
    file.refresh_from_db()
    assert (file.verdict, told(file)) == ("infected", [])
    telling.tell(file.complaint, "reopened", at=timezone.now())
    assert following.is_open(file.complaint)


@pytest.mark.parametrize("says", [b"", b"stream: OK", b"INSTREAM size limit exceeded. ERROR\0"])
def test_no_clear_answer_is_no_verdict_and_is_tried_again(stand_in, file, says):
    stand_in.says = says
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
