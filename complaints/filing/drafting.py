"""A complaint while it is being written: what was answered so far, one entry a page."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from complaints.evidence import keeping
from complaints.models import Complaint, Draft
from complaints.tokens import hashed

from . import counting

Answers = dict[str, dict[str, Any]]
# Marks a page that was put away before it was finished. No form has a field of this name.
UNFINISHED = "unfinished"


def answers_of(filing_token: str) -> Answers:
    """Everything answered so far, by page. Empty when nothing is."""
    draft = draft_of(filing_token)
    return draft.answers if draft else {}


@transaction.atomic
def keep_answers(filing_token: str, page: str, answers: dict[str, Any], *, is_finished: bool = True) -> None:
    """Replaces the answers of one page, and leaves those of the others, whoever writes them at the same time.

    What is not finished is kept as it was typed, and counts as no answer.

    Once the complaint is filed nothing is kept: a page sent at the same moment would leave a draft nobody can see."""
    draft, _ = Draft.objects.select_for_update().get_or_create(
        filing_hash=hashed(filing_token), defaults={"answers": {}}
    )
    if Complaint.objects.filter(filing_hash=draft.filing_hash).exists():
        draft.delete()
        return
    finished = [name for name, given in draft.answers.items() if not is_unfinished(given)]
    to_count = counting.page_to_count(page, finished) if is_finished else None
    _write(draft, {**draft.answers, page: answers if is_finished else {**answers, UNFINISHED: True}})
    if to_count:
        counting.count(to_count, counting.kind_given(draft.answers), at=draft.changed_at)


def is_unfinished(answers: Mapping[str, Any]) -> bool:
    """Whether what is kept of a page was put away half-filled."""
    return UNFINISHED in answers


def is_begun(draft: Draft | None) -> bool:
    """Whether there is something to lose: what was said to “Can we help?” is soon said again."""
    return draft is not None and bool(draft.answers.keys() - {"scope"})


def draft_of(filing_token: str) -> Draft | None:
    """What is being written with this token, if anything is."""
    return Draft.objects.filter(filing_hash=hashed(filing_token)).first()


def fingerprint(answers: Answers) -> str:
    """Tells whether answers are still those that somebody saw."""
    return hashed(json.dumps(answers, sort_keys=True))


@transaction.atomic
def forget(filing_token: str) -> None:
    """Erases the draft, with its files."""
    draft = Draft.objects.select_for_update().filter(filing_hash=hashed(filing_token)).first()
    if draft:
        keeping.erase_files(draft.evidence.all())
        draft.delete()


@transaction.atomic
def drop_page(filing_token: str, page: str) -> None:
    """Takes back the answers of one page, if it was answered."""
    draft = Draft.objects.select_for_update().filter(filing_hash=hashed(filing_token)).first()
    if draft and draft.answers.pop(page, None) is not None:
        _write(draft, draft.answers)


def _write(draft: Draft, answers: Answers) -> None:
    draft.answers = answers
    draft.save(update_fields=["answers", *draft.put_off_erasure()])
