"""The pages for files in a real browser: with and without scripts, on a phone and a desk. Needs static/built."""

import os
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.signing import get_cookie_signer
from django.utils import timezone
from playwright.sync_api import expect

from complaints.filing.drafting import keep_answers
from complaints.filing.submitting import submit
from complaints.models import Evidence
from complaints.tokens import new_filing_token, tracking_secret
from investigations.casework import casework
from investigations.queue.intake import open_case
from mysteryshopper.sealed_files import new_name, seal_file

PLAIN_FILES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PDF = {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}
PROGRAM = {"name": "notes.exe", "mimeType": "application/pdf", "buffer": b"MZ\x90\x00"}
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module", autouse=True)
def _shared_thread():
    """Django's live server shares the test's thread with the browser's event loop, and must be told that it may."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.EVIDENCE_ROOT, settings.STORAGES = tmp_path, PLAIN_FILES
    return tmp_path


@pytest.fixture
def open_page(chromium, live_server):
    """A browser's page; what the browser complains about ends up in `page.complaints`."""
    contexts = []

    def go(width=1280, **ways):
        contexts.append(chromium.new_context(viewport={"width": width, "height": 800}, **ways))
        page = contexts[-1].new_page()
        page.set_default_timeout(10_000)
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        return page

    yield go
    for context in contexts:
        context.close()


def begun(page, server):
    """Opens the page for files of a complaint that is being written."""
    token = new_filing_token()
    keep_answers(token, "outcome", {"tried": "x"})
    page.context.add_cookies(
        [{"name": "filing", "value": get_cookie_signer(salt="filing").sign(token), "url": server.url}]
    )
    page.goto(f"{server.url}/complain/files/")


@pytest.fixture
def followed(filing, live_server):
    def enter(page):
        token = new_filing_token()
        complaint = submit(token, filing, now=timezone.now())
        page.goto(f"{live_server.url}/follow/")
        page.get_by_label("Reference").fill(complaint.reference)
        page.get_by_label("Secret code").fill(tracking_secret(token))
        page.get_by_role("button", name="Continue").click()
        page.goto(f"{live_server.url}/follow/files/")
        return complaint

    return enter


def choose(page, *files):
    page.locator("input[type=file]").set_input_files(list(files))
    page.get_by_role("button", name=re.compile("^(Add|Send files)$")).click()


def broken(page):
    found = Axe().run(page)
    return [(rule["id"], node["html"]) for rule in found.response["violations"] for node in rule["nodes"]]


def is_too_wide(page):
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_with_files_breaks_a_rule(open_page, live_server, followed, make_user, signed_in, width):
    page = open_page(width)
    begun(page, live_server)
    choose(page, PDF, PROGRAM)
    expect(page.get_by_role("alert")).to_contain_text("“notes.exe” is not a kind of file")
    found = broken(page)
    complaint = followed(page)
    for verdict in Evidence.Verdict.values + [""]:
        name = new_name()
        seal_file(name, [PDF["buffer"]])
        complaint.evidence.create(
            stored_as=name, name="n" * 90 + ".pdf", kind="pdf", size=1, added_at=timezone.now(), verdict=verdict
        )
    for address in ("/follow/files/", "/follow/complaint/"):
        page.goto(live_server.url + address)
        found += broken(page)
        assert not is_too_wide(page), address
    case = casework.claim(open_case(complaint), by=make_user())
    session = signed_in(case.owner).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(f"{live_server.url}/staff/cases/{case.reference}/")
    expect(page.get_by_role("button", name="Open file 1")).to_be_visible()
    assert not is_too_wide(page)
    assert (found + broken(page), page.complaints) == ([], [])


@pytest.mark.parametrize("has_scripts", [True, False])
def test_files_are_sent_and_what_is_wrong_is_said_with_and_without_scripts(open_page, followed, has_scripts):
    page = open_page(java_script_enabled=has_scripts)
    complaint = followed(page)
    choose(page, PDF)
    expect(page.locator("dt")).to_have_text("letter.pdf")
    choose(page, PDF | {"name": "other.pdf", "buffer": b"%PDF-1.4 other"}, PROGRAM)
    expect(page.locator("dt")).to_have_text(["letter.pdf", "other.pdf"])
    expect(page.locator(".govuk-error-summary")).to_contain_text("“notes.exe” is not a kind of file")
    # The component's own look, which a script gives it.
    expect(page.locator(".govuk-file-upload-button")).to_have_count(int(has_scripts))
    choose(page, PDF | {"name": "third.pdf", "buffer": b"%PDF-1.4 third"})
    expect(page.locator("dt")).to_have_text(["letter.pdf", "other.pdf", "third.pdf"])
    assert (complaint.evidence.count(), page.complaints) == (3, [])


@pytest.mark.parametrize("has_scripts", [True, False])
def test_continue_adds_what_is_chosen(open_page, live_server, has_scripts):
    page = open_page(java_script_enabled=has_scripts)
    begun(page, live_server)
    page.locator("input[type=file]").set_input_files([PDF])
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers before you send them")
    expect(page.get_by_text("letter.pdf")).to_be_visible()


def test_a_file_that_is_too_large_is_not_even_sent(open_page, followed, tmp_path):
    page = open_page()
    complaint = followed(page)
    large = tmp_path / "large.pdf"
    large.write_bytes(bytes(20 * 1024 * 1024 + 1))
    page.locator("input[type=file]").set_input_files(large)
    page.get_by_role("button", name="Send files").click()
    expect(page.locator("#sending")).to_have_text(
        "“large.pdf” is larger than 20 MB, so nothing was sent. Choose a smaller file."
    )
    assert complaint.evidence.count() == 0


def test_the_page_says_how_far_a_file_is(open_page, live_server, followed):
    page = open_page()
    followed(page)
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 1_000_000}
    network.send("Network.emulateNetworkConditions", slow)
    choose(page, PDF | {"buffer": b"%PDF-1.4" + bytes(2_000_000)})
    expect(page.locator("#sending")).to_have_text(re.compile(r"^Sending letter\.pdf: [1-9]0 percent$"))
    expect(page.locator("dt")).to_have_text("letter.pdf")


def test_a_network_that_is_gone_is_told(open_page, followed):
    page = open_page()
    followed(page)
    page.context.set_offline(True)
    choose(page, PDF)
    expect(page.locator("#sending")).to_contain_text("Check your internet connection")
    page.context.set_offline(False)
    page.wait_for_timeout(1100)  # sooner the button takes it for a double click
    page.get_by_role("button", name="Send files").click()
    expect(page.locator("dt")).to_have_text("letter.pdf")
