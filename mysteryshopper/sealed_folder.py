"""The folder of sealed files: which there are, by their names, ages and keys. Never what is in them."""

import contextlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from .sealed import FINGERPRINT, sealing_cipher
from .sealed_files import NAME, unfinished


def files_under_older_keys() -> Iterator[str]:
    """Names of the files that the newest key does not open."""
    newest = sealing_cipher()[0]
    for path in _in_folder():
        if NAME.fullmatch(path.name) and _fingerprint(path) not in (newest, None):
            yield path.name


def files_from_before(moment: datetime) -> list[str]:
    """Names of the files that were sealed before it."""
    return [path.name for path in _in_folder() if NAME.fullmatch(path.name) and _is_from_before(path, moment)]


def erase_unfinished(moment: datetime) -> None:
    """Erases what a sealing that was killed before it has left. Finished files stay."""
    for path in _in_folder():
        if path == unfinished(path) and NAME.fullmatch(path.stem) and _is_from_before(path, moment):
            path.unlink(missing_ok=True)


def _in_folder() -> list[Path]:
    folder = Path(settings.EVIDENCE_ROOT)
    return list(folder.iterdir()) if folder.is_dir() else []


def _is_from_before(path: Path, moment: datetime) -> bool:
    """Not, when it was erased meanwhile."""
    with contextlib.suppress(FileNotFoundError):
        return path.stat().st_mtime < moment.timestamp()
    return False


def _fingerprint(path: Path) -> bytes | None:
    """Of the key that sealed it. None: it was erased meanwhile."""
    with contextlib.suppress(FileNotFoundError), path.open("rb") as file:
        return file.read(FINGERPRINT)
    return None
