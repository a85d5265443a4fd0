"""Scanning a file for viruses, by clamd: the daemon of ClamAV, at settings.CLAMD_SOCKET."""

import socket
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from complaints.models import Evidence, Notification
from complaints.tracking import following, telling
from mysteryshopper.owed import NotYet
from mysteryshopper.sealed_files import open_file

_UNTIL_ASKED_AGAIN = timedelta(hours=1)
_TIMEOUT_SECONDS = 10
_LONGEST_ANSWER = 4096


class ScannerFailed(Exception):
    """It answered neither that the file is clean nor that it is not."""


def scan(file: Evidence) -> None:
    """Has the file scanned and keeps the verdict; tells the provider of a virus. Twice is harmless.

    Raises as `verdict_on` does."""
    verdict = verdict_on(file.stored_as)
    with transaction.atomic():
        # The complaint may have been sent since: only the row as it is now knows whose the file is.
        locked = Evidence.objects.select_for_update().filter(pk=file.pk, verdict="").first()
        if locked is None:
            return
        locked.verdict = verdict
        locked.save(update_fields=["verdict"])
        # Before it is sent the page for files says it, and at the end there is nothing to carry on with.
        if verdict == Evidence.Verdict.INFECTED and locked.complaint and following.is_open(locked.complaint):
            telling.tell(locked.complaint, "file_infected", at=timezone.now(), mail=Notification.Kind.NEWS)


def verdict_on(stored_as: str) -> Evidence.Verdict:
    """What the scanner says of a sealed file.

    Raises NotYet without a scanner: the file stays unscanned, and unopened, until there is one. Raises OSError and
    ScannerFailed when the scanner is away or not well."""
    if not settings.CLAMD_SOCKET:
        raise NotYet(timezone.now() + _UNTIL_ASKED_AGAIN)
    return _verdict(open_file(stored_as))


def _verdict(pieces: Iterator[bytes]) -> Evidence.Verdict:
    """Speaks INSTREAM: each piece after its length, then a length of nothing; then one line comes back."""
    with _connected() as clamd:
        clamd.sendall(b"zINSTREAM\0")
        for piece in pieces:
            if piece:
                clamd.sendall(len(piece).to_bytes(4, "big") + piece)
        clamd.sendall(bytes(4))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER and (more := clamd.recv(4096)):
            answer += more
    if answer == b"stream: OK\0":
        return Evidence.Verdict.CLEAN
    if answer.startswith(b"stream: ") and answer.endswith(b" FOUND\0"):
        return Evidence.Verdict.INFECTED
    raise ScannerFailed


def _connected() -> socket.socket:
    """To a path, or to host:port."""
    address = settings.CLAMD_SOCKET
    if not address.startswith("/"):
        host, _, port = address.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=_TIMEOUT_SECONDS)
    clamd = socket.socket(socket.AF_UNIX)
    clamd.settimeout(_TIMEOUT_SECONDS)
    try:
        clamd.connect(address)
    except OSError:
        clamd.close()
        raise
    return clamd
