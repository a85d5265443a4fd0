"""Every branch of the form in a real browser, with and without JavaScript, by keyboard, narrow; and every error."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from complaints.scope import REFUSALS
from tests.journeys.stack import wait_until
from tests.journeys.test_whole_story import check_usable

pytestmark = [pytest.mark.stack, pytest.mark.browser]

NOTICE = "ocds-b5fd17-a89fc5c2-eed8-48fa-b4e3-727a8f32fd6d"  # of the data that comes with the project
IN_SCOPE = {"body": "wider", "about": "one", "when": "recent", "court": "no"}
BOTH_WAYS = pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])


def press(page: Page, name: str) -> None:
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name=name, exact=True).click()


def scope(page: Page, **answers: str) -> None:
    page.goto("/complain/can-we-help/")
    for name, value in {**IN_SCOPE, **answers}.items():
        page.locator(f"input[name={name}][value={value}]").check()
    press(page, "Continue")


def begin(page: Page) -> None:
    """As far as the page of the notice."""
    scope(page)
    press(page, "Make a complaint")
    page.get_by_label("Registered charity").check()
    page.get_by_label("Fewer than 10 people").check()
    press(page, "Continue")


def fill_date(page: Page, group: str, days_ago: int) -> None:
    day = timezone.localdate() - timedelta(days=days_ago)
    for box in ("day", "month", "year"):
        page.get_by_role("group", name=group).get_by_label(box.title()).fill(str(getattr(day, box)))


def not_in_the_list(page: Page, name: str) -> None:
    page.get_by_label("Search for the authority").fill(name)
    press(page, "Search")
    page.get_by_label("It is not in this list").check()
    expect(page.get_by_role("textbox", name="Name of the authority")).to_have_value(name)
    press(page, "Continue")


def to_the_end(page: Page) -> None:
    """From what was being bought to check answers, with as little as can be."""
    page.get_by_label("What was being bought?").fill("Grounds maintenance")
    if page.get_by_label("During the tender, up to the award").count():
        page.get_by_label("During the tender, up to the award").check()
    press(page, "Continue")
    press(page, "Continue")  # what was tried
    press(page, "Continue")  # the name
    page.get_by_label("Do not contact me").check()
    press(page, "Continue")


def answered(page: Page) -> str:
    """What check answers says."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers before you send them")
    return page.locator("main").inner_text()


def send(page: Page) -> None:
    press(page, "Send complaint")
    expect(page.get_by_role("heading", level=1)).to_have_text("Complaint sent")


@BOTH_WAYS
def test_late_payment_of_a_known_notice_with_two_invoices_and_one_removed(open_browser, javascript):
    page = open_browser(javascript=javascript)
    begin(page)
    page.get_by_label("Web address, notice number or ocid").fill(f"see {NOTICE}")
    press(page, "Continue")
    expect(page.get_by_label("Manchester City Council")).to_be_checked()
    press(page, "Continue")
    page.get_by_label("We were paid late, or not at all").check()
    press(page, "Continue")
    for amount, button in (("£1,250.50", "Save, and add another invoice"), ("99", "Continue")):
        page.get_by_label("How much is it for?").fill(amount)
        fill_date(page, "When should it have been paid?", 40)
        press(page, button)
    assert page.get_by_label("What was being bought?").input_value().startswith("P-0225 Winter Light Trail")
    expect(page.get_by_label("During the tender")).to_have_count(0)
    press(page, "Continue")
    press(page, "Continue")
    page.get_by_label("Show the authority our invoices").check()
    press(page, "Continue")
    page.get_by_label("Do not contact me").check()
    press(page, "Continue")
    assert {"£1,250.50", "£99.00", "40 days"} <= set(re.split(r"\s*[\n\t]\s*", answered(page)))
    page.get_by_role("link", name="Change How much is it for?").last.click()
    press(page, "Remove this")
    assert "£99.00" not in answered(page)
    assert "£1,250.50" in answered(page)
    send(page)


@BOTH_WAYS
def test_an_umbrella_body_files_for_a_member_with_files_added_and_removed(open_browser, javascript):
    page = open_browser(javascript=javascript)
    begin(page)
    press(page, "Continue")
    not_in_the_list(page, "Borough of Xyzzy")
    page.get_by_label("The tender website did not work").check()
    page.get_by_label("Tell us what happened").fill("It broke.")
    press(page, "Continue")
    to_the_end(page)
    page.get_by_role("link", name="Change How can").or_(
        page.get_by_role("link", name=re.compile("Change Do not"))
    ).click()
    page.goto("/complain/name/")
    agreed = page.get_by_label("Who there agreed to this?")
    if javascript:
        expect(agreed).to_be_hidden()
    page.get_by_label("I am complaining for another organisation").check()
    expect(agreed).to_be_visible()
    agreed.fill("Mo Member")
    page.get_by_label("Name of that organisation").fill("Member Works")
    press(page, "Continue")
    page.get_by_role("link", name="Add or remove files").click()
    files = [{"name": name, "mimeType": "text/plain", "buffer": b"Dear provider"} for name in ("one.txt", "two.txt")]
    page.locator("input[type=file]").set_input_files(files)  # type: ignore[arg-type]
    press(page, "Add")
    press(page, "Remove one.txt")
    page.get_by_role("button", name="Continue").click()
    shown = answered(page)
    assert {"Borough of Xyzzy", "Mo Member", "Member Works", "two.txt"} <= set(re.split(r"\s*[\n\t]\s*", shown))
    assert "one.txt" not in shown
    send(page)


