"""Files as they come in: sealed piece by piece, so that no readable byte of one touches the disk, nor much memory."""

import hashlib
import io
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from mysteryshopper.sealed_files import CHUNK, SealedReader, Sealing, erase_file, new_name

MOST_FILES = 10
LARGEST_MB = 20
LARGEST = LARGEST_MB * 1024 * 1024
# As many as there may be, with the answers and headers around them.
_LARGEST_REQUEST = MOST_FILES * LARGEST + 1024 * 1024
# The only field by which a form of ours sends files. What comes by another is not read.
_FIELD = "evidence"


class SealedUpload(UploadedFile):
    """A file that came in, sealed on the disk: erased at the end of the request, unless it was `keep`-t.

    One that is empty or too large holds nothing, and only says how large it is."""

    def __init__(self, name: str, *, size: int, sha256: str, stored_as: str | None) -> None:
        held = io.BufferedReader(SealedReader(stored_as), CHUNK) if stored_as else io.BytesIO()
        super().__init__(held, name)
        self.size: int = size
        self.sha256, self._stored_as, self._is_kept = sha256, stored_as, False

    @property
    def stored_as(self) -> str:
        assert self._stored_as is not None  # it was neither empty nor too large
        return self._stored_as

    def keep(self) -> None:
        """Call it when the row that names the file is written."""
        self._is_kept = True

    def close(self) -> None:
        super().close()
        if self._stored_as and not self._is_kept:
            erase_file(self._stored_as)


class SealingHandler(FileUploadHandler):
    """Django hands it every part of a form that is a file, one after the other, in pieces."""

    def handle_raw_input(
        self, stream: Any, environ: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        if content_length > _LARGEST_REQUEST:
            raise RequestDataTooBig("More files at once than we take.")

    def new_file(self, field_name: str, *args: Any, **kwargs: Any) -> None:
        super().new_file(field_name, *args, **kwargs)
        if field_name != _FIELD:
            raise SkipFile
        self._stored_as, self._hash = new_name(), hashlib.sha256()
        self._sealing: Sealing | None = Sealing(self._stored_as)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._hash.update(raw_data)
        if self._sealing and start + len(raw_data) > LARGEST:
            self._forget()
        if self._sealing:
            self._sealing.write(raw_data)

    def file_complete(self, file_size: int) -> SealedUpload:
        if file_size == 0:
            self._forget()
        if self._sealing:
            self._sealing.finish()
        stored_as = self._stored_as if self._sealing else None
        self._sealing = None
        return SealedUpload(self.file_name or "", size=file_size, sha256=self._hash.hexdigest(), stored_as=stored_as)

    def upload_interrupted(self) -> None:
        self._forget()

    def _forget(self) -> None:
        if self._sealing:
            self._sealing.abandon()
        self._sealing = None
