"""Before the half hour of a provider's page is over, a dialog says so, by keyboard and screen reader too."""

import pytest
from playwright.sync_api import expect

from tests.journeys.stack import file_complaint
from tests.journeys.test_whole_story import check_usable, follow

pytestmark = [pytest.mark.stack, pytest.mark.browser]

MINUTE = 60_000


@pytest.fixture(scope="module")
def receipt(stack):
    return file_complaint(stack)


@pytest.fixture
def following(open_browser, receipt):
    """The provider's page, and a clock that the test moves."""

    def enter(width=1280):
        page = open_browser(width=width)
        page.clock.install()
        follow(page, receipt)
        return page

    return enter


def pass_minutes(page, minutes):
    page.clock.fast_forward(minutes * MINUTE)
    page.clock.run_for(2000)


def focused(page):
    return page.evaluate("document.activeElement.textContent.trim() || document.activeElement.name")


@pytest.mark.parametrize("width", [320, 1280])
def test_it_warns_in_time_and_is_usable_by_all(following, width):
    page = following(width)
    dialog = page.get_by_role("alertdialog")
    pass_minutes(page, 24)
    expect(dialog).to_be_hidden()
    pass_minutes(page, 1)
    expect(dialog).to_be_visible()
    expect(page.get_by_role("alertdialog", name="You will be signed out soon")).to_have_accessible_description(
        "You will be signed out soon We sign you out within 5 minutes, so that nobody else reads this page."
    )
    box = dialog.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    check_usable(page)


def test_the_keyboard_stays_in_it_and_goes_back_to_where_it_was(following):
    page = following()
    page.get_by_label("Your message").focus()
    pass_minutes(page, 25)
    assert focused(page) == "Stay signed in"
    reached = set()
    for _ in range(6):
        page.keyboard.press("Tab")
        reached.add(focused(page) if page.evaluate("document.activeElement.closest('dialog') !== null") else "")
    # The browser's own bar takes its turn, the page behind does not.
    assert reached - {""} == {"Stay signed in", "Close"}
    assert page.evaluate(
        "document.activeElement === document.body || document.activeElement.closest('dialog') !== null"
    )
    page.keyboard.press("Escape")
    expect(page.get_by_role("alertdialog")).to_be_hidden()
    assert focused(page) == "text"


def test_closed_it_comes_back_only_when_the_time_is_over(following):
    page = following()
    pass_minutes(page, 25)
    page.get_by_role("button", name="Close").click()
    pass_minutes(page, 4)
    expect(page.get_by_role("alertdialog")).to_be_hidden()
    pass_minutes(page, 1)
    expect(page.get_by_role("alertdialog", name="You are signed out")).to_be_visible()
    assert focused(page) == "Close"
    check_usable(page)


def test_the_time_runs_out_while_it_is_open(following):
    page = following()
    pass_minutes(page, 25)
    assert focused(page) == "Stay signed in"
    pass_minutes(page, 5)
    expect(page.get_by_role("alertdialog", name="You are signed out")).to_be_visible()
    expect(page.get_by_role("button", name="Stay signed in")).to_be_hidden()
    assert focused(page) == "Close"


def test_staying_begins_the_half_hour_again(following):
    page = following()
    page.get_by_label("Your message").fill("Half a sentence")
    pass_minutes(page, 25)
    with page.expect_response("**/follow/stay/") as stay:
        page.keyboard.press("Enter")
    assert stay.value.status == 204
    expect(page.get_by_role("alertdialog")).to_be_hidden()
    assert (focused(page), page.get_by_label("Your message").input_value()) == ("text", "Half a sentence")
    pass_minutes(page, 24)
    expect(page.get_by_role("alertdialog")).to_be_hidden()
    pass_minutes(page, 1)
    expect(page.get_by_role("alertdialog", name="You will be signed out soon")).to_be_visible()


def test_without_a_connection_it_says_so_and_can_be_tried_again(following):
    page = following()
    pass_minutes(page, 25)
    page.context.set_offline(True)
    page.get_by_role("button", name="Stay signed in").click()
    expect(page.get_by_role("alertdialog", name="That did not work")).to_be_visible()
    check_usable(page)
    page.context.set_offline(False)
    page.get_by_role("button", name="Stay signed in").click()
    expect(page.get_by_role("alertdialog")).to_be_hidden()


def test_too_late_it_says_that_they_are_signed_out(following):
    page = following()
    pass_minutes(page, 25)
    page.context.clear_cookies(name="following")
    page.get_by_role("button", name="Stay signed in").click()
    expect(page.get_by_role("alertdialog", name="You are signed out")).to_be_visible()


def test_what_was_being_written_is_kept_when_it_was_too_late(following, receipt):
    page = following()
    page.get_by_label("Your message").fill("Half a sentence")
    page.context.clear_cookies(name="following")
    pass_minutes(page, 30)
    page.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Send message").click()
    expect(page.get_by_text("We kept what you wrote.")).to_be_visible()
    page.get_by_label("Reference").fill(receipt.reference)
    page.get_by_label("Secret code").fill(receipt.secret)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_label("Your message")).to_have_value("Half a sentence")
