"""Staff work the queue by keys alone; the keys can be turned off."""

import pytest
from playwright.sync_api import expect

from tests.journeys.stack import file_complaint
from tests.journeys.test_whole_story import check_usable, sign_in

pytestmark = [pytest.mark.stack, pytest.mark.browser]

TRIAGED = 10


@pytest.fixture(scope="module")
def filed(stack):
    return [file_complaint(stack).reference for _ in range(TRIAGED + 2)]  # some stay for the others


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def go(page, *keys):
    with page.expect_navigation(wait_until="load"):
        press(page, *keys)


def test_ten_cases_are_triaged_by_keyboard_alone(open_browser, filed):
    page = open_browser()
    sign_in(page, "investigator")
    expect(page.get_by_role("button", name="Keyboard shortcuts")).to_be_visible()
    triaged = 0
    while triaged < TRIAGED:
        go(page, "g", "q")
        go(page, "t")  # claims the next case
        go(page, "m")
        page.get_by_label("Agreeing what may be disclosed").focus()
        press(page, "Space", "Tab")
        page.get_by_role("button", name="Move the case on").focus()
        go(page, "Enter")
        expect(page.get_by_text("The case has moved on.")).to_be_visible()
        triaged += 1
    check_usable(page)


def test_the_list_of_keys_opens_and_turns_them_off(open_browser, stack):
    page = open_browser(width=320)
    sign_in(page, "second-investigator")
    press(page, "?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_be_visible()
    check_usable(page)
    dialog.get_by_role("button", name="Turn off").click()
    expect(dialog.get_by_text("They are off.")).to_be_visible()
    press(page, "Escape", "?", "g", "c")
    expect(dialog).to_be_hidden()
    expect(page).to_have_url(f"{stack.url}/staff/queue/")
    page.get_by_role("button", name="Keyboard shortcuts").click()
    dialog.get_by_role("button", name="Turn on").click()
    press(page, "Escape")
    go(page, "g", "c")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cases")


def test_j_and_k_go_through_the_list_and_typing_is_left_alone(open_browser, filed):
    page = open_browser()
    sign_in(page, "lead")
    page.goto("/staff/queue/?view=unassigned")
    press(page, "j", "j", "k")
    first = page.locator("tbody th a").first
    expect(first).to_be_focused()
    go(page, "Enter")
    go(page, "t")
    go(page, "n")
    page.get_by_label("Note").fill("")
    page.get_by_label("Note").type("gqx?")
    expect(page.get_by_label("Note")).to_have_value("gqx?")