@BOTH_WAYS
def test_saved_and_carried_on_elsewhere_by_code_and_by_mail(open_browser, stack, javascript):
    page = open_browser(javascript=javascript)
    begin(page)
    page.get_by_role("button", name="Save and come back later").click()
    code = page.locator(".app-secret").inner_text()
    address = f"ada.{javascript}@provider.example".lower()
    page.get_by_label("Email address").fill(address)
    press(page, "Send me the link")
    elsewhere = open_browser(javascript=javascript)
    elsewhere.goto("/")
    elsewhere.get_by_role("link", name="Carry on with a complaint that you saved").click()
    elsewhere.get_by_label("Your code").fill(code.lower().replace("-", " "))
    press(elsewhere, "Carry on")
    expect(elsewhere.get_by_role("heading", level=1)).to_have_text("Your complaint so far")
    mails = lambda: [mail for mail in stack.mailbox.mails if mail["To"] == address]  # noqa: E731
    wait_until(mails, 20, "the link has been mailed")
    link = re.search(r"http\S+", mails()[0].get_payload().replace("=\n", ""))
    assert link
    by_mail = open_browser(javascript=javascript)
    by_mail.goto(link[0])
    press(by_mail, "Carry on")
    expect(by_mail.get_by_role("heading", level=1)).to_have_text("Your complaint so far")
    by_mail.get_by_role("button", name="Carry on").click()
    expect(by_mail.get_by_role("heading", level=1)).to_have_text("Do you have the notice of the procurement?")


@BOTH_WAYS
def test_words_typed_after_the_browser_forgot_come_back(open_browser, javascript):
    page = open_browser(javascript=javascript)
    begin(page)
    page.get_by_role("button", name="Save and come back later").click()
    code = page.locator(".app-secret").inner_text()
    page.goto("/complain/outcome/")
    page.get_by_label("What would put it right?").fill("Feedback to every bidder.")
    page.context.clear_cookies(name="filing")
    press(page, "Continue")
    expect(page.get_by_role("alert")).to_contain_text("This browser no longer has the answers that you gave before.")
    if javascript:
        check_usable(page)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Enter your code").click()
    opened.value.get_by_label("Your code").fill(code)
    press(opened.value, "Carry on")
    press(page, "Continue")
    page.goto("/complain/check/")
    assert {"Feedback to every bidder.", "Registered charity"} <= set(re.split(r"\s*[\n\t]\s*", answered(page)))


@BOTH_WAYS
def test_each_refusal_is_said_with_where_to_go_instead(open_browser, javascript):
    page = open_browser(javascript=javascript)
    for rule in REFUSALS:
        scope(page, **{rule.question: rule.answer})
        expect(page.get_by_role("heading", level=1)).to_have_text("Sorry, we can’t look into this")
        expect(page.locator("main")).to_contain_text(str(rule.reason))
        expect(page.locator("main")).to_contain_text(str(rule.signpost))
        expect(page.get_by_role("button", name="Make a complaint")).to_have_count(0)
    if javascript:
        check_usable(page)


# By keyboard


FOCUSED = """
() => {
  const one = document.activeElement;
  const labels = [...(one.labels || [])].map(label => label.innerText);
  return one.closest("header") ? "" : [one.innerText, ...labels].join(" ");
}"""


