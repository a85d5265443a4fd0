"""Clean copies for the authority: with consent, of clean files, read by the leak check, sealed."""

import hashlib
import io
from datetime import timedelta

import docx
import pytest
from django.db import DatabaseError, OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from complaints.evidence import keeping, orphans
from complaints.models import CleanCopy, Consent, Evidence
from complaints.tracking import consenting
from investigations import access
from investigations.casework import casework, copying, opening
from investigations.lifecycle import Conflict
from investigations.models import CaseEvent, HeldText
from mysteryshopper.sealed_files import new_name, open_file, seal_file
from mysteryshopper.staff.models import Role


def written(text):
    document = docx.Document()
    document.core_properties.author = "Ada Provider"
    document.add_paragraph(text)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def case(make_case, make_user):
    return casework.claim(make_case(), by=make_user(name="Owen Owner"))


@pytest.fixture
def consent(case):
    consenting.give(case.complaint, Consent.Purpose.EVIDENCE, at=timezone.now())


@pytest.fixture
def add(case):
    def add_one(content=None, kind="docx", verdict="clean"):
        content = written("They never told us why we lost.") if content is None else content
        name = new_name()
        seal_file(name, [content])
        return case.complaint.evidence.create(
            name="Provider Works.docx", kind=kind, size=len(content), stored_as=name, added_at=timezone.now(),
            verdict=verdict, sha256=hashlib.sha256(content).hexdigest(),
        )  # fmt: skip

    return add_one


def stored(row):
    return b"".join(open_file(row.stored_as))


def address(case, number=1):
    return f"/staff/cases/{case.reference}/files/{number}/copy/"


