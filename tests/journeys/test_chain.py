"""From a complaint to a proven change, in three people's browsers: provider, investigator, officer of the authority."""

import re
from datetime import timedelta
from email.message import Message

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.stack import Stack, wait_until
from tests.journeys.test_whole_story import check_usable, figures, file_complaint, press, sign_in

pytestmark = [pytest.mark.stack, pytest.mark.browser]

EMAIL = "procurement@manchester.gov.uk"


def go(page: Page, address: str) -> None:
    page.goto(address)
    check_usable(page)


def fill_day(page: Page, group: str, days: int) -> None:
    """The day in so many days from now."""
    day = timezone.localdate() + timedelta(days=days)
    boxes = page.get_by_role("group", name=group)
    for box in ("Day", "Month", "Year"):
        boxes.get_by_label(box).fill(str(getattr(day, box.lower())))


def send_letter(writer: Page, releaser: Page, case: str, kind: str) -> None:
    """Written from a template with every paragraph taken in, looked at, and released by a second person."""
    go(writer, f"{case}letters/new/")
    writer.get_by_label(kind, exact=True).check()
    writer.get_by_label("Carla Contact", exact=False).check()
    press(writer, "Continue")
    text = writer.get_by_label("Text")
    text.fill(text.input_value().replace("[?] ", "").replace("{procurement}", "Cleaning of schools"))
    press(writer, "Save and look at it")
    press(writer, "Ask a second person to release it")
    go(releaser, writer.url)
    doubt = releaser.get_by_label("I have checked that this address is right")
    if doubt.count():
        doubt.check()
    press(releaser, "Release this letter")
    expect(releaser.get_by_text("Released. It is on its way.", exact=False)).to_be_visible()


def mails_to_authority(stack: Stack) -> list[Message]:
    return [mail for mail in stack.mailbox.mails if mail["To"] == EMAIL]


def code_in(stack: Stack) -> str:
    texts = [str(mail.get_payload()) for mail in mails_to_authority(stack) if not mail.is_multipart()]
    return next(found[1] for text in texts if (found := re.search(r"Your code: (\S+)", text)))


def move_on(page: Page, case: str, status: str) -> None:
    go(page, f"{case}move/")
    page.get_by_label(status).check()
    press(page, "Move the case on")


