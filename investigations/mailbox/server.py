"""A mailbox on an IMAP server. Knows folders, numbers and bytes, never what a mail says.

A mail is read piece by piece, so that none is in memory whole. Whatever a server does, it is over after `seconds`."""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socket import SHUT_RDWR
from threading import Timer
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from imap_tools.errors import ImapToolsError
from imap_tools.mailbox import BaseMailBox, MailBox, MailBoxUnencrypted

# How long it may say nothing.
SILENT_SECONDS = 10
PIECE = 256 * 1024
# Where a mail goes that was taken.
TAKEN = "Taken"
# What goes wrong with servers and the way to them.
FAILURES = (OSError, imaplib.IMAP4.error, ImapToolsError, ImproperlyConfigured)
_PORTS = {"imaps": 993, "imap": 143}


class BrokenOff(OSError):
    """The server said something else than it was asked for."""


class Place(NamedTuple):
    is_encrypted: bool
    host: str
    port: int
    user: str
    password: str
    folder: str

    @property
    def name(self) -> str:
        """Without the password."""
        return f"{self.user} on {self.host}, {self.folder}"


def read_url(url: str) -> Place:
    """Raises ImproperlyConfigured, without the password in it."""
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS[parts.scheme]
    except (ValueError, KeyError):
        raise ImproperlyConfigured("MAILBOX_URL must be imaps://user:password@host/FOLDER") from None
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    folder = unquote(parts.path.strip("/")) or "INBOX"
    return Place(parts.scheme == "imaps", parts.hostname or "", port, user, password, folder)


class Folder:
    """The folder of a mailbox, open."""

    def __init__(self, box: BaseMailBox, place: Place) -> None:
        self._box, self._folder = box, place.folder
        self._has_taken = False
        said = box.client.response("UIDVALIDITY")[1][0]
        if not said or not said.isdigit():
            raise BrokenOff
        self.uidvalidity = int(said)

    def uids(self) -> list[int]:
        """Of all mails in it, oldest first."""
        return sorted(int(uid) for uid in self._box.uids("ALL", charset=None))

    def size(self, uid: int) -> int | None:
        """In bytes. None: it is there no more."""
        for part in self._fetch(uid, "(RFC822.SIZE)"):
            found = re.search(rb"RFC822\.SIZE (\d+)", part if isinstance(part, bytes) else part[0])
            if found:
                return int(found[1])
        return None

    def pieces(self, uid: int, what: str = "") -> Iterator[bytes]:
        """All of a mail, or of its `what`. Nothing, when it is there no more. The mail stays as it is, unread."""
        start = 0
        while piece := self._piece(uid, what, start):
            yield piece
            start += len(piece)

    def set_aside(self, uid: int) -> None:
        """Moves a mail that was taken out of the way. Twice is harmless."""
        if not self._has_taken:
            if not self._box.folder.exists(TAKEN):
                self._box.folder.create(TAKEN)
            self._has_taken = True
        self._box.move([str(uid)], TAKEN)

    def _piece(self, uid: int, what: str, start: int) -> bytes:
        for part in self._fetch(uid, f"(BODY.PEEK[{what}]<{start}.{PIECE}>)"):
            if isinstance(part, tuple) and b"BODY[" in part[0].upper():
                return bytes(part[1])
        return b""

    def _fetch(self, uid: int, what: str) -> list[bytes | tuple[bytes, bytes]]:
        status, found = self._box.client.uid("FETCH", str(uid), what)
        if status != "OK":
            raise BrokenOff
        return [part for part in found if part is not None]


@contextmanager
def opened(url: str, *, seconds: float) -> Iterator[Folder]:
    """The folder, for so many seconds. Raises any of FAILURES, then and while it is used."""
    place = read_url(url)
    box = _connected(place)
    end = Timer(seconds, _hang_up, [box])
    end.daemon = True
    end.start()
    try:
        box.login(place.user, place.password, initial_folder=place.folder)
        yield Folder(box, place)
        box.logout()
    finally:
        end.cancel()
        with suppress(*FAILURES):
            box.client.shutdown()


def _connected(place: Place) -> BaseMailBox:
    if not place.is_encrypted:
        return MailBoxUnencrypted(place.host, place.port, timeout=SILENT_SECONDS)
    # imaplib by itself would take any certificate.
    return MailBox(place.host, place.port, timeout=SILENT_SECONDS, ssl_context=ssl.create_default_context())


def _hang_up(box: BaseMailBox) -> None:
    with suppress(OSError):
        box.client.sock.shutdown(SHUT_RDWR)
