"""Takes what lies in the mailbox: each mail is a row before it is moved on the server, and one row only.

Killed before the row is written, the mail still lies there. Killed after, it lies there too, is met again, and its
bytes are known: it is moved, and no second row is written."""

import hashlib
import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from time import monotonic
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from investigations.models import IncomingMail, Mailbox
from mysteryshopper import owed
from mysteryshopper.sealed_files import Sealing, erase_file, new_name

from .server import FAILURES, Folder, opened, read_url

log = logging.getLogger(__name__)

# One that holds files of 25 MB, which a mail makes a third larger. Of what is larger only the headers are kept.
LARGEST = 36 * 1024 * 1024
_HEADERS = 256 * 1024
# A poll ends itself after SECONDS, is ended after LIMIT, and until LEASE no other begins.
SECONDS, LIMIT, LEASE = 100, 150, 200


def poll() -> int:
    """Takes the mails that lie there. How many are new. Returns at once while another poll is under way.

    Whatever fails is written down for the leads, and tried again by the next poll."""
    if not settings.MAILBOX_URL:
        return 0
    mailbox, lease = _claimed()
    if lease is None:
        return 0
    new = 0
    try:
        with opened(settings.MAILBOX_URL, seconds=SECONDS) as folder:
            for is_new in _take_all(folder, mailbox, until=monotonic() + SECONDS):
                new += is_new
    except FAILURES as error:
        _failed(mailbox, lease, error)
    else:
        _held(mailbox, lease).update(
            leased_until=None, polled_at=timezone.now(), failing_since=None, last_error="", broke_off_at=None
        )
    if new:
        owed.nudge()
    return new


def _take_all(folder: Folder, mailbox: Mailbox, *, until: float) -> Iterator[bool]:
    """For each mail whether it is new."""
    for uid in _from(mailbox.broke_off_at, folder.uids()):
        if monotonic() > until:
            return
        # Not in the same place for the next poll, if this one ends here.
        Mailbox.objects.filter(pk=mailbox.pk).update(broke_off_at=uid)
        size = folder.size(uid)
        if size is None:
            continue
        is_new = _take(folder, mailbox, uid, size)
        folder.set_aside(uid)
        yield is_new


def _from(broke_off_at: int | None, uids: Sequence[int]) -> list[int]:
    """Begins behind the one at which the last poll broke off, which comes last: so no mail holds up another."""
    last = broke_off_at or 0
    return sorted(uids, key=lambda uid: (uid <= last, uid))


class _TooLarge(Exception):
    """It is larger than its server said."""


class _Sealed(NamedTuple):
    name: str
    sha256: str
    size: int


def _take(folder: Folder, mailbox: Mailbox, uid: int, size: int) -> bool:
    """Seals the mail and writes its row. Whether it is new."""
    is_whole = size <= LARGEST
    try:
        sealed = _sealed(folder.pieces(uid) if is_whole else _headers(folder, uid))
    except _TooLarge:
        is_whole, sealed = False, _sealed(_headers(folder, uid))
    if size and not sealed.size:  # somebody took it away meanwhile
        erase_file(sealed.name)
        return False
    row = {
        "mailbox": mailbox,
        "uidvalidity": folder.uidvalidity,
        "uid": uid,
        "stored_as": sealed.name,
        "size": sealed.size if is_whole else size,
        "is_whole": is_whole,
        "taken_at": timezone.now(),
    }
    said = sealed.sha256 if is_whole else f"{sealed.sha256} of {size}"
    # If the answer to the commit is lost, the row may be there and needs its file: only a known mail loses it.
    _, is_new = IncomingMail.objects.get_or_create(digest=_digest(said), defaults=row)
    if not is_new:
        erase_file(sealed.name)
    return is_new


def _sealed(pieces: Iterable[bytes]) -> _Sealed:
    """What a kill leaves of it no row names: it is swept. Raises _TooLarge."""
    name, told, size = new_name(), hashlib.sha256(), 0
    sealing = Sealing(name)
    try:
        for piece in pieces:
            size += len(piece)
            if size > LARGEST:
                raise _TooLarge
            told.update(piece)
            sealing.write(piece)
        sealing.finish()
    except BaseException:
        sealing.abandon()
        raise
    return _Sealed(name, told.hexdigest(), size)


def _headers(folder: Folder, uid: int) -> Iterator[bytes]:
    return _begin(folder.pieces(uid, "HEADER"), _HEADERS)


def _begin(pieces: Iterable[bytes], most: int) -> Iterator[bytes]:
    for piece in pieces:
        yield piece[:most]
        most -= len(piece)
        if most <= 0:
            return


def _digest(told: str) -> str:
    """Under a key, since who has the same mail could tell by it."""
    return salted_hmac("investigations.incoming", told, algorithm="sha256").hexdigest()


def _claimed() -> tuple[Mailbox, datetime | None]:
    """The mailbox and the lease on it, taken by compare-and-set. None: another poll holds it."""
    try:
        name = read_url(settings.MAILBOX_URL).name[:300]
    except FAILURES:
        name = "MAILBOX_URL"  # the poll says what is wrong with it
    mailbox, _ = Mailbox.objects.get_or_create(name=name)
    now = timezone.now()
    lease = now + timedelta(seconds=LEASE)
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    return mailbox, lease if Mailbox.objects.filter(free, pk=mailbox.pk).update(leased_until=lease) else None


def _held(mailbox: Mailbox, lease: datetime) -> QuerySet[Mailbox]:
    return Mailbox.objects.filter(pk=mailbox.pk, leased_until=lease)


def _failed(mailbox: Mailbox, lease: datetime, error: Exception) -> None:
    """The kind of error only: its text may quote what the server said."""
    kind = type(error).__name__
    log.warning("mailbox: %s; tried again by the next poll", kind)
    since = mailbox.failing_since or timezone.now()
    _held(mailbox, lease).update(leased_until=None, failing_since=since, last_error=kind[:100])
