"""Files as they come in: nothing readable on the disk, little in memory, nothing left of what is not kept."""

import hashlib
import os
import sys
import tracemalloc
from pathlib import Path

import pytest
from django.conf import settings
from django.core.signing import get_cookie_signer
from django.test import Client

from complaints.evidence.receiving import LARGEST_MB, MOST_FILES
from complaints.filing.drafting import keep_answers
from complaints.models import Evidence
from complaints.tokens import new_filing_token
from mysteryshopper.sealed_files import open_file
from mysteryshopper.wsgi import application
from tests.uploads import MULTIPART, Body, zeros

pytestmark = pytest.mark.django_db(transaction=True)

CANARY = b"%PDF-1.7 canary " * 4096  # 64 KiB


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def send():
    """Posts to the page for files of a complaint that has been begun."""
    token = new_filing_token()
    keep_answers(token, "outcome", {"tried": "x"})

    def post(body, *, length=100 * 2**20, address="/complain/files/"):
        browser = Client(raise_request_exception=False)
        browser.cookies["filing"] = get_cookie_signer(salt="filing").sign(token)
        sent = {"CONTENT_TYPE": MULTIPART, "CONTENT_LENGTH": length, "wsgi.input": body}
        return browser.generic("POST", address, **sent)

    return post


WRITTEN: list[str] | None = None


def note_writing(event, arguments):
    """Hears of every file that Python opens, with the flags it opens it with."""
    if event == "open" and WRITTEN is not None and arguments[2] & (os.O_WRONLY | os.O_RDWR):
        WRITTEN.append(str(arguments[0]))


@pytest.fixture
def written(monkeypatch):
    """The path of every file that is written to."""
    sys.addaudithook(note_writing)  # for ever, but deaf outside this fixture
    monkeypatch.setattr(sys.modules[__name__], "WRITTEN", paths := [])
    return paths


def test_nothing_readable_touches_the_disk(send, folder, written):
    pieces = [CANARY] * (LARGEST_MB * 16)
    assert send(Body(("letter.pdf", pieces), ("notes.pdf", pieces[:100]))).status_code == 302
    assert {Path(path).parent for path in written if path.startswith("/") and "/dev/" not in path} == {folder}
    assert [path.name for path in folder.iterdir() if b"canary" in path.read_bytes()] == []
    for file, sent in zip(Evidence.objects.all(), [pieces, pieces[:100]], strict=True):
        content = b"".join(open_file(file.stored_as))
        assert (file.size, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())
        assert content == b"".join(sent)


def test_little_of_it_is_in_memory(send):
    tracemalloc.start()
    try:
        assert send(Body(*(("letter.pdf", zeros(LARGEST_MB)) for _ in range(2)))).status_code == 302
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert Evidence.objects.count() == 2
    assert most < 10 * 1024 * 1024


def test_as_many_as_there_may_be_come_in_at_once_and_one_more_is_refused_by_name(send, folder):
    answer = send(Body(*((f"{number}.txt", [b"Words"]) for number in range(MOST_FILES + 1))))
    assert answer.status_code == 422
    assert f"“{MOST_FILES}.txt” was not added: you have {MOST_FILES} files already." in answer.content.decode()
    assert {path.name for path in folder.iterdir()} == set(Evidence.objects.values_list("stored_as", flat=True))
    assert Evidence.objects.count() == MOST_FILES


def test_one_that_is_too_large_is_refused_by_name_and_the_others_are_kept(send, folder):
    answer = send(Body(("large.pdf", [*zeros(LARGEST_MB), b"x"]), ("letter.txt", [b"Words"])))
    assert (answer.status_code, "“large.pdf” is larger than 20 MB" in answer.content.decode()) == (422, True)
    assert [file.name for file in Evidence.objects.all()] == ["letter.txt"]
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize(
    ("body", "length"),
    [
        (Body(("letter.pdf", [CANARY])), MOST_FILES * LARGEST_MB * 2**20 + 2**21),
        (Body(*((f"{number}.txt", [b"x"]) for number in range(101))), 2**20),
    ],
    ids=["size", "count"],
)
def test_too_much_at_once_is_a_page_that_says_what_to_do(send, folder, body, length):
    send(Body(("before.txt", [b"Words"])))
    answer = send(body, length=length)
    assert (answer.status_code, "send one or two at a time" in answer.content.decode()) == (413, True)
    assert [file.name for file in Evidence.objects.all()] == ["before.txt"]
    assert len(list(folder.iterdir())) == 1


def test_a_text_that_is_too_long_is_told_so_too(send):
    answer = Client().post("/follow/", {"reference": "x" * 3_000_000})
    assert (answer.status_code, "make your text shorter" in answer.content.decode()) == (413, True)


def test_of_one_that_is_too_large_nothing_stays_while_the_rest_comes_in(send, folder):
    def pieces():
        yield from zeros(LARGEST_MB + 1)
        left.append(list(folder.iterdir()))
        yield b"end"

    left = []
    assert send(Body(("large.pdf", pieces()))).status_code == 422
    assert left == [[]]


def broken():
    yield CANARY * 10
    UNFINISHED.append(len(list(Path(settings.EVIDENCE_ROOT).glob("*.new"))))
    raise ConnectionResetError


UNFINISHED: list[int] = []


def test_of_an_upload_that_ends_too_soon_no_half_file_is_left(send, folder):
    assert send(Body(("whole.pdf", [CANARY]), ("letter.pdf", [CANARY]), is_cut=True)).status_code == 302
    assert [file.name for file in Evidence.objects.all()] == ["whole.pdf"]
    assert len(list(folder.iterdir())) == 1


def test_of_a_connection_that_breaks_no_half_file_is_left(folder, rf):
    body = Body(("whole.pdf", [CANARY]), ("letter.pdf", broken()))
    sent = {
        "CONTENT_TYPE": MULTIPART,
        "CONTENT_LENGTH": 2**20,
        "wsgi.input": body,
        "HTTP_COOKIE": f"csrftoken={'a' * 32}",
    }
    request = rf.post("/complain/files/", **sent)
    answered = []
    response = application(request.environ, lambda status, headers: answered.append(status))
    response.close()
    assert (answered, UNFINISHED) == (["403 Forbidden"], [1])
    assert (Evidence.objects.count(), list(folder.iterdir())) == (0, [])


@pytest.mark.parametrize("address", ["/follow/", "/complain/can-we-help/", "/staff/account/sign-in/"])
def test_files_that_nobody_asked_for_are_gone_after_the_answer(send, folder, address):
    assert send(Body(("letter.pdf", [CANARY])), address=address).status_code in (200, 422)
    assert list(folder.iterdir()) == []
