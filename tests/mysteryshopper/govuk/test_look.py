"""The components in a real browser: whom they shut out, and whether they do what they say. Needs static/built."""

import os
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def browser(chromium):
    """Django's live server shares the test's thread with the browser's event loop, and must be told that it may."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield chromium
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_page(browser, live_server):
    """A page at an address, with or without script. What the browser complains about ends up in `page.complaints`."""
    contexts = []

    def go(address: str, width: int = 1280, **options):
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on(
            "console", lambda said: page.complaints.append(said.text) if said.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(live_server.url + address)
        return page

    yield go
    for context in contexts:
        context.close()


def violations(page) -> list[tuple[str, list[str]]]:
    """What axe finds: the rule, and where."""
    found = Axe().run(page).response["violations"]
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found]


def send(page) -> None:
    page.get_by_role("button", name="Continue").click()
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("is_sent", [False, True])
def test_axe_finds_nothing_and_nothing_is_cut_off(open_page, width, is_sent):
    page = open_page("/?success&error", width)
    if is_sent:
        page.get_by_label("Another").check()
        send(page)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.complaints == []


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("address", ["/fail/404/", "/fail/500/", "/fail/400/", "/fail/403/", "/staff/account/sign-in/"])
def test_axe_finds_nothing_on_other_pages(open_page, live_server, address, width, settings):
    settings.DEMONSTRATION = True
    page = open_page(address, width)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_errors_take_the_focus_and_lead_to_their_fields(open_page):
    page = open_page("/")
    send(page)
    assert page.evaluate("document.activeElement.className").startswith("govuk-error-summary")
    links = page.locator(".govuk-error-summary a")
    for number in range(links.count()):
        target = links.nth(number).get_attribute("href")
        links.nth(number).click()
        assert page.evaluate("'#' + document.activeElement.id") == target


def test_an_answer_reveals_its_field(open_page):
    page = open_page("/")
    assert not page.locator("#id_which").is_visible()
    page.get_by_label("Another").check()
    assert page.locator("#id_which").is_visible()
    assert violations(page) == []


def test_without_script_everything_is_there(open_page):
    page = open_page("/", java_script_enabled=False)
    assert page.locator("#id_which").is_visible()
    assert page.locator("input[type=file]").is_visible()
    assert not page.get_by_role("button", name="Show").is_visible()
    send(page)
    assert re.search("Error: ", page.title())
    assert page.locator(".govuk-error-summary").is_visible()


def test_what_was_typed_survives_three_rounds(open_page):
    page = open_page("/")
    text = "\n  first\n\n    second  \nthird"
    page.get_by_label("Another").check()
    for box in ("note", "story", "which"):
        page.locator(f"#id_{box}").fill(text)
    for _ in range(3):
        send(page)
    assert [page.locator(f"#id_{box}").input_value() for box in ("note", "story", "which")] == [text] * 3


def test_the_counter_counts_as_the_server_does(open_page):
    page = open_page("/")
    page.locator("#id_story").fill("x\n" * 599 + "yz")
    assert page.get_by_text("You have 0 characters remaining").first.is_visible()
    send(page)
    assert page.locator("#id_story-error").count() == 0


def test_the_keyboard_reaches_the_content_first(open_page):
    page = open_page("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


def test_the_style_sheet_is_small_and_has_nothing_that_is_for_gov_uk_only():
    style = Path("static/built/service.css").read_text()
    assert len(style) < 100_000
    assert not re.search(r"url\(|GDS Transport|crown|crest", style)
