"""Opening a file of a complaint: only one that the scanner found clean, and each time with a row that says so."""

import io

from django.db import transaction
from django.utils import timezone

from complaints.models import Evidence
from investigations import access
from investigations.lifecycle import Conflict
from investigations.models import Case, CaseEvent
from mysteryshopper.sealed import SealBroken
from mysteryshopper.sealed_files import CHUNK, SealedReader
from mysteryshopper.staff.models import User

_WHY_NOT = {
    "": "This file has not been checked for viruses yet. Nobody opens it before that.",
    Evidence.Verdict.INFECTED: "This file holds a virus. Nobody opens it.",
}


class NoSuchFile(Exception):
    """No file of this number, or none that the person may know of."""


def files_of(case: Case) -> list[tuple[int, Evidence]]:
    """Each with its number, which stays: what was sent is never removed, and what is added comes last.

    Without their names, which can hold who complained."""
    found = Evidence.objects.filter(complaint=case.complaint_id).exclude(complaint=None).defer("name").order_by("pk")
    return list(enumerate(found, start=1))


@transaction.atomic
def open_evidence(case: Case, number: int, *, by: User) -> tuple[Evidence, io.BufferedIOBase]:
    """The file, and its content to read. Raises NoSuchFile, and Conflict for one that nobody may open now."""
    # Locked and without joins: whoever gave the case away meanwhile no longer opens it.
    case = Case.objects.select_for_update().get(pk=case.pk)
    file = dict(files_of(case)).get(number)
    if file is None or not access.can_work_on(by, case):
        raise NoSuchFile
    if file.verdict != Evidence.Verdict.CLEAN:
        raise Conflict(_WHY_NOT[file.verdict])
    try:
        content = io.BufferedReader(SealedReader(file.stored_as), CHUNK)
    except (OSError, SealBroken):
        raise Conflict("This file can’t be read. Tell whoever looks after this service.") from None
    note = f"File {number}, {file.kind.upper()}"
    CaseEvent.objects.create(case=case, kind=CaseEvent.Kind.OPENED_FILE, by=by, note=note, at=timezone.now())
    return file, content
