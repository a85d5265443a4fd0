"""More files after sending: on the page of a complaint that is followed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from complaints.evidence.keeping import MOST_ALTOGETHER
from complaints.filing.submitting import submit
from complaints.models import ProviderNews
from complaints.receipts.digesting import digest
from complaints.tokens import new_filing_token, tracking_secret
from complaints.tracking import telling
from mysteryshopper.sealed_files import open_file
from tests.complaints.following_browser import FollowingBrowser

PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def folder(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def follow(filing, folder):
    """A complaint that was sent, and the browser of its provider."""

    def begin():
        token = new_filing_token()
        complaint, browser = submit(token, filing, now=timezone.now()), FollowingBrowser()
        browser.follow(complaint, tracking_secret(token))
        return complaint, browser

    return begin


def send(browser, *contents, name="letter.pdf"):
    files = [SimpleUploadedFile(name, content) for content in contents]
    return browser.post("/follow/files/", {"evidence": files})


def shown(browser, address="/follow/complaint/"):
    return browser.get(address).content.decode()


def test_files_are_added_seen_and_news_to_those_who_work_on_it(follow):
    complaint, browser = follow()
    assert send(browser, PDF, b"%PDF-1.4 another").status_code == 302
    assert [b"".join(open_file(file.stored_as)) for file in complaint.evidence.all()] == [PDF, b"%PDF-1.4 another"]
    assert [news.kind for news in complaint.news.all()] == [ProviderNews.Kind.FILE]
    for address in ("/follow/complaint/", "/follow/files/"):
        assert shown(browser, address).count("Waits to be checked for viruses.") == 2


@pytest.mark.parametrize(
    ("verdict", "words"), [("clean", "No virus found. We can open it."), ("infected", "It holds a virus. Nobody opens")]
)
def test_the_page_says_what_became_of_a_file(follow, verdict, words):
    complaint, browser = follow()
    send(browser, PDF)
    complaint.evidence.update(verdict=verdict)
    assert words in shown(browser)
    assert words in shown(browser, "/follow/files/")


def test_the_receipt_still_holds(follow):
    complaint, browser = follow()
    before = digest(complaint)
    send(browser, PDF)
    assert complaint.evidence.count() == 1
    assert digest(complaint) == before


def test_the_same_file_again_is_the_file_that_is_there(follow, folder):
    complaint, browser = follow()
    send(browser, PDF, PDF)
    send(browser, PDF, name="other.pdf")
    assert (complaint.evidence.count(), len(list(folder.iterdir()))) == (1, 1)


def test_there_are_only_so_many(follow, folder):
    complaint, browser = follow()
    for number in range(MOST_ALTOGETHER):
        send(browser, PDF + b"%%%d" % number)
    answer = send(browser, PDF)
    assert (answer.status_code, "you have sent 30 files already" in answer.content.decode()) == (422, True)
    assert len(list(folder.iterdir())) == complaint.evidence.count() == MOST_ALTOGETHER


def test_of_several_those_that_will_do_are_kept(follow, folder):
    complaint, browser = follow()
    answer = send(browser, b"MZ\x90\x00", PDF)
    assert (answer.status_code, "not a kind of file that we can take" in answer.content.decode()) == (422, True)
    assert complaint.evidence.count() == len(list(folder.iterdir())) == 1


def test_a_closed_complaint_takes_none_and_says_so_until_it_is_open_again(follow, folder):
    complaint, browser = follow()
    telling.tell(complaint, "closed_paid", at=timezone.now())
    assert send(browser, PDF).status_code == 302
    page = shown(browser, "/follow/files/")
    assert ("Your complaint is closed" in page, 'type="file"' in page) == (True, False)
    assert list(folder.iterdir()) == []
    telling.tell(complaint, "reopened", at=timezone.now())
    send(browser, PDF)
    assert complaint.evidence.count() == 1


def test_who_is_not_let_in_adds_nothing_and_sees_nothing(follow, folder):
    follow()
    for answer in (send(Client(), PDF), Client().get("/follow/files/")):
        assert (answer.status_code, answer.url) == (302, "/follow/")
    assert list(folder.iterdir()) == []


def test_files_of_another_are_not_shown(follow):
    (_, browser), (_, other) = follow(), follow()
    send(other, PDF, name="theirs.pdf")
    assert "theirs.pdf" not in shown(browser) + shown(browser, "/follow/files/")
