"""Makes clean copies and reads them, in a process of its own: strangers' files meet much code, some of it in C.

What crashes, takes too long or too much memory there ends that process alone, and no copy is made. It has no keys, no
settings and no database."""

import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

from .refusing import CannotBeCleaned

LARGEST = 20 * 1024 * 1024
# Of processor and of clock; longer where the machine is busy with others.
SECONDS, _MOST_SECONDS = 5, 20
REFUSED = 3
_ROOT = Path(__file__).parents[2]
# Nothing of ours: no key, no password.
_ENVIRONMENT = {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
_KINDS_OF_COPY = {"eml": "txt"}


def clean(content: BinaryIO | bytes, kind: str) -> bytes:
    """A copy of a file of this kind (complaints.evidence.kinds), of kind `kind_of_copy`. The same file, the same copy.

    Raises CannotBeCleaned, also for what takes more than 5 seconds of processor."""
    return _apart("clean", content, kind)


def text_of(copy: BinaryIO | bytes, kind: str) -> str:
    """All words in a copy of this kind, headers, footers and names of sheets too. None of a picture.

    Raises CannotBeCleaned when it cannot be read."""
    return _apart("read", copy, kind).decode()


def kind_of_copy(kind: str) -> str:
    """An email becomes plain text; the others stay what they are."""
    return _KINDS_OF_COPY.get(kind, kind)


def _apart(verb: str, content: BinaryIO | bytes, kind: str) -> bytes:
    given = content if isinstance(content, bytes) else content.read(LARGEST + 1)
    if len(given) > LARGEST:
        raise CannotBeCleaned("It is larger than 20 MB.")
    try:
        done = subprocess.run(  # noqa: S603 (our own module; of the words, the kind is one of ours)
            [sys.executable, "-m", "complaints.cleaning", verb, kind],
            input=given, capture_output=True, cwd=_ROOT, env=_ENVIRONMENT, timeout=_MOST_SECONDS,
            check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise CannotBeCleaned("It takes too long to clean.") from error
    if done.returncode == REFUSED:
        raise CannotBeCleaned(done.stdout.decode())
    if done.returncode != 0:
        raise CannotBeCleaned("It takes too long or too much memory to clean, or is broken.")
    return done.stdout
