"""Files of a complaint that is being written: row and file come and go together."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from complaints.evidence.keeping import (
    NothingBegun,
    NotTaken,
    add_to_draft,
    erase_files,
    files_of,
    remove_from_draft,
    shown_name,
)
from complaints.filing.drafting import keep_answers
from complaints.filing.submitting import submit
from complaints.models import Draft, Evidence
from complaints.tokens import new_filing_token
from mysteryshopper.sealed_files import open_file
from tests.conftest import NOON
from tests.uploads import upload

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def token():
    token = new_filing_token()
    keep_answers(token, "outcome", {"tried": "x"})
    return token


def add(token, ground_key="", **sent):
    """Adds a file, and ends the request that it came with."""
    with upload(**sent) as file:
        return add_to_draft(token, file, ground_key)


def on_disk(folder: Path):
    return {path.name for path in folder.iterdir()}


def test_a_file_comes_back_as_it_was(token, folder):
    kept = add(token, "feedback")
    assert files_of(token) == [kept]
    assert (kept.name, kept.kind, kept.size, kept.ground_key, kept.verdict) == ("letter.txt", "txt", 19, "feedback", "")
    assert b"".join(open_file(kept.stored_as)) == b"They never told us."
    assert on_disk(folder) == {kept.stored_as}


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"content": b""}, "“letter.txt” is empty"),
        ({"content": b"MZ\0", "name": "notes.exe"}, "“notes.exe” is not a kind of file that we can take. Send a PDF"),
        ({"content": b"a" * (20 * 1024 * 1024 + 1)}, "“letter.txt” is larger than 20 MB"),
    ],
)
def test_what_is_not_taken_leaves_nothing(token, folder, sent, says):
    with pytest.raises(NotTaken, match=says):
        add(token, **sent)
    assert (files_of(token), on_disk(folder)) == ([], set())


def test_the_eleventh_file_is_not_taken(token, folder):
    for _ in range(10):
        add(token)
    with pytest.raises(NotTaken, match="10 files already"):
        add(token)
    assert len(on_disk(folder)) == 10


def test_of_two_tenth_files_at_the_same_moment_one_is_kept(token, folder):
    def add_one(_):
        try:
            return add(token).pk
        except NotTaken:
            return None
        finally:
            connection.close()

    for _ in range(9):
        add(token)
    with ThreadPoolExecutor(4) as pool:
        assert sum(pk is not None for pk in pool.map(add_one, range(4))) == 1
    assert len(on_disk(folder)) == 10


def test_a_row_that_fails_takes_its_file_along(token, folder):
    with pytest.raises(DatabaseError):
        add(token, "longer than a key may be")
    assert on_disk(folder) == set()


def test_nothing_is_kept_for_what_was_not_begun_or_was_sent(token, filing, folder):
    submit(token, filing, now=NOON)
    for nobody in (token, new_filing_token(), ""):
        with pytest.raises(NothingBegun):
            add(nobody)
    assert on_disk(folder) == set()


def test_removing_erases_and_twice_is_harmless(token, folder):
    kept = add(token)
    remove_from_draft(token, kept.pk)
    remove_from_draft(token, kept.pk)
    assert (files_of(token), on_disk(folder)) == ([], set())


def test_nobody_removes_another_s_file(token, folder):
    kept = add(token)
    other = new_filing_token()
    remove_from_draft(other, kept.pk)
    keep_answers(other, "outcome", {"tried": "x"})
    remove_from_draft(other, kept.pk)
    assert on_disk(folder) == {kept.stored_as}


def test_a_sent_file_stays(token, filing, folder):
    kept = add(token)
    complaint = submit(token, filing, now=NOON)
    remove_from_draft(token, kept.pk)
    assert (list(complaint.evidence.all()), on_disk(folder)) == ([kept], {kept.stored_as})


def test_files_are_erased_with_their_rows_or_not_at_all(token, folder):
    kept = add(token)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        erase_files(Evidence.objects.all())
        raise ZeroDivisionError
    assert on_disk(folder) == {kept.stored_as}
    with transaction.atomic():
        erase_files(Evidence.objects.all())
        Draft.objects.all().delete()
    assert (Evidence.objects.count(), on_disk(folder)) == (0, set())


def test_adding_a_file_puts_off_erasure(token):
    before = Draft.objects.get().due_at
    add(token)
    assert Draft.objects.get().due_at > before


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("letter.pdf", "letter.pdf"),
        ("a\x00b\nc\u202efdp.exe", "abcfdp.exe"),
        ("\u202e\t", "File without a name"),
        ("n" * 1000 + ".pdf", "n" * 95 + "….pdf"),
    ],
)
def test_a_name_is_shown_as_it_can_be_read(given, shown):
    assert shown_name(given) == shown
