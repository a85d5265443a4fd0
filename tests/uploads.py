"""Files as a provider's browser sends them."""

from collections.abc import Iterable, Iterator
from itertools import chain, repeat

from complaints.evidence.receiving import SealedUpload, SealingHandler

BOUNDARY = "----a-boundary"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"


def upload(content: bytes = b"They never told us.", name: str = "letter.txt") -> SealedUpload:
    """One that has come in."""
    handler = SealingHandler()
    handler.new_file("evidence", name, "", None)
    handler.receive_data_chunk(content, 0)
    return handler.file_complete(len(content))


class Body:
    """A form that is being sent: `wsgi.input`, made while it is read, so that no test holds large files."""

    def __init__(self, *files: tuple[str, Iterable[bytes]], is_cut: bool = False) -> None:
        end = [] if is_cut else [f"--{BOUNDARY}--\r\n".encode()]
        self._pieces = chain(chain.from_iterable(self._part(*file, is_cut) for file in files), end)
        self._held = b""

    def _part(self, name: str, pieces: Iterable[bytes], is_cut: bool) -> Iterator[bytes]:
        yield f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="evidence"; filename="{name}"\r\n\r\n'.encode()
        yield from pieces
        yield b"" if is_cut else b"\r\n"

    def read(self, size: int) -> bytes:
        while len(self._held) < size and (piece := next(self._pieces, None)) is not None:
            self._held += piece
        given, self._held = self._held[:size], self._held[size:]
        return given

    readline = read  # with which Django reads what is left, whatever it is


def zeros(megabytes: int, begin: bytes = b"%PDF-1.7 ") -> Iterator[bytes]:
    """The content of a large file, exactly this large."""
    piece = bytes(64 * 1024)
    yield begin + piece[len(begin) :]
    yield from repeat(piece, megabytes * 16 - 1)
