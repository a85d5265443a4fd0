"""A conflict of interest in real browsers: declared, the case is shut at once, says so, and somebody else takes it."""

import pytest
from playwright.sync_api import expect

from tests.journeys.stack import file_complaint
from tests.journeys.test_at_once import open_case, press
from tests.journeys.test_whole_story import sign_in

pytestmark = [pytest.mark.stack, pytest.mark.browser]
WORDS = "They never told us"  # of the complaint, as the stack files it


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (320, True), (320, False)])
def test_whoever_declares_it_sees_the_case_no_more_and_another_gets_it(open_browser, stack, width, javascript):
    reference = file_complaint(stack).reference
    case = f"/staff/cases/{reference}/"
    page, lead, other = (open_browser(width=width, javascript=javascript) for _ in range(3))
    for browser, name in ((page, "investigator"), (lead, "lead"), (other, "second-investigator")):
        sign_in(browser, name, press)
    open_case(page, reference)
    press(page, "Claim this case")
    expect(page.get_by_text(WORDS)).to_be_visible()

    page.get_by_role("link", name="Declare a conflict of interest").click()
    press(page, "Declare a conflict of interest")  # without saying which
    page.get_by_role("link", name="Enter what your interest is").click()
    page.get_by_label("What is your interest?").fill("I worked there until May.")
    press(page, "Declare a conflict of interest")
    expect(page.get_by_text("You no longer see what was complained of")).to_be_visible()

    open_case(page, reference)
    expect(page.get_by_text(WORDS)).to_have_count(0)
    expect(page.get_by_text("are not shown to you")).to_be_visible()
    expect(page.get_by_role("button", name="Claim this case")).to_have_count(0)
    for closed in ("note/", "move/", "findings/1/", "identity/", "tasks/add/"):
        assert page.goto(f"{case}{closed}").status in (403, 404), closed

    # Nobody owns it, and it says why.
    open_case(lead, reference)
    expect(lead.get_by_role("heading", name="Conflict of interest declared")).to_be_visible()
    expect(lead.get_by_text("I worked there until May.")).to_be_visible()
    expect(lead.locator("dd", has_text="Nobody yet")).to_be_visible()

    # It waits for somebody else, whoever takes the next case.
    page.goto("/staff/queue/?view=unassigned")
    expect(page.get_by_role("link", name=reference)).to_be_visible()
    other.goto("/staff/queue/?view=unassigned")
    first = other.locator("tbody th a").first.inner_text()
    press(other, "Claim the next case")
    expect(other).to_have_url(f"{stack.url}/staff/cases/{first}/")
    if first != reference:
        open_case(other, reference)
        press(other, "Claim this case")
    expect(other.get_by_text(WORDS)).to_be_visible()

    # Only a lead opens it again.
    lead.goto(case)
    lead.get_by_role("link", name="Lift a conflict of interest").click()
    lead.get_by_label("Demonstration investigator").check()
    lead.get_by_label("Why is there none?").fill("Another department.")
    press(lead, "Lift a conflict of interest")
    expect(lead.get_by_text("may work on")).to_be_visible()
