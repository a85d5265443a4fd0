"""Sealed files: bytes that the disk holds but cannot read. Knows keys, names and chunks, never what they say.

A file is the fingerprint of its key, then chunks of AES-256-GCM. With each chunk its file's name, its number and
whether it is the last are authenticated: so a file that was cut, reordered or swapped for another does not open.
Chunks, so that no more than one or two of them are in memory, however large the file.
"""

import contextlib
import io
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from django.conf import settings

from .sealed import FINGERPRINT, NONCE, SealBroken, opening_cipher, sealing_cipher

CHUNK = 64 * 1024
_TAG = 16
_SEALED_CHUNK = NONCE + CHUNK + _TAG
NAME = re.compile(r"[0-9a-f]{32}")


def new_name() -> str:
    """A name for a file: random, so that it says nothing of what is in it."""
    return secrets.token_hex(16)


def seal_file(name: str, pieces: Iterable[bytes]) -> None:
    """Seals what the pieces, of any length, hold. When `pieces` raises, or the disk is full, no file is left."""
    sealing = Sealing(name)
    try:
        for piece in pieces:
            sealing.write(piece)
        sealing.finish()
    except BaseException:
        sealing.abandon()
        raise


class Sealing:
    """A file that is being sealed, piece by piece. Its name appears only once all of it is on the disk. Whoever
    does not finish it abandons it."""

    def __init__(self, name: str) -> None:
        self._name, self._path = name, _path(name)
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._held, self._number = bytearray(), 0
        fingerprint, self._cipher = sealing_cipher()
        handle = os.open(unfinished(self._path), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._file = os.fdopen(handle, "wb")
        self._file.write(fingerprint)

    def write(self, piece: bytes) -> None:
        for start in range(0, len(piece), CHUNK):
            self._held += piece[start : start + CHUNK]
            if len(self._held) > CHUNK:  # the last chunk may be full, but is never empty unless the file is
                self._seal(bytes(self._held[:CHUNK]), is_last=False)
                del self._held[:CHUNK]

    def finish(self) -> None:
        self._seal(bytes(self._held), is_last=True)
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        unfinished(self._path).replace(self._path)
        _sync_folder(self._path.parent)

    def abandon(self) -> None:
        """Erases it, finished or not. Twice is harmless."""
        self.discard()
        erase_file(self._name)

    def discard(self) -> None:
        """Erases what is not finished; a finished file of this name stays."""
        with contextlib.suppress(OSError):  # a full disk fails here once more
            self._file.close()
        unfinished(self._path).unlink(missing_ok=True)

    def _seal(self, chunk: bytes, *, is_last: bool) -> None:
        nonce = os.urandom(NONCE)
        place = _place(self._name, self._number, is_last)
        self._file.write(nonce + self._cipher.encrypt(nonce, chunk, place))
        self._number += 1


def reseal_file(name: str) -> None:
    """The same bytes under the newest key. The older file stands until the new one is whole on the disk.

    Raises SealBroken and FileNotFoundError; then nothing has changed. A file that is erased at this very moment may
    come back, as one that no row names: those are swept."""
    # What an interrupted resealing left: no other file is ever sealed twice under one name.
    unfinished(_path(name)).unlink(missing_ok=True)
    pieces = open_file(name)
    sealing = Sealing(name)
    try:
        for piece in pieces:
            sealing.write(piece)
        sealing.finish()
    except BaseException:
        sealing.discard()
        raise


def open_file(name: str) -> Iterator[bytes]:
    """Its chunks, one after the other. Raises SealBroken when it gets to what is not as it was sealed: until the last
    chunk has come, a caller cannot know that nothing was cut off. Raises FileNotFoundError."""
    with SealedReader(name) as file:
        for number in range(file.chunks):
            yield file.chunk(number)


class SealedReader(io.RawIOBase):
    """A sealed file as one to read from any place, for libraries that want that. Raises as `open_file` does."""

    def __init__(self, name: str) -> None:
        self._name, self._at = name, 0
        self._file = _path(name).open("rb")
        cipher = opening_cipher(self._file.read(FINGERPRINT))
        sealed = os.fstat(self._file.fileno()).st_size - FINGERPRINT
        self.chunks = -(-sealed // _SEALED_CHUNK)
        if cipher is None or self.chunks < 1:
            self._file.close()
            raise SealBroken("no key for this file, or no chunk in it")
        self._cipher, self._size = cipher, sealed - self.chunks * (NONCE + _TAG)

    def chunk(self, number: int) -> bytes:
        self._file.seek(FINGERPRINT + number * _SEALED_CHUNK)
        sealed = self._file.read(_SEALED_CHUNK)
        place = _place(self._name, number, number == self.chunks - 1)
        try:
            return self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], place)
        except (InvalidTag, ValueError) as broken:  # ValueError: too short to be a chunk at all
            raise SealBroken("the file was changed, cut or moved") from broken

    def readinto(self, buffer: Any) -> int:
        if self._at >= self._size:
            return 0
        number, start = divmod(self._at, CHUNK)
        piece = self.chunk(number)[start : start + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        place = offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        if place < 0:
            raise ValueError("before the beginning of the file")
        self._at = place
        return place

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def close(self) -> None:
        self._file.close()
        super().close()


def erase_file(name: str) -> None:
    """Erases it, and what an interrupted sealing may have left of it. Twice is harmless."""
    path = _path(name)
    path.unlink(missing_ok=True)
    unfinished(path).unlink(missing_ok=True)


def _path(name: str) -> Path:
    """Raises ValueError for a name that is none of ours: it could lead out of the folder."""
    if not NAME.fullmatch(name):
        raise ValueError("not the name of a sealed file")
    return Path(settings.EVIDENCE_ROOT, name)


def unfinished(path: Path) -> Path:
    """Where a file of this path stands until all of it is on the disk."""
    return path.with_suffix(".new")


def _place(name: str, number: int, is_last: bool) -> bytes:
    return f"{name}:{number}:{'last' if is_last else 'more'}".encode()


def _sync_folder(folder: Path) -> None:
    """The new name is on the disk only once its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
