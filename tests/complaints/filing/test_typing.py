"""Choosing the authority while typing, in a real browser: by keyboard, on a phone and a desk. Needs static/built."""

import gzip
import os
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from complaints.authorities.loading import load
from complaints.models import Authority, Draft

DATA = Path(__file__).parents[3] / "complaints" / "data" / "authorities.csv"
# A few of the project's own list: whole, it would take its time before each test.
NAMES = ("Manchester", "Cumbria County", "Cumberland Council", "Westmorland and Furness", "Salford", "Mid Devon")
PLAIN_FILES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module", autouse=True)
def _shared_thread():
    """Django's live server shares the test's thread with the browser's event loop, and must be told that it may."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def authorities(tmp_path):
    head, *lines = DATA.read_text("utf-8").splitlines(keepends=True)
    short = tmp_path / "authorities.csv"
    short.write_text(head + "".join(line for line in lines if any(name in line for name in NAMES)), "utf-8")
    load(short)


@pytest.fixture
def open_page(chromium, live_server, authorities, settings):
    """The page at a width; what the browser complains about ends up in `page.complaints`."""
    settings.STORAGES = PLAIN_FILES
    contexts = []

    def go(width=1280, address="/complain/authority/", **options):
        contexts.append(chromium.new_context(viewport={"width": width, "height": 800}, **options))
        page = contexts[-1].new_page()
        page.set_default_timeout(10_000)
        page.complaints = []
        page.on("console", lambda said: page.complaints.append(said.text) if said.type in ("error", "warning") else "")
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(live_server.url + address)
        return page

    yield go
    for context in contexts:
        context.close()


def type_in(page, text):
    box = page.get_by_role("combobox")
    box.focus()
    page.keyboard.type(text)
    return box


def options(page):
    return page.get_by_role("option")


def is_next_page(page):
    expect(page).not_to_have_url(re.compile("/complain/authority/"))
    return True


def look(page, name):
    """A picture to look at, where somebody asks for it."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png")


@pytest.mark.parametrize("width", [320, 1280])
def test_by_keyboard_alone(open_page, width):
    page = open_page(width)
    look(page, f"first-{width}")
    type_in(page, "Manchster")
    expect(options(page).first).to_have_text("Manchester City Council")
    page.keyboard.press("ArrowDown")
    expect(options(page).first).to_be_focused()
    look(page, f"list-{width}")
    assert [(rule["id"], rule["nodes"]) for rule in Axe().run(page).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.keyboard.press("Enter")
    expect(page.get_by_text("You chose Manchester City Council")).to_be_visible()
    look(page, f"chosen-{width}")
    assert [(rule["id"], rule["nodes"]) for rule in Axe().run(page).response["violations"]] == []
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Continue")).to_be_focused()
    page.keyboard.press("Enter")
    assert is_next_page(page)
    assert page.complaints == []
    chosen = Authority.objects.get(name="Manchester City Council")
    assert Draft.objects.get().answers["authority"] == {"authority": str(chosen.pk)}


@pytest.mark.parametrize("width", [320, 1280])
def test_successors_are_in_the_list(open_page, width):
    page = open_page(width)
    type_in(page, "cumbria county")
    expect(options(page).nth(2)).to_contain_text("Replaced by Cumberland Council and Westmorland and Furness Council")
    expect(options(page).nth(0)).to_contain_text("Took over from Cumbria County Council")
    look(page, f"successors-{width}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_escape_closes_the_list_and_enter_then_searches_as_ever(open_page):
    page = open_page()
    type_in(page, "manchester")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(options(page).first).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="Manchester City Council")).to_be_attached()
    expect(page.get_by_role("combobox")).to_have_value("manchester")
    expect(options(page).first).to_be_hidden()
    look(page, "searched-1280")
    assert [(rule["id"], rule["nodes"]) for rule in Axe().run(page).response["violations"]] == []


def test_enter_searches_while_the_list_is_open_and_nothing_in_it_is_highlighted(open_page):
    page = open_page()
    type_in(page, "manchester")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="Manchester City Council")).to_be_attached()


def test_with_the_mouse_and_changed_afterwards(open_page):
    page = open_page()
    type_in(page, "manchester")
    options(page).first.click()
    expect(page.get_by_role("button", name="Continue")).to_be_visible()
    expect(page.get_by_role("button", name="Search")).to_be_hidden()
    page.get_by_role("combobox").fill("salford")
    expect(page.get_by_role("button", name="Continue")).to_be_hidden()
    expect(page.get_by_text("You chose")).to_have_count(0)
    options(page).first.click()
    page.get_by_role("button", name="Continue").click()
    assert is_next_page(page)
    chosen = Authority.objects.get(pk=Draft.objects.get().answers["authority"]["authority"])
    assert "Salford" in chosen.name


