"""Sealed files: bytes that the disk holds but cannot read. Knows keys, names and chunks, never what they say.

A file is the fingerprint of its key, then chunks of AES-256-GCM. With each chunk its file's name, its number and
whether it is the last are authenticated: so a file that was cut, reordered or swapped for another does not open.
Chunks, so that no more than one or two of them are in memory, however large the file.
"""

import os
import re
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from .sealed import FINGERPRINT, NONCE, SealBroken, opening_cipher, sealing_cipher

CHUNK = 64 * 1024
_TAG = 16
_SEALED_CHUNK = NONCE + CHUNK + _TAG
_NAME = re.compile(r"[0-9a-f]{32}")


def new_name() -> str:
    """A name for a file: random, so that it says nothing of what is in it."""
    return secrets.token_hex(16)


def seal_file(name: str, pieces: Iterable[bytes]) -> None:
    """Seals what the pieces, of any length, hold. When `pieces` raises, or the disk is full, no file is left.

    The name appears only once all of it is on the disk."""
    path = _path(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    fingerprint, cipher = sealing_cipher()
    try:
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(fingerprint)
            for number, (chunk, is_last) in enumerate(_with_last(_in_chunks(pieces))):
                file.write(_sealed(cipher, chunk, _place(name, number, is_last)))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        _sync_folder(path.parent)
    except BaseException:
        erase_file(name)
        raise


def open_file(name: str) -> Iterator[bytes]:
    """Its chunks, one after the other. Raises SealBroken when it gets to what is not as it was sealed: until the last
    chunk has come, a caller cannot know that nothing was cut off. Raises FileNotFoundError."""
    with _path(name).open("rb") as file:
        cipher = opening_cipher(file.read(FINGERPRINT))
        if cipher is None:
            raise SealBroken("no key for this file")
        for number, (sealed, is_last) in enumerate(_with_last(iter(lambda: file.read(_SEALED_CHUNK), b""))):
            try:
                yield cipher.decrypt(sealed[:NONCE], sealed[NONCE:], _place(name, number, is_last))
            except (InvalidTag, ValueError) as broken:  # ValueError: too short to be a chunk at all
                raise SealBroken("the file was changed, cut or moved") from broken


def erase_file(name: str) -> None:
    """Erases it, and what an interrupted sealing may have left of it. Twice is harmless."""
    path = _path(name)
    path.unlink(missing_ok=True)
    path.with_suffix(".new").unlink(missing_ok=True)


def _path(name: str) -> Path:
    """Raises ValueError for a name that is none of ours: it could lead out of the folder."""
    if not _NAME.fullmatch(name):
        raise ValueError("not the name of a sealed file")
    return Path(settings.EVIDENCE_ROOT, name)


def _sealed(cipher: AESGCM, chunk: bytes, place: bytes) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + cipher.encrypt(nonce, chunk, place)


def _place(name: str, number: int, is_last: bool) -> bytes:
    return f"{name}:{number}:{'last' if is_last else 'more'}".encode()


def _in_chunks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in chunks of CHUNK, the last one shorter. At least one chunk, were it empty."""
    held = bytearray()
    for piece in pieces:
        for start in range(0, len(piece), CHUNK):
            held += piece[start : start + CHUNK]
            if len(held) > CHUNK:
                yield bytes(held[:CHUNK])
                del held[:CHUNK]
    yield bytes(held)


def _with_last(chunks: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Each with whether it is the last. A file without any has an empty one, which does not open."""
    here = next(chunks, b"")
    for after in chunks:
        yield here, False
        here = after
    yield here, True


def _sync_folder(folder: Path) -> None:
    """The new name is on the disk only once its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
