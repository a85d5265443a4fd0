"""Documents that the authority sends us: taken, scanned, opened by those who work on the case."""

import io
from datetime import datetime

from django.db import transaction

from complaints.evidence import keeping, scanning
from complaints.evidence.receiving import MOST_FILES, SealedUpload
from complaints.models import Evidence
from investigations import access
from investigations.casework import trail
from investigations.lifecycle import Conflict
from investigations.models import AuthorityDocument, AuthorityNews, Case, CaseEvent, Officer
from mysteryshopper.sealed import SealBroken
from mysteryshopper.sealed_files import CHUNK, SealedReader
from mysteryshopper.staff.models import User

from .entering import locked, record

# Of one case.
MOST = 3 * MOST_FILES
_WHY_NOT = {
    "": "This document has not been checked for viruses yet. Nobody opens it before that.",
    Evidence.Verdict.INFECTED: "This document holds a virus. Nobody opens it.",
}


class NoSuchDocument(Exception):
    """No document of this number, or none that the person may know of."""


@transaction.atomic
def keep(officer: Officer, upload: SealedUpload, *, at: datetime) -> AuthorityDocument:
    """Keeps a document. The same bytes again are the document that is there.

    Raises Ended, and NotTaken with a sentence for the page; then nothing of it is left."""
    name = keeping.shown_name(upload.name or "")
    kind = keeping.checked_kind(upload, name)
    case = locked(officer, at=at)
    documents = list(case.authority_documents.all())
    there = next((document for document in documents if document.sha256 == upload.sha256), None)
    if there:
        return there
    if len(documents) >= MOST:
        raise keeping.NotTaken(f"“{name}” was not added: your authority has sent {MOST} documents already.")
    document = AuthorityDocument.objects.create(
        case=case, officer=officer, stored_as=upload.stored_as, name=name, kind=kind, size=upload.size,
        sha256=upload.sha256, added_at=at,
    )  # fmt: skip
    note = f"Document {len(documents) + 1}, {kind.upper()}"
    record(case, CaseEvent.Kind.AUTHORITY_DOCUMENT, officer, at=at, note=note, news=AuthorityNews.Kind.DOCUMENT)
    # Before the commit: were its answer lost, the row may be there, and needs its file.
    upload.keep()
    return document


def scan(document: AuthorityDocument) -> None:
    """Has it scanned and keeps the verdict. Twice is harmless. Raises what `scanning.verdict_on` raises."""
    verdict = scanning.verdict_on(document.stored_as)
    AuthorityDocument.objects.filter(pk=document.pk, verdict="").update(verdict=verdict)


def documents_of(case: Case) -> list[tuple[int, AuthorityDocument]]:
    """Each with its number, which stays: nothing is removed, and what is added comes last."""
    found = case.authority_documents.select_related("officer__contact").order_by("pk")
    return list(enumerate(found, start=1))


@transaction.atomic
def open_document(case: Case, number: int, *, by: User) -> tuple[AuthorityDocument, io.BufferedIOBase]:
    """The document, and its content to read. Raises NoSuchDocument, and Conflict for one that nobody may open now."""
    # Locked and without joins: whoever gave the case away meanwhile no longer opens it.
    case = trail.locked(case)
    document = dict(documents_of(case)).get(number)
    if document is None or not access.can_work_on(by, case):
        raise NoSuchDocument
    if document.verdict != Evidence.Verdict.CLEAN:
        raise Conflict(_WHY_NOT[document.verdict])
    note = f"Document {number} of the authority, {document.kind.upper()}"
    trail.record(case, CaseEvent.Kind.OPENED_FILE, by=by, note=note)
    return document, opened(document.stored_as)


def opened(stored_as: str) -> io.BufferedIOBase:
    """Raises Conflict when it can't be read."""
    try:
        return io.BufferedReader(SealedReader(stored_as), CHUNK)
    except (OSError, SealBroken):
        raise Conflict("This file can’t be read. Tell whoever looks after this service.") from None
