"""Opening files of a complaint: clean ones only, by those who may read it, each time with a row."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from investigations.casework import casework
from investigations.models import CaseEvent
from mysteryshopper.sealed_files import new_name, seal_file
from mysteryshopper.staff.models import Role

CONTENT = b"%PDF-1.4 canary" * 10_000


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def case(make_case, make_user):
    return casework.claim(make_case(), by=make_user(name="Owen Owner"))


@pytest.fixture
def add(case):
    def add_one(verdict="clean", **fields):
        name = new_name()
        seal_file(name, [CONTENT])
        given = {"name": "Provider Works invoice.pdf", "kind": "pdf", "size": len(CONTENT), "stored_as": name}
        given |= {"added_at": timezone.now(), "verdict": verdict, "complaint": case.complaint}
        return case.complaint.evidence.create(**given | fields)

    return add_one


def address(case, number=1):
    return f"/staff/cases/{case.reference}/files/{number}/"


def opened(case):
    return [(event.by, event.note) for event in case.events.filter(kind=CaseEvent.Kind.OPENED_FILE)]


def test_a_clean_file_comes_whole_as_an_attachment_under_a_name_of_ours(case, add, signed_in):
    add()
    answer = signed_in(case.owner).post(address(case))
    assert b"".join(answer.streaming_content) == CONTENT
    assert {
        name: answer[name]
        for name in (
            "Content-Disposition",
            "Content-Type",
            "Content-Length",
            "X-Content-Type-Options",
            "Content-Security-Policy",
        )
    } == {
        "Content-Disposition": f'attachment; filename="{case.reference}-file-1.pdf"',
        "Content-Type": "application/octet-stream",
        "Content-Length": str(len(CONTENT)),
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    assert "no-store" in answer["Cache-Control"]
    assert opened(case) == [(case.owner, "File 1, PDF")]


@pytest.mark.parametrize(
    ("verdict", "says"), [("", "has not been checked for viruses yet"), ("infected", "This file holds a virus")]
)
def test_what_is_not_clean_is_a_sentence_and_no_byte(case, add, signed_in, verdict, says):
    add(verdict)
    answer = signed_in(case.owner).post(address(case))
    assert (answer.status_code, says in answer.content.decode(), b"canary" in answer.content) == (409, True, False)
    assert opened(case) == []


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"xxxx" + path.read_bytes()[4:])])
def test_one_that_can_not_be_read_is_a_sentence_and_no_row(case, add, signed_in, folder, harm):
    harm(folder / add().stored_as)
    answer = signed_in(case.owner).post(address(case))
    assert (answer.status_code, "can’t be read" in answer.content.decode(), opened(case)) == (409, True, [])


def test_another_s_case_looks_like_no_file_and_no_case(case, add, signed_in, make_case):
    add()
    other = casework.claim(make_case(), by=case.owner)
    nobody_else, owner = signed_in(), signed_in(case.owner)
    answers = [
        nobody_else.post(address(case)),
        nobody_else.post(address(case, 2)),
        owner.post(address(case, 2)),
        owner.post(address(case, 0)),
        owner.post(address(case, 10**30)),
        owner.post(address(other)),
        owner.post("/staff/cases/MS-0000-0000-0/files/1/"),
    ]
    assert {answer.status_code for answer in answers} == {404}
    pages = [re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode()) for answer in answers]
    assert (len(set(pages[:2])), len(set(pages[2:]))) == (1, 1)
    assert opened(case) == []


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.ADMINISTRATOR])
def test_officials_and_administrators_never_open_one(case, add, signed_in, role):
    add()
    answer = signed_in(role).post(address(case))
    assert (answer.status_code, b"canary" in answer.content, opened(case)) == (403, False, [])


def test_the_case_page_lists_files_under_their_ground_without_the_name_they_came_with(case, add, signed_in):
    add(ground=case.complaint.grounds.get())
    add("")
    add("infected")
    page = signed_in(case.owner).get(f"/staff/cases/{case.reference}/").content.decode()
    words = [
        "They never told us why we lost.",
        "File 1",
        "Other files",
        "File 2",
        "Waits to be checked",
        "File 3",
        "Holds a virus",
    ]
    places = [page.find(word) for word in words]
    assert -1 not in places
    assert places == sorted(places)
    assert [page.count(address(case, number)) for number in (1, 2, 3)] == [1, 0, 0]
    assert "Provider Works" not in page


def test_numbers_stay_when_files_are_added(case, add, signed_in):
    first = add()
    add(added_at=timezone.now() - timezone.timedelta(days=9))
    answer = signed_in(case.owner).post(address(case))
    assert answer.status_code == 200
    assert case.complaint.evidence.order_by("pk").first() == first


def test_the_case_page_asks_the_database_the_same_however_many_files(case, add, signed_in):
    browser = signed_in(case.owner)
    add()
    counts = []
    for _ in range(2):
        browser.get(f"/staff/cases/{case.reference}/")
        with CaptureQueriesContext(connection) as asked:
            browser.get(f"/staff/cases/{case.reference}/")
        counts.append(len(asked))
        for _ in range(5):
            add()
    assert counts[0] == counts[1]


def test_nobody_opens_a_file_of_a_case_that_nobody_looks_after(case, add, make_user, signed_in):
    """It can say who complained, so whoever opens it has claimed the case first."""
    add()
    type(case).objects.filter(pk=case.pk).update(owner=None)
    for role in (Role.INVESTIGATOR, Role.LEAD):
        browser = signed_in(role)
        assert browser.post(address(case)).status_code == 404
        assert "Open<span" not in browser.get(f"/staff/cases/{case.reference}/").content.decode()
    assert opened(case) == []
