"""What was not sent is erased 28 days after it was last written to, and never a moment sooner."""

import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from complaints.evidence import keeping
from complaints.filing import drafting
from complaints.models import Draft, Evidence
from complaints.returning import erasing
from complaints.returning.tasks import erase_draft
from complaints.tokens import new_filing_token
from tests.uploads import upload

TOKEN = new_filing_token()
NOW = timezone.now()


def days(number):
    return time_machine.travel(NOW + timedelta(days=number), tick=False)


@pytest.fixture
def draft(db):
    with days(0):
        drafting.keep_answers(TOKEN, "contact", {"name": "Ada"})
    return Draft.objects.get()


def sweep():
    """What the sweep hands to a worker, worked off."""
    for pk in Draft.objects.due(timezone.now()).values_list("pk", flat=True):
        erase_draft(pk)


def test_a_draft_is_erased_after_28_days(draft):
    with days(27.99):
        sweep()
        assert Draft.objects.count() == 1
    with days(28):
        sweep()
        assert Draft.objects.count() == 0


@pytest.mark.parametrize("change", [drafting.keep_answers, lambda *args: drafting.drop_page(TOKEN, "contact")])
def test_each_change_puts_it_off(draft, change):
    with days(20):
        change(TOKEN, "organisation", {})
    with days(47.9):
        sweep()
        assert Draft.objects.count() == 1
    with days(48):
        sweep()
        assert Draft.objects.count() == 0


def test_its_files_go_with_it(draft, django_capture_on_commit_callbacks):
    with days(1):
        keeping.add_to_draft(TOKEN, upload(), "")
    stored = Path(settings.EVIDENCE_ROOT) / Evidence.objects.get().stored_as
    assert stored.exists()
    with days(29), django_capture_on_commit_callbacks(execute=True):
        erase_draft(draft.pk)
    assert (Draft.objects.count(), Evidence.objects.count(), stored.exists()) == (0, 0, False)


def test_it_is_due_on_the_day_that_the_page_tells(draft):
    assert draft.due_at == draft.erased_at == NOW + timedelta(days=28)


def test_one_that_was_written_to_after_all_is_kept_and_due_again(draft):
    """The sweep saw it as old; the page came before the worker."""
    with days(28):
        drafting.keep_answers(TOKEN, "organisation", {})
        Draft.objects.update(due_at=NOW)
        erase_draft(draft.pk)
        draft.refresh_from_db()
        assert (draft.due_at, draft.done_at, draft.leased_until, draft.attempts) == (
            NOW + timedelta(days=56), None, None, 0,
        )  # fmt: skip


def test_one_that_is_gone_is_nobody_s_work(draft):
    drafting.forget(TOKEN)
    erasing.erase(draft)
    erase_draft(draft.pk)


@pytest.mark.django_db(transaction=True)
def test_a_page_saved_while_it_is_erased_is_in_a_fresh_draft(at_once, draft):
    is_erased = threading.Event()

    def erase():
        with transaction.atomic():
            erasing.erase(draft)
            is_erased.set()
            time.sleep(0.3)  # the page arrives before this is committed

    def save():
        is_erased.wait()
        drafting.keep_answers(TOKEN, "organisation", {"q": "new"})

    with time_machine.travel(NOW + timedelta(days=28)):
        at_once(erase, save)
        assert drafting.answers_of(TOKEN) == {"organisation": {"q": "new"}}
        assert Draft.objects.get().due_at > timezone.now() + timedelta(days=27)


@pytest.mark.django_db(transaction=True)
def test_a_page_saved_before_it_is_erased_keeps_it_whole(at_once, draft):
    is_saved = threading.Event()

    def save():
        with transaction.atomic():
            drafting.keep_answers(TOKEN, "organisation", {"q": "new"})
            is_saved.set()
            time.sleep(0.3)  # the erasure arrives before this is committed

    def erase():
        is_saved.wait()
        erase_draft(draft.pk)

    with time_machine.travel(NOW + timedelta(days=28)):
        at_once(save, erase)
    assert drafting.answers_of(TOKEN) == {"contact": {"name": "Ada"}, "organisation": {"q": "new"}}
    assert Draft.objects.get().done_at is None
    with days(57):
        sweep()
        assert not Draft.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_whoever_is_first_the_page_is_there(at_once, draft):
    for number in range(10):
        drafting.forget(TOKEN)
        with days(0):
            drafting.keep_answers(TOKEN, "contact", {"name": "Ada"})
        pk = Draft.objects.get().pk
        with time_machine.travel(NOW + timedelta(days=28)):
            at_once(
                lambda pk=pk: erase_draft(pk),
                lambda number=number: drafting.keep_answers(TOKEN, "organisation", {"q": number}),
            )
        assert drafting.answers_of(TOKEN)["organisation"] == {"q": number}