def tab_to(page: Page, name: str) -> None:
    """Presses Tab until what has the focus, below the header, goes by this name."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if name in page.evaluate(FOCUSED):
            return
    raise AssertionError(f"Tab never came to {name} on {page.url}")


def choose(page: Page, group: str, name: str) -> None:
    """Comes to the first radio of the group by Tab and to the right one by the down arrow."""
    tab_to(page, group)
    page.keyboard.press("Space")
    for _ in range(40):
        if name in page.evaluate("document.activeElement.labels[0].innerText"):
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no {name} among the radios")


def go_on(page: Page, name: str = "Continue") -> None:
    tab_to(page, name)
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")


def write(page: Page, label: str, text: str) -> None:
    tab_to(page, label)
    page.keyboard.type(text)


def test_the_whole_way_by_keyboard_alone(open_browser):
    page = open_browser()
    page.goto("/")
    go_on(page, "Start now")
    for first, name in (
        ("A government department", "A council, NHS trust"),
        ("One tender", "One tender"),
        ("In the last 2 years", "In the last 2 years"),
        ("No", "No"),
    ):
        choose(page, first, name)
    go_on(page)
    go_on(page, "Make a complaint")
    choose(page, "Company", "Registered charity")
    choose(page, "Fewer than 10", "Fewer than 10")
    go_on(page)
    go_on(page)
    write(page, "Search for the authority", "Manchester City C")
    expect(page.get_by_role("option").first).to_contain_text("Manchester City Council")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    go_on(page)
    choose(page, "We were paid late", "Feedback was missing")
    write(page, "Tell us what happened", "They never told us why we lost.")
    go_on(page)
    write(page, "What was being bought?", "Grounds maintenance")
    choose(page, "Before the tender", "During the tender")
    go_on(page)
    go_on(page)
    go_on(page)
    tab_to(page, "Do not contact me")
    page.keyboard.press("Space")
    go_on(page)
    assert "Manchester City Council" in answered(page)
    go_on(page, "Send complaint")
    expect(page.get_by_role("heading", level=1)).to_have_text("Complaint sent")


def test_the_longest_way_at_320_pixels(open_browser):
    page = open_browser(width=320)
    begin(page)
    press(page, "Continue")
    not_in_the_list(page, "Borough of Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch")
    page.get_by_label("We were paid late, or not at all").check()
    page.get_by_label("Tell us what happened").fill("W" * 300)
    press(page, "Save, and add another thing that went wrong")
    page.get_by_label("The tender website did not work").check()
    page.get_by_label("Tell us what happened").fill("It broke.")
    press(page, "Continue")
    page.get_by_label("How much is it for?").fill("9999999999.99")
    fill_date(page, "When should it have been paid?", 40)
    for button in ("Save, and add another invoice", "Remove this", "Send complaint"):
        check_usable(page)
        if button == "Remove this":
            page.goto("/complain/procurement/")
            to_the_end(page)
            page.get_by_role("link", name="Add or remove files").click()
            check_usable(page)
            page.get_by_role("button", name="Continue").click()
            check_usable(page)
        else:
            press(page, button)
    check_usable(page)


# Every error

# Page: what is typed that will not do, and what of it is there again. The first of each is nothing at all.
WRONG: dict[str, list[dict[str, str]]] = {
    "can-we-help": [{}],
    "organisation": [{}],
    "notice": [{"procurement_reference": "x" * 301}],
    "authority": [{}],
    "what-happened": [{}, {"own_words": "x" * 10_001}],
    "invoice": [{}, {"amount": "lots", "due_on-day": "31", "due_on-month": "2", "due_on-year": "2026"},
                {"amount": "1", "due_on-day": "1", "payment_terms_days": "soon", "invoiced_on-year": "26"}],
    "procurement": [{}, {"procurement_title": "x" * 201, "happened_on-day": "1", "happened_on-year": "1999"}],
    "outcome": [{"tried": "x" * 10_001, "wanted": "y" * 10_001}],
    "name": [{"number": "12", "name": "n" * 101, "organisation": "o" * 201}],
    "contact": [{}, {"email": "ada@", "phone": "ring me", "when": "w" * 201}],
    "return": [{}, {"code": "ABCD"}],
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_each_error_leads_to_its_field_and_keeps_what_was_typed(open_browser, name):
    page = open_browser()
    for typed in WRONG[name]:
        page.goto(f"/complain/{name}/" + ("?q=council" if name == "authority" else ""))
        for field, value in typed.items():
            page.locator(f"main [name={field}]").last.fill(value, force=True)
        press(page, "Carry on" if name == "return" else "Continue")
        check_usable(page)
        summary = page.locator(".govuk-error-summary")
        assert page.title().startswith("Error: ")
        assert summary.evaluate("one => one === document.activeElement")
        links = summary.get_by_role("link").all()
        assert links
        for link in links:
            target = (link.get_attribute("href") or "")[1:]
            link.click()
            assert page.evaluate("document.activeElement.id") == target
            assert page.locator(":focus").get_attribute("name") in page.locator(":focus").evaluate(
                "one => [...one.form.elements].map(field => field.name)"
            )
        for field, value in typed.items():
            expect(page.locator(f"main [name={field}]").last).to_have_value(value)


def test_errors_of_files_and_of_the_name_that_is_not_in_the_list(open_browser, tmp_path):
    page = open_browser()
    begin(page)
    page.goto("/complain/files/")
    press(page, "Add")
    check_usable(page)
    page.get_by_role("link", name="Choose a file").click()
    assert page.evaluate("document.activeElement.id") == "id_evidence"
    program = tmp_path / "a.exe"
    program.write_bytes(b"MZ\x90\x00\x03")
    page.locator("input[type=file]").set_input_files(program)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("“a.exe” is not a kind of file that we can take.")
    check_usable(page)
    page.goto("/complain/authority/?q=council")
    page.get_by_label("It is not in this list").check()
    page.get_by_role("textbox", name="Name of the authority").fill("")
    press(page, "Continue")
    check_usable(page)
    page.get_by_role("link", name="Enter the name of the authority").click()
    assert page.evaluate("document.activeElement.name") == "authority_given"
    page.goto("/complain/check/")
    expect(page.get_by_role("heading", name="Still to answer")).to_be_visible()
    check_usable(page)
