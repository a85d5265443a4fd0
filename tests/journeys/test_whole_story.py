"""A complaint goes all the way: filed in a browser, queued, investigated, closed, counted, followed."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.stack import PASSWORD, Receipt, wait_until

pytestmark = [pytest.mark.stack, pytest.mark.browser]


def press(page: Page, name: str) -> None:
    """Presses a button or what looks like one, and checks that the page it leads to is usable by all."""
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name=name, exact=True).click()
    check_usable(page)


def check_usable(page: Page) -> None:
    """No axe violation, and nothing to scroll sideways."""
    page.locator("main").wait_for()  # on a busy machine the old page may be gone before the new one has a tree
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.url
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"


def answer_everything(page: Page, press=press) -> None:
    """From the start page to check answers."""
    page.goto("/")
    page.get_by_role("button", name="Start now").click()
    for answer in ("A council, NHS trust, police", "One tender, contract or payment", "In the last 2 years", "No"):
        page.get_by_role("radio", name=answer, exact=answer == "No").check()
    press(page, "Continue")
    press(page, "Make a complaint")
    page.get_by_label("Registered charity").check()
    page.get_by_label("Fewer than 10 people").check()
    press(page, "Continue")
    press(page, "Continue")  # without a notice
    page.get_by_label("Search for the authority").fill("Manchster")
    press(page, "Search")
    page.get_by_label("Manchester City Council").check()
    press(page, "Continue")
    page.get_by_label("Feedback was missing or poor").check()
    page.get_by_label("Tell us what happened").fill("They never told us why we lost.")
    press(page, "Continue")
    page.get_by_label("What was being bought?").fill("Grounds maintenance")
    page.get_by_label("During the tender, up to the award").check()
    month_ago = timezone.localdate() - timedelta(days=30)
    happened = page.get_by_role("group", name="What day did it happen? (optional)")
    for box in ("day", "month", "year"):
        happened.get_by_label(box.title()).fill(str(getattr(month_ago, box)))
    press(page, "Continue")
    page.get_by_label("What would put it right?").fill("Feedback to every bidder.")
    press(page, "Continue")
    page.get_by_label("Your own name").fill("Ada Provider")
    page.get_by_label("Name of your organisation").fill("Provider Works")
    press(page, "Continue")
    page.get_by_label("Email address").fill("ada@provider.example")
    press(page, "Continue")
    expect(page.get_by_text("Manchester City Council")).to_be_visible()


def file_complaint(page: Page, press=press) -> Receipt:
    answer_everything(page, press)
    press(page, "Send complaint")
    return Receipt(page.locator(".govuk-panel__body strong").inner_text(), page.locator(".app-secret").inner_text())


def sign_in(page: Page, name: str, press=press) -> None:
    page.goto("/staff/queue/")
    page.get_by_label("Email address").fill(f"{name}@demonstration.invalid")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Sign in")


def figures(page: Page) -> list[int]:
    """Of reported: numerator and denominator."""
    page.goto("/staff/dashboard/")
    check_usable(page)
    shown = [page.locator(f"[data-figure=reported-{part}]").inner_text() for part in ("numerator", "denominator")]
    return [int(number.replace(",", "")) for number in shown]


def investigate(page: Page, reference: str) -> None:
    """From the queue to a closed case in which the authority changes its process."""
    page.goto("/staff/queue/")
    wait_until(lambda: page.reload() and page.get_by_role("link", name=reference).count(), 20, "the case is queued")
    check_usable(page)
    page.get_by_role("link", name=reference).click()
    press(page, "Claim this case")
    for status in ("Agreeing what may be disclosed", "Waiting for the authority", "Being assessed"):
        press(page, "Move on")
        page.get_by_label(status).check()
        if status == "Waiting for the authority":
            page.get_by_label("We ask it to cooperate").check()
            page.get_by_label("By telephone").check()
            day = timezone.localdate()
            for box, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
                page.get_by_label(box, exact=True).fill(str(number))
            page.get_by_label("Who was told, and in what words?").fill("The head of buying: why was nobody told?")
        press(page, "Move the case on")
    press(page, "Add a note")
    page.get_by_label("Note").fill("The authority agrees to give feedback to every bidder.")
    press(page, "Add a note")
    press(page, "Close")
    page.get_by_role("link", name="Ground 1 has no finding").click()
    check_usable(page)
    page.get_by_label("Upheld", exact=True).check()
    page.get_by_label("Why?").fill("Nobody was told why they lost.")
    press(page, "Save the finding")
    press(page, "Close")
    page.get_by_label("The authority changed its process, or accepted a recommendation to").check()
    page.get_by_label("Why this outcome?").fill("It changed its letters to bidders.")
    press(page, "Close the case")
    # Nothing was recommended, so the outcome needs a reason.
    page.get_by_label("Why is this the outcome all the same?").fill("It changed before we recommended anything.")
    press(page, "Close the case")


def follow(page: Page, receipt: Receipt) -> None:
    page.goto("/follow/")
    page.get_by_label("Reference").fill(receipt.reference.lower())
    page.get_by_label("Secret code").fill(receipt.secret)
    press(page, "Continue")


@pytest.mark.parametrize("width", [1280, 320])
def test_a_complaint_moves_the_figures(open_browser, stack, width):
    official, investigator, provider = (open_browser(width=width) for _ in range(3))
    sign_in(official, "official")
    sign_in(investigator, "investigator")
    numerator, denominator = figures(official)
    receipt = file_complaint(provider)
    investigate(investigator, receipt.reference)
    assert figures(official) == [numerator + 1, denominator + 1]
    official.get_by_role("link", name=str(numerator + 1), exact=True).first.click()
    expect(official.get_by_role("link", name=receipt.reference)).to_be_visible()
    follow(provider, receipt)
    expect(provider.get_by_role("heading", level=1)).to_have_text("Closed: the authority is changing how it buys")
    wait_until(lambda: len(stack.mailbox.about(receipt.reference)) == 5, 60, "one mail for each step has been sent")


def test_a_complaint_is_filed_without_javascript(open_browser):
    page = open_browser(javascript=False)
    receipt = file_complaint(page, press=lambda page, name: page.get_by_role("button", name=name, exact=True).click())
    page.goto("/follow/")
    page.get_by_label("Reference").fill(receipt.reference)
    page.get_by_label("Secret code").fill(receipt.secret)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="We have your complaint").first).to_be_visible()


def test_the_back_button_after_sending_leads_to_the_same_complaint(open_browser):
    page = open_browser()
    receipt = file_complaint(page)
    page.go_back()
    page.goto("/complain/contact/")
    expect(page.locator(".govuk-panel__body")).to_contain_text(receipt.reference)
    page.goto("/complain/check/")
    expect(page.locator(".govuk-panel__body")).to_contain_text(receipt.reference)


def test_sending_in_two_tabs_is_one_complaint(open_browser):
    first = open_browser()
    answer_everything(first)
    second = first.context.new_page()
    second.goto("/complain/check/")
    references = set()
    for page in (first, second):
        press(page, "Send complaint")
        references.add(page.locator(".govuk-panel__body strong").inner_text())
    assert len(references) == 1


def test_the_links_of_an_error_summary_lead_to_the_field(open_browser):
    page = open_browser()
    page.goto("/complain/procurement/")
    press(page, "Continue")
    summary = page.get_by_role("alert")
    expect(summary).to_be_visible()
    for text, field in {
        "Enter what was being bought": "procurement_title",
        "Choose when things went wrong": "stage",
    }.items():
        summary.get_by_role("link", name=text).click()
        assert page.evaluate("document.activeElement.name") == field
