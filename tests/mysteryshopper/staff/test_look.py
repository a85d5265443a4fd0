"""The pages of accounts in a real browser, on a phone and on a desk. Needs static/built."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings

from mysteryshopper.owed import work_off
from mysteryshopper.staff import accounts, links
from mysteryshopper.staff.models import PasswordLink, Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Wilhelmina-Konstantina Featherstonehaugh-Cholmondeley-Worthington of the Second"


@pytest.fixture(scope="module")
def browser(chromium):
    """Django's live server shares the test's thread with the browser's event loop, and must be told that it may."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield chromium
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def boss(staff):
    return staff(Role.ADMINISTRATOR)


@pytest.fixture
def pages(boss, staff, mailoutbox, live_server, settings):
    """Addresses by name: somebody with everything, somebody new with a long name, somebody who is shut."""
    settings.DEMONSTRATION, settings.BASE_URL = True, live_server.url
    lead, shut = staff(Role.LEAD), staff(Role.OFFICIAL, has_app=False)
    new = accounts.add(name=LONG, email=f"{'w' * 60}@example.com", role=Role.INVESTIGATOR, by=boss)
    accounts.change(new, name=LONG + "!", role=Role.LEAD, by=boss)
    accounts.shut(shut, by=boss)
    work_off(PasswordLink, PasswordLink.objects.get().pk, links.send)
    link = next(word for word in mailoutbox[0].body.split() if word.startswith(live_server.url))
    acts = {"change": lead, "shut": new, "open": shut, "password-link": new, "second-factor/remove": lead}
    return {
        "people": "/staff/people/",
        "add": "/staff/people/add/",
        "person": f"/staff/people/{lead.pk}/",
        "new-person": f"/staff/people/{new.pk}/",
        "shut-person": f"/staff/people/{shut.pk}/",
        **{act.replace("/", "-"): f"/staff/people/{one.pk}/{act}/" for act, one in acts.items()},
        "account": "/staff/account/",
        "link": link.removeprefix(live_server.url),
        "broken-link": "/staff/account/password/set/1/x/",
    }


@pytest.fixture(params=[320, 1280])
def page(request, browser, pages, boss, client, live_server):
    """The administrator's."""
    client.force_login(boss)
    name, width = django_settings.SESSION_COOKIE_NAME, request.param
    context = browser.new_context(viewport={"width": width, "height": 800})
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    yield context.new_page()
    context.close()


def faults(page, name):
    width = page.viewport_size["width"]
    if os.environ.get("PICTURES"):
        page.screenshot(path=f"{os.environ['PICTURES']}/{name}-{width}.png", full_page=True)
    cut_off = [(name, "is cut off")] if page.evaluate("document.documentElement.scrollWidth") > width else []
    return cut_off + [(name, rule["id"], rule["nodes"]) for rule in Axe().run(page).response["violations"]]


def test_axe_finds_nothing_and_nothing_is_cut_off(page, pages, live_server):
    wrong = []
    for name, where in pages.items():
        assert page.goto(f"{live_server.url}{where}").status == (404 if name == "broken-link" else 200), name
        wrong += faults(page, name)
    for name in ("add", "link"):
        page.goto(f"{live_server.url}{pages[name]}")
        page.locator("main form button:not([type=button])").last.click()
        wrong += faults(page, f"{name}-with-errors")
        assert page.locator(".govuk-error-summary").is_visible()
    assert wrong == []


def test_everything_works_without_javascript(browser, pages, boss, client, live_server):
    client.force_login(boss)
    name = django_settings.SESSION_COOKIE_NAME
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/staff/people/")
    page.get_by_role("button", name="Add a person").click()
    page.get_by_label("Name").fill("Nora New")
    page.get_by_label("Email address").fill("nora@example.com")
    page.get_by_label("Lead", exact=True).check()
    page.get_by_role("button", name="Add and send the mail").click()
    page.get_by_text("Nora New has an account.").wait_for()
    page.get_by_role("link", name="Shut the account").click()
    page.get_by_role("button", name="Shut the account").click()
    page.get_by_text("The account of Nora New is shut.").wait_for()
    context.close()
