"""Two people write on one finding in two browsers; then one of them is signed out while writing."""

import pytest
from playwright.sync_api import expect

from tests.journeys.stack import PASSWORD, file_complaint, wait_until
from tests.journeys.test_whole_story import check_usable, press, sign_in

pytestmark = [pytest.mark.stack, pytest.mark.browser]


def write(page, where, finding, reason):
    page.goto(where)
    page.get_by_label(finding, exact=True).check()
    page.get_by_label("Why?").fill(reason)


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (320, True), (320, False)])
def test_the_second_sees_both_and_saves_what_is_made_of_them(open_browser, stack, width, javascript):
    def send(page, button):
        if javascript:
            return press(page, button)
        return page.get_by_role("button", name=button, exact=True).click()

    case = f"/staff/cases/{file_complaint(stack).reference}/"
    owner, lead = (open_browser(width=width, javascript=javascript) for _ in range(2))
    for page, name in ((owner, "investigator"), (lead, "lead")):
        page.goto("/staff/queue/")
        page.get_by_label("Email address").fill(f"{name}@demonstration.invalid")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        send(page, "Sign in")
    wait_until(lambda: owner.goto(case).ok, 20, "the case is open")
    send(owner, "Claim this case")
    write(owner, f"{case}findings/1/", "Upheld", "They did not say why.")
    write(lead, f"{case}findings/1/", "Partly upheld", "They did not say why in time.")
    send(owner, "Save the finding")
    send(lead, "Save the finding")
    expect(lead.get_by_role("heading", name="saved this finding while you were writing")).to_be_visible()
    lead.get_by_label("Partly upheld", exact=True).check()
    lead.get_by_label("A new text, from both").check()
    expect(lead.get_by_label("The reason, from both")).to_have_value("They did not say why in time.")
    lead.get_by_label("The reason, from both").fill("They did not say why, and not in time.")
    send(lead, "Save the finding")
    owner.goto(case)
    expect(owner.get_by_text("They did not say why, and not in time.")).to_be_visible()
    expect(owner.get_by_role("heading", name="Partly upheld")).to_be_visible()


def test_whoever_was_signed_out_finds_what_they_wrote_after_signing_in(open_browser, stack):
    case = f"/staff/cases/{file_complaint(stack).reference}/"
    page = open_browser()
    sign_in(page, "investigator")
    wait_until(lambda: page.goto(case).ok, 20, "the case is open")
    press(page, "Claim this case")
    write(page, f"{case}findings/1/", "Not upheld", "An hour of work.")
    page.context.clear_cookies(name="sessionid")
    press(page, "Save the finding")
    page.get_by_label("Email address").fill("investigator@demonstration.invalid")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Sign in")
    expect(page.get_by_text("We kept what you wrote")).to_be_visible()
    expect(page.get_by_label("Why?")).to_have_value("An hour of work.")
    expect(page.get_by_label("Not upheld", exact=True)).to_be_checked()
    press(page, "Save the finding")
    expect(page.get_by_text("An hour of work.")).to_be_visible()
    check_usable(page)
