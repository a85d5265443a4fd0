"""The files of a complaint, being written or sent: taken, removed, erased. Row and file come and go together."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.models import CleanCopy, Complaint, Draft, Evidence, ProviderNews
from complaints.tokens import hashed
from complaints.tracking import following, news
from mysteryshopper.sealed_files import erase_file

from .kinds import WE_TAKE, kind_of
from .receiving import LARGEST, LARGEST_MB, MOST_FILES, SealedUpload

# Of one complaint, with those that are added after it was sent.
MOST_ALTOGETHER = 3 * MOST_FILES
_LONGEST_NAME = 100


class NotTaken(Exception):
    """The file was not kept. Its text names the file and tells the provider what to do."""


class NothingBegun(Exception):
    """No complaint is being written with this token: not begun, erased, or sent."""


class IsClosed(Exception):
    """The complaint takes no more files."""


@transaction.atomic
def add_to_draft(token: str, upload: SealedUpload, ground_key: str) -> Evidence:
    """Keeps a file with what is being written. Raises NotTaken and NothingBegun; then nothing of it is left."""
    name = shown_name(upload.name or "")
    kind = checked_kind(upload, name)
    draft = _locked_draft(token)
    if draft.evidence.count() >= MOST_FILES:
        text = _("“%(name)s” was not added: you have %(most)s files already. Remove one first.")
        raise NotTaken(text % {"name": name, "most": MOST_FILES})
    draft.save(update_fields=draft.put_off_erasure())
    return _keep(upload, name, kind, draft=draft, ground_key=ground_key)


@transaction.atomic
def add_to_complaint(complaint: Complaint, upload: SealedUpload, *, at: datetime) -> Evidence:
    """Keeps a file with what was sent, and tells those who work on it. The same bytes again are the file that is there.

    Shows no ground: that is how the receipt knows what came later. Raises NotTaken and IsClosed; then nothing of it is
    left."""
    name = shown_name(upload.name or "")
    kind = checked_kind(upload, name)
    complaint = Complaint.objects.select_for_update().get(pk=complaint.pk)
    if not following.is_open(complaint):
        raise IsClosed
    files = list(complaint.evidence.all())
    there = next((file for file in files if file.sha256 == upload.sha256), None)
    if there:
        return there
    if len(files) >= MOST_ALTOGETHER:
        text = _("“%(name)s” was not added: you have sent %(most)s files already. Tell us about it in a message.")
        raise NotTaken(text % {"name": name, "most": MOST_ALTOGETHER})
    news.add(complaint, ProviderNews.Kind.FILE, at=at)
    return _keep(upload, name, kind, complaint=complaint, added_at=at)


def _keep(upload: SealedUpload, name: str, kind: str, **whose: Any) -> Evidence:
    """The file is there before its row: so a row always has its file."""
    seen = {"size": upload.size, "sha256": upload.sha256, "added_at": timezone.now()}
    file = Evidence.objects.create(stored_as=upload.stored_as, name=name, kind=kind, **seen | whose)
    # Before the commit: were its answer lost, the row may be there, and needs its file.
    upload.keep()
    return file


@transaction.atomic
def remove_from_draft(token: str, pk: int) -> None:
    """Erases one file, if it is one of this token's and was not sent yet. Twice is harmless."""
    try:
        draft = _locked_draft(token)
    except NothingBegun:
        return
    file = draft.evidence.filter(pk=pk)
    erase_files(file)
    file.delete()
    draft.save(update_fields=draft.put_off_erasure())


def files_of(token: str) -> list[Evidence]:
    """What was added to what is being written, oldest first."""
    return list(Evidence.objects.filter(draft__filing_hash=hashed(token)))


def erase_files(evidence: QuerySet[Evidence]) -> None:
    """Erases the sealed files and copies of rows about to be deleted: call it before, in the same transaction.

    The files go once the rows are gone for good: were they first, a rollback would leave rows without files."""
    names = list(evidence.values_list("stored_as", flat=True))
    names += CleanCopy.objects.filter(evidence__in=evidence).values_list("stored_as", flat=True)
    transaction.on_commit(lambda: _erase_all(names))


def shown_name(given: str) -> str:
    """The name as a page may show it: without control characters, and those that turn the direction of writing, with
    which “exe.pdf” can be made of “fdp.exe”; short, and with its ending."""
    visible = "".join(letter for letter in given if unicodedata.category(letter)[0] != "C").strip()
    if not visible:
        return _("File without a name")
    ending = PurePath(visible).suffix[:10]
    return visible if len(visible) <= _LONGEST_NAME else visible[: _LONGEST_NAME - len(ending) - 1] + "…" + ending


def checked_kind(upload: SealedUpload, name: str) -> str:
    """What the file is. `name`: as `shown_name` has it. Raises NotTaken for what is empty, too large, or of no kind of
    ours."""
    if not upload.size:
        raise NotTaken(_("“%(name)s” is empty. Check the file, and send it again.") % {"name": name})
    if upload.size > LARGEST:
        text = _("“%(name)s” is larger than %(most)s MB. Send a smaller file, or only the pages that matter.")
        raise NotTaken(text % {"name": name, "most": LARGEST_MB})
    assert upload.file is not None  # it is not closed yet
    kind = kind_of(upload.file, name)
    if kind is None:
        text = _("“%(name)s” is not a kind of file that we can take. Send %(kinds)s.")
        raise NotTaken(text % {"name": name, "kinds": WE_TAKE})
    return kind


def _locked_draft(token: str) -> Draft:
    """Locked, so that two uploads at the same moment do not both become the tenth file."""
    draft = Draft.objects.select_for_update().filter(filing_hash=hashed(token)).first()
    if draft is None or Complaint.objects.filter(filing_hash=draft.filing_hash).exists():
        raise NothingBegun
    return draft


def _erase_all(names: Sequence[str]) -> None:
    for name in names:
        erase_file(name)
