"""The authority's pages in a real browser: nobody is shut out, nothing is cut off, with and without JavaScript."""

import os
import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from complaints.models import Consent
from complaints.tracking import consenting
from investigations.answering import answering
from investigations.models import AuthorityDocument, Case, Outcome
from investigations.recommendations import proposing, recommending
from mysteryshopper.staff.models import Role
from tests.investigations.answering.test_pages import make_copy

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = pytest.mark.parametrize(("width", "javascript"), [(320, True), (1280, True), (320, False)])


@pytest.fixture(scope="module")
def chrome(chromium):
    """Django's live server shares the test's thread with the browser's event loop, and must be told that it may."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield chromium
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(chrome, live_server, settings, width, javascript):
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    size = {"width": width, "height": 900}
    context = chrome.new_context(base_url=live_server.url, viewport=size, java_script_enabled=javascript)
    yield context.new_page()
    context.close()


def check(page, name):
    """Axe is a script: where scripts are off the page is the same without them."""
    page.locator("main").wait_for()
    width = page.viewport_size["width"]
    has_scripts = page.evaluate("document.body.classList.contains('js-enabled')")
    if os.environ.get("PICTURES"):
        kind = "" if has_scripts else "-plain"
        page.screenshot(path=f"{os.environ['PICTURES']}/{name}-{width}{kind}.png", full_page=True)
    if has_scripts:
        assert [(rule["id"], rule["nodes"]) for rule in Axe().run(page).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def press(page, button, name):
    page.get_by_role("button", name=button).first.click()
    page.wait_for_load_state()
    check(page, name)


def fill_day(page, days):
    day = timezone.localdate() + timedelta(days=days)
    for box in ("day", "month", "year"):
        page.get_by_label(box.title(), exact=True).fill(str(getattr(day, box)))


@pytest.fixture
def released(case, letter, officer, make_user):
    """All that an authority can be shown."""
    consenting.give(case.complaint, Consent.Purpose.EVIDENCE, at=timezone.now())
    letter.copies.add(make_copy(case))
    proposing.propose(case, 1, text="Tell each bidder why it lost, within 10 days of the award.", by=case.owner)
    recommending.mark_sent(case, case.recommendations.all(), by=case.owner)
    now = timezone.now()
    case.summaries.create(
        version=1, issue="Bidders were not told why they lost.", outcome="The authority now gives reasons.",
        written_by=case.owner, written_at=now, approved_by=make_user(Role.LEAD), approved_at=now, shown_at=now,
        reply_until=timezone.localdate() + timedelta(days=5),
    )  # fmt: skip
    return case


@WIDTHS
def test_an_officer_does_all_that_there_is_to_do(page, released, officer, close, tmp_path):
    page.goto("/authority/")
    check(page, "enter")
    press(page, "Continue", "enter-empty")
    page.get_by_label("Reference").fill(released.reference)
    page.get_by_label("Code").fill(officer.code)
    press(page, "Continue", "case")
    page.get_by_role("link", name="How you told bidders").click()
    check(page, "letter")
    press(page, "Confirm receipt", "case-received")
    expect(page.get_by_text("Thank you. We know that our letter has arrived.")).to_be_visible()
    page.get_by_role("link", name="Answer to point 1").click()
    check(page, "point")
    press(page, "Save answer", "point-empty")
    page.get_by_label("Your answer").fill("By letter, on the day of the award.")
    press(page, "Save answer", "case-answered")
    expect(page.get_by_text("1 of 2 points still to answer")).to_be_visible()
    page.get_by_role("link", name="Ask for more time").click()
    check(page, "time")
    press(page, "Ask for more time", "time-empty")
    fill_day(page, 30)
    page.get_by_label("Why do you need more time?").fill("Two of us are ill.")
    press(page, "Ask for more time", "case-asked")
    page.get_by_role("link", name="Answer to recommendation 1").click()
    check(page, "recommendation")
    press(page, "Send answer", "recommendation-empty")
    page.get_by_label("We accept it", exact=True).check()
    fill_day(page, 90)
    press(page, "Send answer", "case-accepted")
    page.get_by_role("link", name="Tell us that it is done").click()
    check(page, "done")
    press(page, "Send", "done-empty")
    page.get_by_label("What has been done?").fill("A new form.")
    (tmp_path / "form.pdf").write_bytes(b"%PDF-1.4")
    page.locator("input[type=file]").set_input_files(tmp_path / "form.pdf")
    press(page, "Send", "case-done")
    page.get_by_role("link", name="Send documents").click()
    check(page, "documents")
    (tmp_path / "minutes.txt").write_bytes(b"minutes")
    page.locator("input[type=file]").set_input_files(tmp_path / "minutes.txt")
    page.get_by_role("button", name="Send documents").click()
    expect(page.locator("dt", has_text="minutes.txt")).to_be_visible()
    check(page, "documents-sent")
    page.get_by_role("link", name="Back to the case").click()
    page.get_by_role("link", name="Reply to the summary").click()
    check(page, "reply")
    press(page, "Send reply", "reply-empty")
    page.get_by_label("Your authority’s reply").fill("We have always given reasons.")
    press(page, "Send reply", "case-replied")
    close(Case.objects.get(pk=released.pk), Outcome.CHANGED_FUTURE)
    page.goto("/authority/case/")
    page.get_by_role("link", name="Tell us how you found it").click()
    check(page, "satisfied")
    press(page, "Send", "satisfied-empty")
    page.get_by_label("Partly").check()
    press(page, "Send", "case-satisfied")
    expect(page.get_by_text("Partly, said by Olive Officer")).to_be_visible()
    press(page, "Close the case in this browser", "closed")


def send_too_late(page, officer, button, done):
    """The time is over, then the code, then what was kept is sent from where it stands."""
    page.context.clear_cookies(name="officer")
    page.get_by_role("button", name=button).first.click()
    expect(page.get_by_text("We kept what you wrote")).to_be_visible()
    page.get_by_label("Reference").fill(officer.case.reference)
    page.get_by_label("Code").fill(officer.code)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("The time was over while you wrote")).to_be_visible()
    page.get_by_role("button", name=button).first.click()
    expect(page.get_by_text(done)).to_be_visible()
    expect(page).to_have_url(re.compile("/authority/case/$"))


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (320, False)])
def test_whatever_was_being_written_when_the_time_was_over_is_sent_after_the_code(
    page, released, officer, close, tmp_path
):
    page.goto("/authority/")
    page.get_by_label("Reference").fill(released.reference)
    page.get_by_label("Code").fill(officer.code)
    press(page, "Continue", "case")
    page.get_by_role("link", name="Answer to point 1").click()
    page.get_by_label("Your answer").fill("By letter, on the day of the award.")
    send_too_late(page, officer, "Save answer", "Your answer to point 1 is saved")
    page.get_by_role("link", name="Ask for more time").click()
    fill_day(page, 30)
    page.get_by_label("Why do you need more time?").fill("Two of us are ill.")
    send_too_late(page, officer, "Ask for more time", "We have your request for more time")
    page.get_by_role("link", name="Answer to recommendation 1").click()
    page.get_by_label("We accept it", exact=True).check()
    fill_day(page, 90)
    send_too_late(page, officer, "Send answer", "Your answer is with us")
    page.get_by_role("link", name="Tell us that it is done").click()
    page.get_by_label("What has been done?").fill("A new form.")
    send_too_late(page, officer, "Send", "Thank you. We check it.")
    page.get_by_role("link", name="Reply to the summary").click()
    page.get_by_label("Your authority’s reply").fill("We have always given reasons.")
    send_too_late(page, officer, "Send reply", "Your reply is with us")
    close(Case.objects.get(pk=released.pk), Outcome.CHANGED_FUTURE)
    page.goto("/authority/satisfied/")
    page.get_by_label("Partly").check()
    send_too_late(page, officer, "Send", "Thank you for telling us")
    page.goto("/authority/documents/")
    (tmp_path / "minutes.txt").write_bytes(b"minutes")
    page.context.clear_cookies(name="officer")
    page.locator("input[type=file]").set_input_files(tmp_path / "minutes.txt")
    page.get_by_role("button", name="Send documents").click()
    expect(page.get_by_text("choose them again")).to_be_visible()
    said = released.events.filter(officer=officer).values_list("kind", flat=True)
    assert {"authority_answered", "time_asked", "recommended", "authority_replied", "authority_satisfied"} <= set(said)


@pytest.mark.parametrize(("width", "javascript"), [(320, True), (1280, True)])
def test_what_the_staff_see(page, released, officer, letter, signed_in, live_server, settings):
    now = timezone.now()
    answering.acknowledge(officer, letter, at=now)
    answering.answer(officer, 1, "At first this. " * 20, seen=0, at=now)
    answering.answer(officer, 1, "Then that. " * 20, seen=1, at=now)
    answering.ask_for_time(officer, timezone.localdate() + timedelta(days=30), "Two of us are ill.", at=now)
    AuthorityDocument.objects.create(
        case=released, officer=officer, stored_as="x", name="minutes " * 12 + ".pdf", kind="pdf", size=8, sha256="0",
        added_at=now, verdict="clean",
    )  # fmt: skip
    name = settings.SESSION_COOKIE_NAME
    value = signed_in(released.owner).cookies[name].value
    page.context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    page.goto(f"/staff/cases/{released.reference}/")
    check(page, "staff-case")
    page.get_by_role("link", name="See what the authority did").click()
    check(page, "staff-authority")
    page.get_by_role("link", name="Decide").click()
    check(page, "staff-decide")
    press(page, "Decide", "staff-decide-empty")


@pytest.mark.parametrize(("width", "javascript"), [(320, True)])
def test_a_code_that_ended(page, officer):
    type(officer).objects.update(shut_at=timezone.now())
    page.goto("/authority/")
    page.get_by_label("Reference").fill(officer.case.reference)
    page.get_by_label("Code").fill(officer.code)
    press(page, "Continue", "ended")
