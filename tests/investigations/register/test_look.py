"""The public register and the staff pages of a summary in a real browser: nobody is shut out. Needs static/built."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.utils import timezone

from investigations.casework import casework
from investigations.models import EntryVersion
from investigations.summaries import writing
from mysteryshopper.staff.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = {
    "list": "/register/",
    "narrowed": "/register/?subject=procurement_process&sub_issue=feedback",
    "empty": "/register/?subject=technology",
    "wrong": "/register/?outcome=junk",
    "entry": "/register/{entry}/",
    "withdrawn": "/register/{withdrawn}/",
    "themes": "/register/learning/",
    "theme": "/register/learning/procurement_process.feedback/",
    "data": "/data/",
}


@pytest.fixture(scope="module")
def browser(chromium):
    """Django's live server shares the test's thread with the browser's event loop, and must be told that it may."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield chromium
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def numbers(publish_entry, make_authority):
    for number in range(6):
        publish_entry(authority=make_authority(f"Body {number}", code=f"E-{number}"))
    entry = publish_entry(reply="We accept this.", case_issue="Averyveryverylongword" * 6, is_imported=False)
    EntryVersion.objects.create(
        entry=entry, version=2, case_issue="Now", case_outcome="Then", outcome="paid", correction="It was paid.",
        reply="We took it to heart.", is_reply_redacted=True, published_at=timezone.now(),
    )  # fmt: skip
    withdrawn = publish_entry(withdrawn_at=timezone.now(), withdrawn_reason="A court order")
    return {"entry": entry.public_id, "withdrawn": withdrawn.public_id}


@pytest.fixture
def open_page(browser, live_server, settings):
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    contexts = []

    def go(address, width, client=None, **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        if client:
            name = django_settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        page = context.new_page()
        page.goto(f"{live_server.url}{address}")
        return page

    yield go
    for context in contexts:
        context.close()


def check(page, width):
    assert [(rule["id"], rule["nodes"]) for rule in Axe().run(page).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_is_cut_off(open_page, numbers, name, width):
    page = open_page(PAGES[name].format(**numbers), width)
    shut = page.locator("main details:not([open]) > summary")
    while shut.count():
        shut.first.click()
    assert page.get_by_role("heading", level=1).count() == 1
    check(page, width)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", ["", "write/"])
def test_staff_pages_too(open_page, make_case, make_user, close, signed_in, path, width):
    case = close(casework.claim(make_case(), by=make_user(name="Owen Owner")), "changed_future")
    writing.write(case, issue="Late", outcome="Now in time", seen=0, by=case.owner)
    who = signed_in(case.owner if path else Role.LEAD)
    page = open_page(f"/staff/cases/{case.reference}/summary/{path}", width, who)
    assert "Late" in page.content()
    check(page, width)


def test_without_scripts_the_list_is_narrowed(open_page, numbers):
    page = open_page("/register/", 1280, java_script_enabled=False)
    page.locator("main summary").click()
    page.get_by_label("Subject").select_option("Technology")
    page.get_by_role("button", name="Show these").click()
    assert "No entry is like that." in page.inner_text("main")
    page.get_by_role("link", name="Show the whole register").click()
    assert "entries, newest first" in page.inner_text("main")