def test_a_copy_is_sealed_beside_the_original_which_stays_as_it_came(case, consent, add, folder):
    file = add()
    before = stored(file)
    copy = copying.make_copy(case, 1, by=case.owner)
    content = stored(copy)
    assert stored(file) == before
    assert hashlib.sha256(before).hexdigest() == file.sha256
    assert (copy.sha256, copy.size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert docx.Document(io.BytesIO(content)).core_properties.author == ""
    assert content not in (folder / copy.stored_as).read_bytes()
    row = case.events.get(kind=CaseEvent.Kind.COPIED)
    assert (row.by, row.note) == (case.owner, "File 1, DOCX")


def test_made_twice_it_is_the_same_copy(case, consent, add, folder):
    add()
    first, second = (copying.make_copy(case, 1, by=case.owner) for _ in range(2))
    assert first == second
    assert len(list(folder.iterdir())) == 2
    assert case.events.filter(kind=CaseEvent.Kind.COPIED).count() == 1


def test_two_at_the_same_moment_make_one(case, consent, add, at_once, transactional_db, folder):
    add()
    one = lambda: copying.make_copy(case, 1, by=case.owner)  # noqa: E731
    assert len({copy.pk for copy in at_once(one, one)}) == 1
    assert (CleanCopy.objects.count(), len(list(folder.iterdir()))) == (1, 2)


def test_when_the_answer_to_the_commit_is_lost_the_row_has_its_file(case, consent, add, transactional_db, monkeypatch):
    add()
    commit = connection._commit

    def commit_unheard():
        commit()
        raise OperationalError("server closed the connection unexpectedly")

    with monkeypatch.context() as patched, pytest.raises(OperationalError):
        patched.setattr(connection, "_commit", commit_unheard)
        copying.make_copy(case, 1, by=case.owner)
    copy = CleanCopy.objects.get()
    assert hashlib.sha256(stored(copy)).hexdigest() == copy.sha256
    assert copying.make_copy(case, 1, by=case.owner) == copy


@pytest.mark.parametrize("damage", ["gone", "cut"])
def test_made_again_it_takes_the_place_of_one_whose_file_can_not_be_read(case, consent, add, folder, damage):
    add()
    path = folder / copying.make_copy(case, 1, by=case.owner).stored_as
    path.unlink() if damage == "gone" else path.write_bytes(path.read_bytes()[:-1])
    again = copying.make_copy(case, 1, by=case.owner)
    assert hashlib.sha256(stored(again)).hexdigest() == again.sha256
    assert copying.check_copy(case, 1, by=case.owner).copy == again


def test_postgres_keeps_a_copy_as_it_was_made(case, consent, add):
    add()
    copy = copying.make_copy(case, 1, by=case.owner)
    with pytest.raises(DatabaseError), transaction.atomic():
        CleanCopy.objects.filter(pk=copy.pk).update(size=1)


def test_without_consent_none_is_made(case, add):
    add()
    with pytest.raises(Conflict, match="does not allow"):
        copying.make_copy(case, 1, by=case.owner)


def test_consent_taken_back_while_it_is_cleaned_leaves_nothing(case, consent, add, folder):
    add()
    consenting.take_back(case.complaint, Consent.Purpose.EVIDENCE, at=timezone.now())
    with pytest.raises(Conflict, match="does not allow"):
        copying._keep(case, 1, "docx", b"cleaned meanwhile", by=case.owner)
    assert (CleanCopy.objects.count(), len(list(folder.iterdir()))) == (0, 1)


@pytest.mark.parametrize("verdict", ["", Evidence.Verdict.INFECTED])
def test_of_a_file_that_is_not_known_to_be_clean_none_is_made(case, consent, add, verdict):
    add(verdict=verdict)
    with pytest.raises(Conflict, match="viruses"):
        copying.make_copy(case, 1, by=case.owner)


def test_what_can_not_be_cleaned_says_why(case, consent, add, signed_in):
    add(b"\x89PNG and no picture", kind="png")
    answer = signed_in(case.owner).post(address(case))
    assert (answer.status_code, "The picture cannot be read" in answer.content.decode()) == (409, False)
    assert "It is broken: the picture cannot be read." in answer.content.decode()
    assert not CleanCopy.objects.exists()


def test_only_who_works_on_the_case(case, consent, add, make_user):
    add()
    for role in (Role.INVESTIGATOR, Role.OFFICIAL, Role.ADMINISTRATOR):
        with pytest.raises(access.NotAllowed):
            copying.make_copy(case, 1, by=make_user(role))
    with pytest.raises(opening.NoSuchFile):
        copying.make_copy(case, 2, by=case.owner)


def test_the_page_says_what_the_leak_check_found_and_leads_to_it(case, consent, add, signed_in):
    add(written("Yours, Ada Provider"))
    browser = signed_in(case.owner)
    assert "There is no copy" in browser.get(address(case)).content.decode()
    assert browser.post(address(case)).url == address(case)
    page = browser.get(address(case)).content.decode()
    held = HeldText.objects.get()
    assert "This may be" in page
    assert f"/leaving/{held.pk}/" in page
    assert "Ada Provider" not in page


def test_the_page_of_a_copy_that_names_nobody(case, consent, add, signed_in):
    add()
    browser = signed_in(case.owner)
    browser.post(address(case))
    page = browser.get(address(case)).content.decode()
    assert "Nothing in its text gives away" in page
    assert "what pictures show" in page
    assert not HeldText.objects.exists()


def test_the_copy_comes_as_an_attachment_without_a_name_of_anybody(case, consent, add, signed_in):
    add()
    browser = signed_in(case.owner)
    assert browser.post(f"{address(case)}open/").status_code == 404
    browser.post(address(case))
    answer = browser.post(f"{address(case)}open/")
    assert b"".join(answer.streaming_content) == stored(CleanCopy.objects.get())
    assert answer["Content-Disposition"] == 'attachment; filename="file-1.docx"'
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert (answer["X-Content-Type-Options"], "no-store" in answer["Cache-Control"]) == ("nosniff", True)
    assert case.events.get(kind=CaseEvent.Kind.OPENED_FILE).note == "Copy of file 1, DOCX"


def test_the_case_page_offers_a_copy_while_the_provider_allows_it(case, add, signed_in):
    add()
    add(verdict="")
    browser, of_case = signed_in(case.owner), f"/staff/cases/{case.reference}/"
    assert address(case) not in browser.get(of_case).content.decode()
    consenting.give(case.complaint, Consent.Purpose.EVIDENCE, at=timezone.now())
    page = browser.get(of_case).content.decode()
    assert (address(case, 1) in page, address(case, 2) in page) == (True, False)


def test_the_page_asks_the_database_the_same_however_many_copies(case, consent, add, signed_in):
    browser, counts = signed_in(case.owner), []
    for number in (1, 2, 3):
        add()
        copying.make_copy(case, number, by=case.owner)
        browser.get(address(case))
        with CaptureQueriesContext(connection) as asked:
            browser.get(address(case))
        counts.append(len(asked))
    assert len(set(counts)) == 1


def test_copies_are_no_orphans_and_go_with_their_file(case, consent, add, django_capture_on_commit_callbacks, folder):
    file = add()
    copying.make_copy(case, 1, by=case.owner)
    orphans.erase(now=timezone.now() + timedelta(days=9))
    assert len(list(folder.iterdir())) == 2
    with django_capture_on_commit_callbacks(execute=True):
        keeping.erase_files(Evidence.objects.filter(pk=file.pk))
    assert list(folder.iterdir()) == []
