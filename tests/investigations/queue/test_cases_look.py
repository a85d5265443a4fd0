"""The list of cases and its filters in a real browser: nobody is shut out, nothing is cut off. Needs static/built."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings

from complaints.models import AuthorityName

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STATES = {
    "all": "",
    "narrowed": "?status=received&received_from-day=1&received_from-month=1&received_from-year=2026",
    "empty": "?status=asked",
    "wrong": "?status=junk&received_from-day=1",
}


@pytest.fixture(scope="module")
def browser(chromium):
    """Django's live server shares the test's thread with the browser's event loop, and must be told that it may."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield chromium
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_list(browser, make_case, signed_in, live_server, settings):
    """The list with this address at a width, signed in as an investigator."""
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    case = make_case()
    AuthorityName.objects.create(authority=case.authority, name="x", compared="camden council", is_official=True)
    name = django_settings.SESSION_COOKIE_NAME
    session = {"name": name, "value": signed_in().cookies[name].value, "url": live_server.url}
    contexts = []

    def go(query="", width=1280, **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        context.add_cookies([session])
        page = context.new_page()
        page.goto(f"{live_server.url}/staff/cases/{query}")
        return page

    yield go
    for context in contexts:
        context.close()


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_is_cut_off(open_list, state, width):
    page = open_list(STATES[state], width)
    if state != "wrong":  # it is open by itself
        page.locator("#filters summary").click()
    assert page.locator("#id_status").is_visible()
    assert [(rule["id"], rule["nodes"]) for rule in Axe().run(page).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scripts", [True, False])
def test_filters_are_set_and_taken_away(open_list, scripts):
    page = open_list(java_script_enabled=scripts)
    page.locator("#filters summary").click()
    page.get_by_label("Status").select_option("Waiting for the authority")
    page.get_by_role("button", name="Show these cases").click()
    assert "No case is like that." in page.inner_text("main")
    page.get_by_role("link", name="Remove Status: Waiting for the authority").click()
    assert "1 case, newest first" in page.inner_text("main")


def test_an_authority_is_offered_while_it_is_typed(open_list):
    page = open_list()
    page.locator("#filters summary").click()
    page.get_by_role("combobox", name="Authority", exact=True).press_sequentially("camd")
    page.get_by_role("option", name="Camden Council").click()
    page.get_by_role("button", name="Show these cases").click()
    assert "Authority: Camden Council" in page.inner_text(".app-chips")
