"""The page of a clean copy in a real browser: nobody is shut out, nothing is cut off. Needs static/built."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.utils import timezone

from complaints.models import Consent
from complaints.tracking import consenting
from investigations.casework import casework
from mysteryshopper.sealed_files import new_name, seal_file

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def browser(chromium):
    """Django's live server shares the test's thread with the browser's event loop, and must be told that it may."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield chromium
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def case(make_case, make_user, settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    case = casework.claim(make_case(), by=make_user())
    consenting.give(case.complaint, Consent.Purpose.EVIDENCE, at=timezone.now())
    for content in (b"Yours, Ada Provider of Provider Works", b"They never told us."):
        name = new_name()
        seal_file(name, [content])
        case.complaint.evidence.create(
            name="a.txt", kind="txt", size=9, stored_as=name, added_at=timezone.now(), verdict="clean"
        )
    return case


@pytest.mark.parametrize("width", [320, 1280])
def test_made_from_the_case_page_axe_finds_nothing_and_nothing_is_cut_off(browser, case, signed_in, live_server, width):
    context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=True)
    name = django_settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": signed_in(case.owner).cookies[name].value, "url": live_server.url}])
    page = context.new_page()
    for number, says in ((1, "may give away who complained"), (2, "as far as we can tell")):
        page.goto(f"{live_server.url}/staff/cases/{case.reference}/")
        page.get_by_role("button", name=f"Make a copy for the authority of file {number}").click()
        assert says in page.content()
        if os.environ.get("PICTURES"):
            page.screenshot(path=f"{os.environ['PICTURES']}/copy-{number}-{width}.png", full_page=True)
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    with page.expect_download() as download:
        page.get_by_role("button", name="Open the copy").click()
    assert download.value.suggested_filename == "file-2.txt"
    context.close()
