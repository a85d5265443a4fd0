"""Several cases at once in a real browser: first it is shown what would change and what may not; then it is undone."""

import pytest
from playwright.sync_api import expect

from tests.journeys.stack import file_complaint, wait_until
from tests.journeys.test_follow import check
from tests.journeys.test_whole_story import sign_in

pytestmark = [pytest.mark.stack, pytest.mark.browser]


HEIR = "Demonstration second investigator"


def press(page, name):
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name=name, exact=True).click()
    check(page)


def open_case(page, reference):
    wait_until(lambda: page.goto(f"/staff/cases/{reference}/").ok, 20, "the case is open")
    check(page)


def owner_of(page, reference):
    open_case(page, reference)
    return page.locator(".govuk-summary-list__row", has_text="Owner").first.locator("dd").inner_text()


def tick(page, view, references):
    """On a view of the queue; and on to what is to happen to them."""
    page.goto(f"/staff/queue/?view={view}")
    for reference in references:
        page.get_by_label(reference, exact=True).check()
    press(page, "Change the ticked cases")


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (320, True), (320, False)])
def test_two_cases_are_handed_over_the_third_says_why_not_and_all_is_undone(open_browser, stack, width, javascript):
    references = [file_complaint(stack).reference for _ in range(3)]
    second = open_browser()
    sign_in(second, "second-investigator", press)
    open_case(second, references[2])
    second.get_by_role("link", name="Declare a conflict of interest").click()
    second.get_by_label("What is your interest?").fill("My sister sent a bid.")
    press(second, "Declare a conflict of interest")

    page = open_browser(width=width, javascript=javascript)
    sign_in(page, "lead", press)
    page.goto("/staff/queue/?view=unassigned")
    press(page, "Change the ticked cases")  # none is ticked
    expect(page.get_by_text("Tick one case or more first.")).to_be_visible()
    tick(page, "unassigned", references)
    press(page, "Show what would change")
    expect(page.get_by_role("link", name="Select what is to happen")).to_be_visible()
    page.get_by_label("Claim", exact=True).check()
    press(page, "Show what would change")
    press(page, "Claim")
    expect(page.get_by_role("heading", level=1)).to_have_text("Claim: 3 cases changed")

    tick(page, "mine", references)
    page.get_by_label("Hand over", exact=True).check()
    page.get_by_label(HEIR).check()
    page.get_by_label("Comment (optional)").fill("Both of the same market.")
    press(page, "Show what would change")
    stays = page.get_by_role("row", name=references[2])
    expect(stays).to_contain_text("has declared a conflict of interest in this case.")
    assert owner_of(second, references[0]) == "Demonstration lead"  # shown, not done

    press(page, "Hand over")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hand over: 2 cases changed")
    expect(page.get_by_role("heading", name="Not changed")).to_be_visible()
    assert [owner_of(second, one) for one in references] == [HEIR, HEIR, "Demonstration lead"]
    open_case(second, references[0])
    expect(second.get_by_text("Both of the same market.").first).to_be_visible()

    press(page, "Undo")
    expect(page.get_by_text("Undone on")).to_be_visible()
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    assert owner_of(second, references[0]) == "Demonstration lead"
    open_case(page, references[0])
    expect(page.get_by_text("Undone.")).to_be_visible()
