"""Reports in a real browser, on a phone and on a desk: nobody is shut out, nothing is cut off. Needs static/built."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings

from investigations.reporting import reporting
from mysteryshopper.staff.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def browser(chromium):
    """Django's live server shares the test's thread with the browser's event loop, and must be told that it may."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield chromium
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_page(browser, live_server, signed_in, settings):
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    name = django_settings.SESSION_COOKIE_NAME
    session = {"name": name, "value": signed_in(Role.LEAD).cookies[name].value, "url": live_server.url}
    contexts = []

    def go(width: int, path: str):
        contexts.append(browser.new_context(viewport={"width": width, "height": 800}))
        contexts[-1].add_cookies([session])
        page = contexts[-1].new_page()
        page.goto(f"{live_server.url}/staff/reports/{path}")
        return page

    yield go
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_is_cut_off(history, draft, lead, open_page, width):
    signed, waiting = draft(), draft()
    reporting.sign_off(signed, by=lead)
    for path in ("", f"{signed.pk}/", f"{waiting.pk}/", "by-mail/"):
        page = open_page(width, path)
        assert [(rule["id"], rule["nodes"]) for rule in Axe().run(page).response["violations"]] == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        if folder := os.environ.get("LOOK"):
            page.screenshot(path=f"{folder}/{width}-{path.replace('/', '') or 'list'}.png", full_page=True)


def test_a_number_of_the_summary_leads_to_its_cell_which_is_marked(history, draft, open_page):
    page = open_page(1280, f"{draft().pk}/")
    link = page.locator("#summary ~ div a").first
    href, number = link.get_attribute("href"), link.inner_text()
    link.click()
    cell = page.locator(f"[id='{href[1:]}']")
    assert number in cell.inner_text()
    assert cell.evaluate("cell => cell.matches(':target') && getComputedStyle(cell).outlineStyle") == "solid"
