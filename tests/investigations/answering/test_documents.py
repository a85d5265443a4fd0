"""Documents of an authority: sealed as they come in, scanned, and opened by those who work on the case alone."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from complaints.evidence import keeping
from complaints.evidence.orphans import erase
from investigations.answering import documents
from investigations.answering.tasks import scan_document
from investigations.models import AuthorityDocument
from mysteryshopper.sealed_files import open_file
from mysteryshopper.staff.models import Role
from tests.complaints.evidence.conftest import EICAR
from tests.uploads import upload

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4 minutes of the board"


def send(browser, *files):
    """Name and content of each."""
    return browser.post("/authority/documents/", {"evidence": [SimpleUploadedFile(*file) for file in files]})


def test_what_was_sent_is_sealed_listed_and_news(browser, case, settings):
    assert send(browser, ("minutes.pdf", PDF), ("list.csv", b"a,b\n1,2\n")).status_code == 302
    first, second = case.authority_documents.all()
    assert [(row.name, row.kind, row.size) for row in (first, second)] == [
        ("minutes.pdf", "pdf", len(PDF)), ("list.csv", "csv", 8)
    ]  # fmt: skip
    assert b"".join(open_file(first.stored_as)) == PDF
    assert PDF not in (settings.EVIDENCE_ROOT / first.stored_as).read_bytes()
    assert set(case.authority_news.values_list("kind", flat=True)) == {"document"}
    page = browser.get("/authority/case/").content.decode()
    assert ("minutes.pdf" in page, "Waits to be checked for viruses" in page) == (True, True)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("run.pdf", b"MZ\x90\x00\x03", "is not a kind of file that we can take"),
        ("empty.pdf", b"", "is empty"),
        ("large.pdf", b"%PDF" + b"1" * 21 * 2**20, "is larger than 20 MB"),
    ],
)
def test_what_will_not_do_is_refused_by_name_and_the_rest_is_kept(browser, case, settings, name, content, says):
    answer = send(browser, (name, content), ("minutes.pdf", PDF))
    page = answer.content.decode()
    assert (answer.status_code, f"“{name}” {says}" in page, "minutes.pdf" in page) == (422, True, True)
    kept = case.authority_documents.get()
    assert [path.name for path in settings.EVIDENCE_ROOT.iterdir()] == [kept.stored_as]


def test_no_file_chosen_says_so(browser):
    answer = browser.post("/authority/documents/")
    assert (answer.status_code, "Choose a file" in answer.content.decode()) == (422, True)


def test_the_same_bytes_again_are_the_document_that_is_there(browser, case, settings):
    for _ in range(3):
        send(browser, ("minutes.pdf", PDF))
    assert case.authority_documents.count() == len(list(settings.EVIDENCE_ROOT.iterdir())) == 1


def test_there_is_an_end_to_how_many(officer, case, monkeypatch):
    monkeypatch.setattr(documents, "MOST", 2)
    for number in range(2):
        documents.keep(officer, upload(PDF + b"%d" % number, "a.pdf"), at=timezone.now())
    with pytest.raises(keeping.NotTaken, match="sent 2 documents already"):
        documents.keep(officer, upload(PDF, "b.pdf"), at=timezone.now())


def test_files_of_somebody_signed_out_or_of_another_case_are_not_kept(browser, case, settings):
    browser.shown_for = "MS-0000-0000-0"
    assert send(browser, ("minutes.pdf", PDF)).status_code == 409
    browser.cookies.clear()
    assert send(browser, ("minutes.pdf", PDF)).status_code == 403
    assert (case.authority_documents.count(), list(settings.EVIDENCE_ROOT.iterdir())) == (0, [])


@pytest.fixture
def document(officer):
    return documents.keep(officer, upload(PDF, "../../minutes\u202efdp.exe.pdf"), at=timezone.now())


def test_its_name_is_shown_without_what_deceives(document):
    assert document.name == "minutesfdp.exe.pdf"


@pytest.mark.parametrize(("content", "verdict"), [(PDF, "clean"), (EICAR, "infected")])
def test_the_scanner_decides(officer, clamd, content, verdict):
    document = documents.keep(officer, upload(content, "a.txt"), at=timezone.now())
    scan_document(document.pk)
    document.refresh_from_db()
    assert (document.verdict, document.done_at is not None) == (verdict, True)


@pytest.mark.parametrize("socket", ["", "/nowhere/clamd"])
def test_without_a_scanner_it_waits_closed(document, settings, signed_in, socket):
    settings.CLAMD_SOCKET = socket
    scan_document(document.pk)
    document.refresh_from_db()
    assert (document.verdict, document.done_at, document.parked_at) == ("", None, None)
    answer = open_as(signed_in, document.case.owner, document)
    assert (answer.status_code, "has not been checked for viruses" in answer.content.decode()) == (409, True)


def open_as(signed_in, who, document):
    return signed_in(who).post(f"/staff/cases/{document.case.reference}/authority/documents/1/")


def test_the_owner_opens_a_clean_one_as_an_attachment_and_it_is_in_the_history(document, signed_in):
    AuthorityDocument.objects.update(verdict="clean")
    case = document.case
    answer = open_as(signed_in, case.owner, document)
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == f'attachment; filename="{case.reference}-authority-1.pdf"'
    assert (answer["X-Content-Type-Options"], answer["Content-Type"]) == ("nosniff", "application/octet-stream")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in answer["Cache-Control"]
    assert case.events.get(kind="file").note == "Document 1 of the authority, PDF"


def test_nobody_opens_one_with_a_virus(document, signed_in):
    AuthorityDocument.objects.update(verdict="infected")
    answer = open_as(signed_in, document.case.owner, document)
    assert (answer.status_code, "holds a virus" in answer.content.decode()) == (409, True)


@pytest.mark.parametrize(("who", "status"), [(Role.INVESTIGATOR, 404), (Role.OFFICIAL, 403), (Role.LEAD, 200)])
def test_who_else_opens_it(document, signed_in, who, status):
    AuthorityDocument.objects.update(verdict="clean")
    assert open_as(signed_in, who, document).status_code == status


def test_a_file_that_is_gone_is_no_error_of_ours(document, signed_in, settings):
    AuthorityDocument.objects.update(verdict="clean")
    (settings.EVIDENCE_ROOT / document.stored_as).unlink()
    assert open_as(signed_in, document.case.owner, document).status_code == 409


def test_the_file_is_no_orphan(document):
    erase(now=timezone.now() + timedelta(days=2))
    assert b"".join(open_file(document.stored_as)) == PDF


@pytest.mark.django_db(transaction=True)
def test_the_same_file_at_once_is_kept_once(officer, case, at_once, settings):
    at_once(*[lambda: keep_and_close(officer)] * 4)
    assert case.authority_documents.count() == len(list(settings.EVIDENCE_ROOT.iterdir())) == 1


def keep_and_close(officer):
    """As a request does."""
    file = upload(PDF, "a.pdf")
    try:
        documents.keep(officer, file, at=timezone.now())
    finally:
        file.close()
