"""One whole case as a zip: what its page shows, and the files that may be opened. Never who complained."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date

from django.db import transaction

from complaints.models import Evidence
from investigations import access
from investigations.leaving import door
from investigations.models import Audience, Case, CaseEvent, Letter
from mysteryshopper.sealed_files import CHUNK
from mysteryshopper.staff.models import User

from . import opening
from .trail import locked, record


@transaction.atomic
def take_out(case: Case, *, by: User) -> list[tuple[str, io.BufferedIOBase]]:
    """Name and content of each clean file, each with its row, and of each letter; and a row for the whole.

    Raises NotAllowed, Conflict."""
    case = locked(case)
    access.check_work_on(by, case)
    record(case, CaseEvent.Kind.TAKEN_OUT, by=by)
    clean = [number for number, file in opening.files_of(case) if file.verdict == Evidence.Verdict.CLEAN]
    opened = [(number, *opening.open_evidence(case, number, by=by)) for number in clean]
    files: list[tuple[str, io.BufferedIOBase]]
    files = [(f"files/file-{number}.{file.kind}", content) for number, file, content in opened]
    return files + [(name_of(letter), io.BytesIO(letter.mail.encode())) for letter in _anonymous(case) if letter.mail]


def name_of(letter: Letter) -> str:
    """Of its mail in the zip."""
    return f"letters/letter-{letter.pk}.eml"


def _anonymous(case: Case) -> list[Letter]:
    """Letters as they were released, but none that two people let through though it may say who complained."""
    letters = case.letters.filter(released_at__isnull=False)
    return [one for one in letters if not door.find(case, f"{one.subject}\n\n{one.body}", Audience.PUBLIC)]


def zipped(index: str, files: Iterable[tuple[str, io.BufferedIOBase]], *, day: date) -> Iterator[bytes]:
    """The zip, piece by piece: nothing readable of it touches the disk. All in it carry one date, that of the day."""
    out = _Pieces()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_member("index.html", day), index)
        yield out.take()
        for name, content in files:
            with content, archive.open(_member(name, day), "w") as member:
                while piece := content.read(CHUNK):
                    member.write(piece)
                    yield out.take()
    yield out.take()


def _member(name: str, day: date) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o600 << 16
    return member


class _Pieces(io.RawIOBase):
    """What was written since it was last taken."""

    def __init__(self) -> None:
        self._written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: object) -> int:
        self._written += memoryview(piece)  # type: ignore[arg-type]
        return len(memoryview(piece))  # type: ignore[arg-type]

    def take(self) -> bytes:
        taken = bytes(self._written)
        self._written.clear()
        return taken
