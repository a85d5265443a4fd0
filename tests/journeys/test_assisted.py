"""Staff type in a complaint that came by post, and see where providers give up, with JavaScript and without."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.stack import wait_until
from tests.journeys.test_follow import check
from tests.journeys.test_whole_story import sign_in

pytestmark = [pytest.mark.stack, pytest.mark.browser]


def press(page, name):
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name=name, exact=True).click()
    check(page)


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (320, False)])
def test_a_letter_is_typed_in_and_becomes_a_case(open_browser, width, javascript):
    page = open_browser(width=width, javascript=javascript)
    sign_in(page, "investigator", press)
    page.goto("/staff/queue/assisted/")
    check(page)
    press(page, "Continue")  # empty: both answers are missed
    page.get_by_role("link", name="Select how it came").click()
    expect(page.get_by_role("radio").first).to_be_focused()
    page.get_by_label("By post").check()
    today = timezone.localdate()
    for box in ("day", "month", "year"):
        page.get_by_label(box.title()).fill(str(getattr(today, box)))
    press(page, "Continue")
    fill_in(page)
    press(page, "Send complaint")
    reference = page.locator(".app-reference").inner_text()
    page.goto(f"/staff/cases/{reference}/")
    wait_until(lambda: page.reload().ok, 20, "the case is there")
    check(page)
    expect(page.get_by_text("typed in by Demonstration investigator")).to_be_visible()


def fill_in(page):
    page.get_by_label("Registered charity").check()
    page.get_by_label("Fewer than 10 people").check()
    press(page, "Continue")
    press(page, "Continue")  # without a notice
    page.get_by_label("Search for the authority").fill("Manchster")
    press(page, "Search")
    page.get_by_label("Manchester City Council").check()
    press(page, "Continue")
    page.get_by_label("Feedback was missing or poor").check()
    page.get_by_label("Tell us what happened").fill("They never told them why they lost.")
    press(page, "Continue")
    page.get_by_label("What was being bought?").fill("Grounds maintenance")
    page.get_by_label("During the tender, up to the award").check()
    press(page, "Continue")
    page.get_by_label("What would put it right?").fill("Feedback to every bidder.")
    press(page, "Continue")
    press(page, "Continue")  # without a name
    page.get_by_label("Postal address").fill("1 Demonstration Street")
    press(page, "Continue")


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (320, False)])
def test_where_providers_give_up_is_seen_by_officials(open_browser, width, javascript):
    page = open_browser(width=width, javascript=javascript)
    sign_in(page, "official", press)
    page.goto("/staff/dashboard/giving-up/")
    check(page)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