def test_from_complaint_to_proven_change(open_browser, stack):
    provider, investigator, lead, officer, official = (open_browser() for _ in range(5))
    for page, name in ((investigator, "investigator"), (lead, "lead"), (official, "official")):
        sign_in(page, name)
    numerator, denominator = figures(official)

    receipt = file_complaint(provider)
    case = f"/staff/cases/{receipt.reference}/"
    wait_until(lambda: investigator.goto(case).status == 200, 20, "the case is open")
    press(investigator, "Claim this case")
    move_on(investigator, case, "Agreeing what may be disclosed")

    # Somebody to write to, and a lead who says that it can't wait for a day.
    go(investigator, f"{case}letters/")
    investigator.get_by_role("link", name="To whom we write").click()
    check_usable(investigator)
    investigator.get_by_label("Name of the person or the mailbox").fill("Carla Contact")
    investigator.get_by_label("Email address").fill(EMAIL)
    press(investigator, "Add")
    go(lead, f"{case}leaving/early/")
    lead.get_by_label("Why can this case not wait for a day?").fill("Bids close tonight.")
    press(lead, "Let letters leave now")

    send_letter(investigator, lead, case, "Request for information")
    wait_until(lambda: len(mails_to_authority(stack)) == 2, 30, "the letter and the code have been sent")

    # The officer reads it, asks for time, gets it, and answers.
    go(officer, "/authority/")
    officer.get_by_label("Reference").fill(receipt.reference)
    officer.get_by_label("Code").fill(code_in(stack))
    press(officer, "Continue")
    expect(officer.get_by_text("Ada Provider")).to_have_count(0)
    officer.get_by_role("button", name="Confirm receipt").click()
    check_usable(officer)
    officer.get_by_role("link", name="Ask for more time").click()
    fill_day(officer, "When can you answer?", 40)
    officer.get_by_label("Why do you need more time?").fill("The buyer is away.")
    press(officer, "Ask for more time")
    go(investigator, f"{case}authority/")
    investigator.get_by_role("link", name="Decide").click()
    check_usable(investigator)
    investigator.get_by_label("Yes, give more time").check()
    fill_day(investigator, "Until when?", 40)
    press(investigator, "Decide")
    check_usable(investigator)
    press(investigator, "Give this time")
    wait_until(lambda: len(mails_to_authority(stack)) == 3, 30, "the officer is told that it is decided")
    go(officer, "/authority/case/")
    expect(officer.get_by_text("You have until")).to_be_visible()
    officer.get_by_role("link", name="Answer to point 1").click()
    officer.get_by_label("Your answer").fill("We forgot to tell the bidders.")
    press(officer, "Save answer")

    # Findings and a recommendation, which the officer accepts.
    move_on(investigator, case, "Being assessed")
    go(investigator, f"{case}findings/1/")
    investigator.get_by_label("Upheld", exact=True).check()
    investigator.get_by_label("Why?").fill("Nobody was told why they lost.")
    press(investigator, "Save the finding")
    go(investigator, f"{case}recommendations/propose/")
    investigator.get_by_label("What should the authority do?").fill("Tell every bidder why it lost.")
    press(investigator, "Save")
    send_letter(investigator, lead, case, "Findings and recommendations")
    wait_until(lambda: len(mails_to_authority(stack)) == 4, 30, "the findings have been sent")
    answer_recommendation(officer)

    # Closed, done, checked.
    go(investigator, f"{case}close/")
    investigator.get_by_label("The authority changed its process, or accepted a recommendation to").check()
    investigator.get_by_label("Why this outcome?").fill("It accepted our recommendation.")
    press(investigator, "Close the case")
    report_done(officer)
    go(investigator, f"{case}recommendations/1/check/")
    investigator.get_by_label("Yes, it was done").check()
    investigator.get_by_label("What shows it?").fill("The new letter to bidders.")
    press(investigator, "Save")
    assert figures(official) == [numerator + 1, denominator + 1]

    # Told to the public, after the authority has had its say.
    go(investigator, f"{case}summary/write/")
    investigator.get_by_label("What was it about?").fill("Bidders were not told why they lost.")
    investigator.get_by_label("What came of it?").fill("The authority now tells every bidder.")
    press(investigator, "Write the summary")
    go(lead, f"{case}summary/")
    press(lead, "Approve this version")
    send_letter(investigator, lead, case, "Summary before it is published")
    asked = officer.get_by_role("link", name="Reply to the summary")
    wait_until(lambda: officer.goto("/authority/case/") and asked.count(), 30, "the summary is shown")
    asked.click()
    officer.get_by_label("Your authority’s reply").fill("We are glad to have changed this.")
    press(officer, "Send reply")
    public = open_browser(width=320)
    wait_until(lambda: listed(public), 30, "the case is in the register")
    check_usable(public)
    public.get_by_role("link", name="Manchester City Council").first.click()
    check_usable(public)
    expect(public.get_by_text("We are glad to have changed this.")).to_be_visible()
    expect(public.get_by_text("Bidders were not told why they lost.").first).to_be_visible()
    for told in ("Ada Provider", "Provider Works", receipt.reference):
        assert told not in public.content()


def answer_recommendation(officer: Page) -> None:
    link = officer.get_by_role("link", name="Answer to recommendation 1")
    # The mail is there a moment before it is written down that it was sent.
    wait_until(lambda: officer.goto("/authority/case/") and link.count(), 20, "what was recommended is shown")
    check_usable(officer)
    link.click()
    officer.get_by_label("We accept it", exact=True).check()
    fill_day(officer, "By when will it be done?", 30)
    press(officer, "Send answer")


def report_done(officer: Page) -> None:
    go(officer, "/authority/case/")
    officer.get_by_role("link", name="Tell us that it is done").click()
    officer.get_by_label("What has been done?").fill("The letter to bidders says why.")
    press(officer, "Send")


def listed(public: Page) -> int:
    public.goto("/register/?q=bidders")
    return public.get_by_role("link", name="Manchester City Council").count()
