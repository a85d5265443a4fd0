"""A held text in a real browser: nobody is shut out, nothing is cut off. Needs static/built."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings

from investigations.casework import casework
from investigations.leaving import door
from investigations.models import Audience
from mysteryshopper.staff.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def browser(chromium):
    """Django's live server shares the test's thread with the browser's event loop, and must be told that it may."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield chromium
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def pages(browser, make_case, make_user, signed_in, live_server, settings):
    """Opens each page of the room at a width, as a lead who is to decide."""
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    case = casework.claim(make_case(), by=make_user())
    held = door.examine(case, f"Provider Works {'x' * 400}\nand {'Ada Provider ' * 30}", Audience.PUBLIC, by=case.owner)
    name = django_settings.SESSION_COOKIE_NAME
    lead = {"name": name, "value": signed_in(Role.LEAD).cookies[name].value, "url": live_server.url}
    asks = f"{live_server.url}/staff/cases/{case.reference}/leaving/"

    def go(width):
        context = browser.new_context(viewport={"width": width, "height": 800})
        context.add_cookies([lead])
        page = context.new_page()
        page.goto(asks)
        yield page
        page.get_by_role("button", name="Check").click()
        yield page
        page.goto(f"{asks}{held.pk}/")
        yield page
        if not held.overrides.exists():
            door.ask_override(held, by=case.owner, reason="Works are meant.")
        page.goto(f"{asks}{held.pk}/")
        yield page
        context.close()

    return go


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_is_cut_off(pages, width):
    seen = []
    for page in pages(width):
        seen.append(page.title())
        if os.environ.get("PICTURES"):
            page.screenshot(path=f"{os.environ['PICTURES']}/leaving-{len(seen)}-{width}.png", full_page=True)
        assert [(rule["id"], rule["nodes"]) for rule in Axe().run(page).response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [title.partition(":")[0] for title in seen] == ["Check a text before it leaves", "Error", "Held", "Held"]
