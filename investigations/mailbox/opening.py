"""Opening a file of a mail: only one that the scanner found clean, and each time with a row in the case's history."""

import io

from django.db import transaction
from django.utils import timezone

from complaints.evidence import scanning
from complaints.models import Evidence
from investigations import access
from investigations.lifecycle import Conflict
from investigations.models import CaseEvent, IncomingFile, IncomingMail
from mysteryshopper.sealed import SealBroken
from mysteryshopper.sealed_files import CHUNK, SealedReader
from mysteryshopper.staff.models import User

_WHY_NOT = {
    "": "This file has not been checked for viruses yet. Nobody opens it before that.",
    Evidence.Verdict.INFECTED: "This file holds a virus. Nobody opens it.",
}


class NoSuchFile(Exception):
    """No file of this number, none that was kept, or none that the person may know of."""


def scan(file: IncomingFile) -> None:
    """Has it scanned and keeps the verdict. Twice is harmless. Raises as `scanning.verdict_on` does."""
    if file.stored_as and not file.verdict:
        verdict = scanning.verdict_on(file.stored_as)
        IncomingFile.objects.filter(pk=file.pk).update(verdict=verdict)


@transaction.atomic
def open_file(mail: IncomingMail, number: int, *, by: User) -> tuple[IncomingFile, io.BufferedIOBase]:
    """The file, and its content to read. Raises NoSuchFile, and Conflict for one that nobody may open now."""
    mail = IncomingMail.objects.select_for_update().get(pk=mail.pk)
    file = mail.files.filter(number=number, left_out="").first()
    if file is None or file.stored_as is None or not access.can_read_mail(by, mail):
        raise NoSuchFile
    if file.verdict != Evidence.Verdict.CLEAN:
        raise Conflict(_WHY_NOT[file.verdict])
    try:
        content = io.BufferedReader(SealedReader(file.stored_as), CHUNK)
    except (OSError, SealBroken):
        raise Conflict("This file can’t be read. Tell whoever looks after this service.") from None
    if mail.case:
        note = f"File {number} of a mail, {file.kind.upper()}"
        CaseEvent.objects.create(case=mail.case, kind=CaseEvent.Kind.OPENED_FILE, by=by, note=note, at=timezone.now())
    return file, content
