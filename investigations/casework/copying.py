"""Clean copies of a provider's files, for the authority: made with the provider's consent, read by the leak check."""

import hashlib
import io
from contextlib import closing
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from complaints.cleaning.cleaning import CannotBeCleaned, clean, kind_of_copy, text_of
from complaints.models import CleanCopy, Consent, Evidence
from investigations import access
from investigations.leaving import door
from investigations.leaving.leakcheck import Finding
from investigations.lifecycle import Conflict
from investigations.models import Audience, Case, CaseEvent, HeldText
from mysteryshopper.sealed import SealBroken
from mysteryshopper.sealed_files import CHUNK, SealedReader, erase_file, new_name, seal_file
from mysteryshopper.staff.models import User

from . import opening, trail

# The leak check takes a few seconds for so much, and somebody waits for it.
_LONGEST_TEXT = 1_000_000


@dataclass(frozen=True)
class Checked:
    """A copy, and what in its text may name the provider. `held`: where that is shown and decided, if it was held."""

    copy: CleanCopy
    has_text: bool
    findings: list[Finding]
    held: HeldText | None


def make_copy(case: Case, number: int, *, by: User) -> CleanCopy:
    """Makes a copy of a file, or hands back the same one that is there; has what it says checked.

    Raises NoSuchFile, NotAllowed, and Conflict: without consent, for a file that is not clean or can't be cleaned."""
    file = _allowed_file(case, number, by=by)
    # Outside of the transaction: nobody waits for the case while it is cleaned.
    kind, content = kind_of_copy(file.kind), _cleaned(file)
    text = _text(content, kind)
    copy = _keep(case, number, kind, content, by=by)
    door.examine(case, text, Audience.AUTHORITY, by=by)
    return copy


def check_copy(case: Case, number: int, *, by: User) -> Checked | None:
    """The newest copy of a file, checked now. None: there is none. Raises NoSuchFile, NotAllowed and Conflict."""
    copy = _newest(case, number, by=by)
    if copy is None:
        return None
    text = _text(_read(copy.stored_as), copy.kind)
    findings = door.find(case, text, Audience.AUTHORITY)
    texts = case.held_texts.filter(audience=Audience.AUTHORITY, at__gte=copy.made_at)
    held = next((held for held in texts[:20] if held.text == text and door.findings_of(held) == findings), None)
    return Checked(copy, has_text=bool(text.strip()), findings=findings, held=held if findings else None)


@transaction.atomic
def open_copy(case: Case, number: int, *, by: User) -> tuple[CleanCopy, io.BufferedIOBase]:
    """The newest copy of a file, to look at. Raises NoSuchFile, also without a copy, NotAllowed and Conflict."""
    copy = _newest(trail.locked(case), number, by=by)
    if copy is None:
        raise opening.NoSuchFile
    trail.record(case, CaseEvent.Kind.OPENED_FILE, by=by, note=f"Copy of file {number}, {copy.kind.upper()}")
    return copy, _opened(copy.stored_as)


def pass_out(case: Case, copy: CleanCopy) -> None:
    """Returns when this copy may leave to the authority now. Raises Held, TooSoon, and Conflict without consent."""
    _check_consent(copy.evidence)
    door.pass_out(case, _text(_read(copy.stored_as), copy.kind), Audience.AUTHORITY)


def _allowed_file(case: Case, number: int, *, by: User) -> Evidence:
    """The file, when a copy of it may be made now."""
    access.check_work_on(by, case)
    file = _file(case, number)
    if file.verdict != Evidence.Verdict.CLEAN:
        raise Conflict("This file has not been found free of viruses. No copy is made of it.")
    _check_consent(file)
    return file


def _check_consent(file: Evidence) -> None:
    given = Consent.objects.filter(complaint=file.complaint_id, purpose=Consent.Purpose.EVIDENCE, taken_back_at=None)
    if not given.exists():
        raise Conflict("The provider does not allow us to show copies of their files to the authority.")


def _file(case: Case, number: int) -> Evidence:
    file = dict(opening.files_of(case)).get(number)
    if file is None:
        raise opening.NoSuchFile
    return file


def _newest(case: Case, number: int, *, by: User) -> CleanCopy | None:
    access.check_work_on(by, case)
    return _file(case, number).copies.select_related("made_by").last()


def _keep(case: Case, number: int, kind: str, content: bytes, *, by: User) -> CleanCopy:
    """The sealed file is there before its row, and goes again without one."""
    digest, name, has_row = hashlib.sha256(content).hexdigest(), new_name(), False
    seal_file(name, [content])
    try:
        with transaction.atomic():
            file = _allowed_file(trail.locked(case), number, by=by)
            there = file.copies.last()
            if there and there.sha256 == digest and _is_whole(there):
                return there
            copy = CleanCopy.objects.create(
                evidence=file, stored_as=name, kind=kind, size=len(content), sha256=digest, made_at=timezone.now(),
                made_by=by,
            )  # fmt: skip
            trail.record(case, CaseEvent.Kind.COPIED, by=by, note=f"File {number}, {file.kind.upper()}")
            # Before the commit: were its answer lost, the row may be there, and needs its file.
            has_row = True
    finally:
        if not has_row:
            erase_file(name)
    return copy


def _is_whole(copy: CleanCopy) -> bool:
    """Whether its file is there and can be read."""
    try:
        _read(copy.stored_as)
    except Conflict:
        return False
    return True


def _cleaned(file: Evidence) -> bytes:
    try:
        return clean(_read(file.stored_as), file.kind)
    except CannotBeCleaned as reason:
        raise Conflict(f"No copy was made of this file. {reason}") from None


def _text(content: bytes, kind: str) -> str:
    try:
        text = text_of(content, kind)
    except CannotBeCleaned as reason:
        raise Conflict(f"The copy of this file can’t be checked. {reason}") from None
    if len(text) > _LONGEST_TEXT:
        raise Conflict("This file says too much to be checked in one piece. Ask for the pages that matter.")
    return text


def _read(stored_as: str) -> bytes:
    with closing(_opened(stored_as)) as content:
        try:
            return content.read()
        except SealBroken:
            raise Conflict(_NOT_READ) from None


def _opened(stored_as: str) -> io.BufferedReader:
    try:
        return io.BufferedReader(SealedReader(stored_as), CHUNK)
    except (OSError, SealBroken):
        raise Conflict(_NOT_READ) from None


_NOT_READ = "This file can’t be read. Tell whoever looks after this service."
