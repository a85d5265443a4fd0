"""One run in one folder: a lock that the supervisor takes and everything it starts holds on to."""

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path

from .refusal import CannotStart

NAME = "lock"
# After kill -9 of a supervisor its children finish what they have begun: a task may take 20 seconds.
_PATIENCE_SECONDS = 60.0


@contextlib.contextmanager
def held(local: Path, patience: float = _PATIENCE_SECONDS) -> Iterator[int]:
    """Holds the lock and gives its file descriptor, for children to inherit.

    Raises CannotStart while another supervisor lives; waits for the children of one that was killed."""
    lock = os.open(local / NAME, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _take(lock, time.monotonic() + patience)
        os.ftruncate(lock, 0)
        os.pwrite(lock, str(os.getpid()).encode(), 0)
        yield lock
    finally:
        os.close(lock)


def _take(lock: int, until: float) -> None:
    told = False
    while not _is_free(lock):
        if _owner_lives(lock) or time.monotonic() > until:
            raise CannotStart("The service already runs from this folder. Stop that one first (Ctrl-C where it runs).")
        if not told:
            print("Waiting for what an earlier run left to finish.", flush=True)
            told = True
        time.sleep(0.2)


def _is_free(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _owner_lives(lock: int) -> bool:
    written = os.pread(lock, 20, 0)
    try:
        # Nothing written yet: it has just been taken.
        os.kill(int(written) if written else os.getpid(), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
