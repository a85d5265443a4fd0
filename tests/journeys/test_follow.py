"""A provider follows a complaint in a browser: with and without JavaScript, wide and narrow, with everything there is
to do, and with every mistake."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.stack import Receipt, close_case, file_complaint
from tests.journeys.test_whole_story import check_usable, follow, sign_in

pytestmark = [pytest.mark.stack, pytest.mark.browser]

EACH_WAY = pytest.mark.parametrize(("width", "javascript"), [(320, True), (1280, True), (320, False), (1280, False)])
BOTH_ENDS = pytest.mark.parametrize(("width", "javascript"), [(320, True), (1280, False)])


@pytest.fixture
def page(open_browser, width, javascript):
    return open_browser(width=width, javascript=javascript)


def press(page: Page, name: str) -> None:
    """Presses a button; the page it leads to is usable by all."""
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name=name, exact=True).click()
    check(page)


def check(page: Page) -> None:
    """Axe is a script: where scripts are off it would wait for ever, and the page is the same without them."""
    page.locator("main").wait_for()
    if page.evaluate("document.body.classList.contains('js-enabled')"):
        check_usable(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.url


def enter(page: Page, receipt: Receipt) -> None:
    page.goto("/follow/")
    check(page)
    page.get_by_label("Reference").fill(receipt.reference)
    page.get_by_label("Secret code").fill(receipt.secret)
    press(page, "Continue")
    expect(page.get_by_text(f"Complaint {receipt.reference}").first).to_be_visible()


@EACH_WAY
def test_everything_there_is_to_do_while_it_is_open(page, stack):
    enter(page, file_complaint(stack))
    page.get_by_label("Your message").fill("We found the letter.")
    press(page, "Send message")
    expect(page.get_by_text("We found the letter.")).to_be_visible()
    expect(page.get_by_text("not seen yet")).to_be_visible()
    page.get_by_role("link", name="Allow “Tell the authority who we are”").click()
    check(page)
    press(page, "Yes, I allow it")
    expect(page.get_by_text("You allowed this: “Tell the authority who we are”.")).to_be_in_viewport()
    expect(page.get_by_text("Yes, since")).to_be_visible()
    press(page, "Take back “Tell the authority who we are”")
    expect(page.get_by_text("No. You took it back on")).to_be_visible()
    page.get_by_role("link", name="Tell us to stop").click()
    check(page)
    press(page, "Withdraw my complaint")
    expect(page.get_by_role("heading", level=1)).to_have_text("You asked to withdraw your complaint")
    expect(page.get_by_role("link", name="Tell us to stop")).to_be_hidden()
    press(page, "Sign out")
    page.goto("/follow/complaint/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Follow your complaint")


@BOTH_ENDS
def test_what_the_provider_did_reaches_the_investigators(page, stack, open_browser):
    receipt = file_complaint(stack)
    close_case(stack, receipt.reference, "Send us the letter.")
    enter(page, receipt)
    expect(page.get_by_text("You have a new message from us")).to_be_visible()
    expect(page.get_by_text("Send us the letter.")).to_be_visible()
    page.get_by_role("group", name="Are you satisfied with what we did?").get_by_label("Partly").check()
    page.get_by_label("Tell us more (optional)").fill("It took long.")
    press(page, "Send answer")
    expect(page.get_by_text("Are you satisfied with what we did?")).to_be_hidden()
    expect(page.get_by_text("You have a new message from us")).to_be_hidden()

    staff = open_browser(width=page.viewport_size["width"])
    sign_in(staff, "investigator")
    staff.goto("/staff/queue/?view=news")
    check_usable(staff)
    row = staff.get_by_role("row").filter(has_text=receipt.reference)
    expect(row.get_by_text("Answered a question")).to_be_visible()
    row.get_by_role("link", name=receipt.reference).click()
    expect(staff.get_by_role("listitem").filter(has_text="Answered a question")).to_be_visible()
    expect(staff.get_by_text("It took long.")).to_be_visible()
    check_usable(staff)
    staff.goto("/staff/queue/?view=news")
    expect(staff.get_by_text(receipt.reference)).to_be_hidden()


@BOTH_ENDS
def test_the_receipt_is_downloaded_and_checked(page, stack):
    receipt = file_complaint(stack)
    enter(page, receipt)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download your receipt").click()
    text = download.value.path().read_text("utf-8")
    assert download.value.suggested_filename == f"receipt-{receipt.reference}.txt"
    page.get_by_role("link", name="Check a receipt").click()
    check(page)
    page.get_by_label("Reference").fill(receipt.reference)
    page.get_by_label("Check code").fill(text.split("Check code: ")[1].split()[0])
    press(page, "Check")
    expect(page.get_by_text("exactly as it was sent")).to_be_visible()


def lead_to_their_fields(page: Page, *names: str) -> None:
    """The links of the error summary, in order."""
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    links = page.locator(".govuk-error-summary a")
    assert links.count() == len(names)
    for number, name in enumerate(names):
        links.nth(number).click()
        assert page.evaluate("document.activeElement.name") == name


@pytest.mark.parametrize("width", [320, 1280])
def test_mistakes_are_said_and_lead_to_their_fields(open_browser, stack, width):
    receipt = file_complaint(stack)
    close_case(stack, receipt.reference, "Send us the letter.")
    page = open_browser(width=width)
    page.goto("/follow/")
    press(page, "Continue")
    lead_to_their_fields(page, "reference", "secret")
    page.get_by_label("Reference").fill(receipt.reference)
    page.get_by_label("Secret code").fill("AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA")
    press(page, "Continue")
    lead_to_their_fields(page, "reference")
    assert page.get_by_label("Reference").input_value() == receipt.reference
    follow(page, receipt)
    press(page, "Send message")
    lead_to_their_fields(page, "text")
    page.get_by_label("Tell us more (optional)").fill("Kept")
    press(page, "Send answer")
    lead_to_their_fields(page, "satisfied-answer")
    assert page.get_by_label("Tell us more (optional)").input_value() == "Kept"
    page.goto("/receipt/")
    press(page, "Check")
    lead_to_their_fields(page, "reference", "digest")
    page.get_by_label("Reference").fill(receipt.reference)
    page.get_by_label("Check code").fill("1-0")
    press(page, "Check")
    lead_to_their_fields(page, "reference")
    expect(page.get_by_text("a receipt can’t be checked any more.")).to_be_visible()