def test_a_choice_wins_over_the_one_found_by_plain_search(open_page):
    page = open_page(address="/complain/authority/?q=salford")
    page.get_by_role("radio", name="It is not in this list").check()
    page.get_by_role("combobox").fill("")
    type_in(page, "Manchster")
    expect(options(page).first).to_have_text("Manchester City Council")
    page.keyboard.press("ArrowDown")
    expect(options(page).first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio")).to_have_count(0)
    # Enter once more carries on, as in any form.
    page.keyboard.press("Enter")
    assert is_next_page(page)
    chosen = Authority.objects.get(pk=Draft.objects.get().answers["authority"]["authority"])
    assert chosen.name == "Manchester City Council"


@pytest.mark.parametrize("width", [320, 1280])
def test_one_that_is_not_in_the_list_is_written_down(open_page, width):
    page = open_page(width)
    type_in(page, "Zzyzx Qqq")
    expect(page.get_by_text("We found no authority like that.")).to_be_visible()
    look(page, f"none-{width}")
    page.get_by_role("button", name="It is not in the list").press("Enter")
    expect(page.get_by_label("Name of the authority")).to_be_focused()
    look(page, f"unlisted-{width}")
    assert [(rule["id"], rule["nodes"]) for rule in Axe().run(page).response["violations"]] == []
    page.keyboard.press("End")
    page.keyboard.type(" Trust")
    page.keyboard.press("Enter")
    assert is_next_page(page)
    assert Draft.objects.get().answers["authority"] == {"authority": "other", "authority_given": "Zzyzx Qqq Trust"}


def test_without_a_name_it_is_asked_for(open_page):
    page = open_page()
    page.get_by_role("button", name="It is not in the list").click()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("link", name="Enter the name of the authority")).to_be_visible()
    look(page, "error-1280")


@pytest.mark.parametrize("fate", ["fails", "is down", "hangs"])
def test_when_no_answer_comes_the_search_button_does_it(open_page, fate):
    page = open_page()
    answer = {
        "fails": lambda route: route.fulfill(status=500, body="no"),
        "is down": lambda route: route.abort(),
        "hangs": lambda route: None,
    }
    page.route("**/complain/authorities/**", answer[fate])
    type_in(page, "manchester")
    if fate != "hangs":
        expect(page.get_by_text("The list did not load. Press Search instead.")).to_be_visible()
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("radio", name="Manchester City Council")).to_be_attached()


def test_an_answer_that_comes_late_is_not_offered_for_another_text(open_page):
    page = open_page()
    held = []
    page.route("**/complain/authorities/?q=salford", lambda route: held.append(route))
    with page.expect_request("**/complain/authorities/?q=salford"):
        type_in(page, "salford")
    page.get_by_role("combobox").fill("manchester")
    expect(options(page).first).to_contain_text("Manchester")
    for route in held:
        route.continue_()
    page.wait_for_timeout(300)
    expect(options(page).first).to_contain_text("Manchester")


def test_names_are_text_and_never_markup(open_page, make_authority):
    bad = make_authority(name="<img src=x onerror=alert(1)> Borough", code="x")
    bad.names.create(name=bad.name, compared="img src borough", is_official=True)
    page = open_page()
    type_in(page, "img src borough")
    expect(options(page).first).to_have_text(bad.name)
    assert page.locator("[role=option] img").count() == 0


def test_no_cookie_goes_with_what_is_typed(open_page):
    page = open_page()
    with page.expect_request("**/complain/authorities/**") as asked:
        type_in(page, "manchester")
    assert "cookie" not in asked.value.all_headers()


@pytest.mark.parametrize("width", [320, 1280])
def test_without_javascript_the_page_searches_as_ever(open_page, width):
    page = open_page(width, java_script_enabled=False)
    page.get_by_label("Search for the authority").fill("Manchster")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("radio", name="Manchester City Council").first.check()
    look(page, f"plain-{width}")
    page.get_by_role("button", name="Continue").click()
    assert is_next_page(page)
    assert Draft.objects.count() == 1


def test_only_this_page_loads_it(browser, settings):
    settings.STORAGES = PLAIN_FILES

    def is_there(address):
        return "authority.js" in browser.get(address).content.decode()

    page = browser.get("/complain/authority/").content.decode()
    assert re.findall(r"<script (\w+) src=[^>]*(?:autocomplete|authority)", page) == ["defer", "defer"]
    assert [is_there(address) for address in ("/", "/complain/", "/complain/contact/")] == [False] * 3


def test_what_it_adds_to_the_page_is_small():
    static = Path(__file__).parents[3] / "static"
    names = ("built/accessible-autocomplete.min.js", "built/accessible-autocomplete.min.css", "authority.js")
    assert sum(len(gzip.compress((static / name).read_bytes())) for name in names) < 25_000
