"""Files that show what happened: added, refused by name, removed, and handed over with the complaint."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from complaints.models import Complaint, Evidence
from mysteryshopper.sealed_files import open_file

PDF = b"%PDF-1.4\n%%EOF\n"


def upload(name="letter.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def test_files_are_added_listed_and_removed(fill):
    browser = fill()
    assert browser.post("/complain/files/", {"evidence": [upload(), upload("notes.txt", b"Words")]}).status_code == 302
    page = browser.get("/complain/files/").content.decode()
    assert "letter.pdf" in page
    assert "notes.txt" in page
    assert "letter.pdf" in browser.get("/complain/check/").content.decode()
    browser.post("/complain/files/remove/", {"file": Evidence.objects.first().pk})
    assert "letter.pdf" not in browser.get("/complain/check/").content.decode()


def test_good_files_are_kept_when_another_is_refused(fill, errors):
    browser = fill()
    response = browser.post("/complain/files/", {"evidence": [upload(), upload("notes.exe", b"MZ\x90\x00\x03")]})
    assert response.status_code == 422
    [words] = errors(response)[0]
    assert words.startswith("“notes.exe” is not a kind of file that we can take.")
    assert Evidence.objects.count() == 1


def test_an_empty_file_and_no_file_are_refused(fill, errors):
    browser = fill()
    assert errors(browser.post("/complain/files/", {"evidence": [upload(content=b"")]}))[0][0].startswith(
        "“letter.pdf” is empty"
    )
    assert errors(browser.post("/complain/files/", {}))[0] == ["Choose a file"]


def test_files_come_along_with_the_complaint_and_the_ground_they_show(fill, answers):
    browser = fill()
    browser.post("/complain/what-happened-2/", {"ground": "technology:e_portal", "own_words": "It broke."})
    browser.post("/complain/files/", {"evidence": [upload()], "ground_key": "2"})
    browser.post("/complain/check/")
    [file] = Complaint.objects.get().evidence.all()
    assert (file.name, file.draft, file.ground.sub_issue) == ("letter.pdf", None, "e_portal")
    assert b"".join(open_file(file.stored_as)) == PDF


def test_before_anything_is_answered_there_is_no_place_for_files(browser, db):
    assert browser.get("/complain/files/").url == "/complain/"
    assert browser.post("/complain/files/", {"evidence": [upload()]}).url == "/complain/"


@pytest.mark.parametrize("pk", ["", "x", "0", "9" * 50, "٣", "\x00"])
def test_removing_what_is_not_there_does_nothing(fill, pk):
    browser = fill()
    browser.post("/complain/files/", {"evidence": [upload()]})
    assert browser.post("/complain/files/remove/", {"file": pk}).status_code == 302
    assert Evidence.objects.count() == 1


def test_nobody_removes_the_file_of_another(fill, client):
    fill().post("/complain/files/", {"evidence": [upload()]})
    client.post("/complain/files/remove/", {"file": Evidence.objects.get().pk})
    assert Evidence.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_erased_answers_take_their_files_along(fill):
    browser = fill()
    browser.post("/complain/files/", {"evidence": [upload()]})
    stored_as = Evidence.objects.get().stored_as
    browser.post("/complain/erase/")
    assert not Evidence.objects.exists()
    with pytest.raises(FileNotFoundError):
        list(open_file(stored_as))
