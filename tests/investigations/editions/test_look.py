"""The public statistics in a real browser, a corrected edition among them: nobody is shut out. Needs static/built."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe

from investigations.editions import making
from investigations.models import Case

from .conftest import FIRST, made

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def browser(chromium):
    """Django's live server shares the test's thread with the browser's event loop, and must be told that it may."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield chromium
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def test_axe_finds_nothing_and_nothing_is_cut_off(browser, live_server, settings, add_cases, publish, leads):
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    add_cases(300)
    first = publish(FIRST)
    Case.objects.filter(outcome="paid").update(outcome="changed_future")
    publish(draft=made(making.correct(first, "Payments were coded wrongly.", by=leads[0])))
    page = browser.new_page()
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for address in ("/statistics/", f"/statistics/{FIRST}/", f"/statistics/{FIRST}/1/"):
            page.goto(f"{live_server.url}{address}")
            violations = Axe().run(page).response["violations"]
            assert [(rule["id"], rule["nodes"]) for rule in violations] == [], (address, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)
    page.close()
