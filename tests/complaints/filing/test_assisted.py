"""Staff type in a complaint that came by phone, post or email: the same pages, and the clocks of the day it came."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from complaints.filing import drafting
from complaints.filing.assisted import Assisted
from complaints.models import Channel, Complaint, Draft, Identity
from complaints.tokens import new_filing_token
from investigations.models import Case
from investigations.queue.intake import open_case
from mysteryshopper.calendar import LONDON, add_working_days, bank_holidays, london_day
from mysteryshopper.staff.models import Role, User

ASK = "/staff/queue/assisted/"
BEGIN = "/complain/for-a-provider/"
CHECK = "/complain/check/"


def asked(channel="phone", received_on=None):
    day = received_on or timezone.localdate()
    boxes = {"day": day.day, "month": day.month, "year": day.year}
    return {"channel": channel, **{f"received_on-{box}": str(number) for box, number in boxes.items()}}


@pytest.fixture
def ann(make_user):
    return make_user(name="Ann Investigator")


@pytest.fixture
def browser(signed_in, ann):
    """Hers: the pages are filled in by her."""
    client = signed_in(ann)
    client.raise_request_exception = False
    return client


@pytest.fixture
def type_in(browser, fill):
    """Up to check answers, where nothing is missing."""

    def type_in(*left_out, **how):
        assert browser.post(ASK, asked(**how)).url == BEGIN
        assert browser.get(BEGIN).url == "/complain/organisation/"
        return fill(*left_out)

    return type_in


def text(response):
    return response.content.decode()


def entry():
    return Draft.objects.get().answers["assisted"]


@pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.LEAD])
def test_the_whole_way(type_in, ann, role):
    User.objects.update(role=role)
    day = timezone.localdate() - timedelta(days=4)
    browser = type_in(received_on=day)
    assert browser.post(CHECK).url == "/complain/sent/"
    complaint = Complaint.objects.get()
    assert (complaint.channel, complaint.entered_by, london_day(complaint.filed_at)) == (Channel.PHONE, ann, day)
    assert Identity.objects.get().name == "Ada Provider"
    assert not Draft.objects.exists()
    page = text(browser.get("/complain/sent/"))
    assert complaint.reference in page
    assert "Give the provider the reference and the secret code now" in page
    assert "can’t show it again after you leave this page" in page
    assert browser.post("/complain/leave/").status_code == 302
    assert browser.get("/complain/sent/").url == "/complain/"


def test_every_clock_runs_from_the_day_it_came(type_in):
    day = timezone.localdate() - timedelta(days=9)
    type_in(received_on=day).post(CHECK)
    complaint = Complaint.objects.get()
    case = open_case(complaint)
    assert complaint.filed_at == datetime.combine(day, time(12), LONDON)
    assert (case.received_on, case.next_due_on) == (day, add_working_days(day, 5, bank_holidays()))


@pytest.mark.parametrize(
    ("now", "filed_at"),
    [
        (datetime(2026, 6, 1, 8, tzinfo=UTC), datetime(2026, 6, 1, 8, tzinfo=UTC)),
        (datetime(2026, 6, 1, 15, tzinfo=UTC), datetime(2026, 6, 1, 11, tzinfo=UTC)),
        (datetime(2026, 6, 2, 0, tzinfo=UTC), datetime(2026, 6, 1, 11, tzinfo=UTC)),
    ],
)
def test_it_is_never_filed_later_than_now(now, filed_at):
    assert Assisted(Channel.POST, date(2026, 6, 1), by=1).filed_at(now) == filed_at


@pytest.mark.parametrize(
    ("channel", "banner", "declaration"),
    [
        ("phone", "made by phone, received on", "you read it back to the provider"),
        ("post", "made by post, received on", "what the provider’s letter says"),
        ("email", "made by email, received on", "what the provider’s email says"),
    ],
)
def test_each_way_in_is_said_on_every_page_and_kept(type_in, answers, channel, banner, declaration):
    browser = type_in(channel=channel)
    for page in ["", *(f"{name}/" for name in answers), "check/"]:
        assert banner in text(browser.get(f"/complain/{page}")), page
    assert declaration in text(browser.get(CHECK))
    assert "as far as you know, what you told us" not in text(browser.get(CHECK))
    browser.post(CHECK)
    assert Complaint.objects.get().channel == channel


def test_a_provider_s_own_complaint_says_nothing_of_this(fill, ann, db):
    """Even of somebody who is signed in: they may be a provider too."""
    browser = fill()
    assert "typing in a complaint" not in text(browser.get(CHECK))
    browser.post(CHECK)
    complaint = Complaint.objects.get()
    assert (complaint.channel, complaint.entered_by) == (Channel.WEB, None)
    assert "Give the provider" not in text(browser.get("/complain/sent/"))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"channel": ""}, "Select how it came"),
        ({"channel": "web"}, "Select one of the answers on this page"),
        ({"received_on-day": "", "received_on-month": "", "received_on-year": ""}, "Enter the day on which we"),
        ({"received_on-year": "2027"}, "must be today or in the past"),
        ({"received_on-month": "1"}, "must be the same as or after 10 April 2026"),
    ],
)
def test_what_can_t_be_is_refused(browser, changes, message):
    with time_machine.travel(datetime(2026, 6, 9, 9, tzinfo=UTC)):
        response = browser.post(ASK, asked() | changes)
    assert (response.status_code, message in text(response)) == (422, True)
    assert browser.get(BEGIN).url == "/complain/"


@pytest.mark.parametrize(("days", "status"), [(0, 302), (60, 302), (61, 422), (-1, 422)])
def test_it_came_in_the_last_60_days(browser, days, status):
    assert browser.post(ASK, asked(received_on=timezone.localdate() - timedelta(days=days))).status_code == status


def test_an_unsent_complaint_is_replaced_only_when_that_is_said(browser, fill):
    fill()
    before = Draft.objects.get().answers
    assert browser.post(ASK, asked()).url == BEGIN
    page = browser.get(BEGIN)
    assert (page.status_code, "There is another complaint in this browser" in text(page)) == (200, True)
    assert "its answers are erased" in text(page)
    assert Draft.objects.get().answers == before
    assert browser.post(BEGIN).url == "/complain/organisation/"
    assert list(Draft.objects.get().answers) == ["assisted"]


def test_a_secret_that_is_still_there_goes_only_when_that_is_said(browser, type_in):
    type_in().post(CHECK)
    browser.post(ASK, asked(channel="post"))
    assert "make sure that the provider has it" in text(browser.get(BEGIN))
    assert browser.get("/complain/sent/").status_code == 200
    assert browser.post(BEGIN).url == "/complain/organisation/"
    assert entry()["channel"] == "post"


def test_begun_once_it_is_not_begun_again(browser, type_in):
    type_in()
    kept = Draft.objects.get().answers
    assert browser.post(BEGIN).url == "/complain/"
    assert Draft.objects.get().answers == kept


def refused(browser):
    """Not sent, and nothing lost."""
    kept = Draft.objects.get().answers
    response = browser.post(CHECK)
    assert (response.status_code, "Nothing was sent, and nothing is lost" in text(response)) == (403, True)
    assert (Complaint.objects.count(), Draft.objects.get().answers) == (0, kept)


def test_signed_out_it_is_not_sent_and_signed_in_again_it_is(type_in, ann):
    browser = type_in()
    token = browser.cookies["filing"]
    browser.logout()
    browser.cookies["filing"] = token.value
    refused(browser)
    browser.force_login(ann)
    assert browser.post(CHECK).url == "/complain/sent/"
    assert Complaint.objects.get().entered_by == ann


def test_the_token_alone_sends_nothing(type_in):
    stranger = Client(raise_request_exception=False)
    stranger.cookies["filing"] = type_in().cookies["filing"].value
    refused(stranger)


@pytest.mark.parametrize("role", Role.values)
def test_somebody_else_does_not_send_it(type_in, signed_in, make_user, role):
    other = signed_in(make_user(role, name="Olga Other"))
    other.cookies["filing"] = type_in().cookies["filing"].value
    refused(other)


@pytest.mark.parametrize("change", [{"role": Role.OFFICIAL}, {"role": Role.ADMINISTRATOR}, {"is_active": False}])
def test_who_no_longer_works_on_the_queue_does_not_send_it(type_in, change):
    browser = type_in()
    User.objects.update(**change)
    refused(browser)


def test_who_no_longer_works_on_the_queue_does_not_begin(browser):
    browser.post(ASK, asked())
    User.objects.update(role=Role.OFFICIAL)
    assert browser.get(BEGIN).url == "/complain/"
    assert not Draft.objects.exists()


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.ADMINISTRATOR])
def test_others_can_t_ask(signed_in, role):
    client = signed_in(role)
    assert (client.get(ASK).status_code, client.post(ASK, asked()).status_code) == (403, 403)
    assert client.post(BEGIN).url == "/complain/"


def forged(by):
    return {"channel": "phone", "received_on": "2026-01-01", "by": str(by)}


def test_a_provider_can_t_make_it_look_so(ann, answers):
    provider = Client(raise_request_exception=False)
    assert provider.post("/complain/").status_code == 302
    for page, given in answers.items():
        extra = {"assisted": "phone", "entered_by": str(ann.pk), **forged(ann.pk)}
        assert provider.post(f"/complain/{page}/", given | extra).status_code == 302
    for address in ("/complain/assisted/", "/complain/assisted-2/"):
        assert (provider.get(address).status_code, provider.post(address, forged(ann.pk)).status_code) == (404, 404)
    assert provider.post(BEGIN, asked() | forged(ann.pk)).url == "/complain/"
    assert "assisted" not in Draft.objects.get().answers
    provider.post(CHECK, forged(ann.pk))
    complaint = Complaint.objects.get()
    assert (complaint.channel, complaint.entered_by) == (Channel.WEB, None)
    assert complaint.filed_at > timezone.now() - timedelta(minutes=5)


def test_what_is_missing_is_still_asked(type_in):
    response = type_in("contact").post(CHECK)
    assert (response.status_code, Complaint.objects.count()) == (422, 0)


def test_sent_twice_it_is_one_complaint(type_in):
    browser = type_in()
    assert [browser.post(CHECK).url for _ in range(2)] == ["/complain/sent/"] * 2
    assert Complaint.objects.count() == 1


def test_the_entry_holds_nothing_but_how_when_and_who(type_in, ann):
    type_in(channel="email", received_on=timezone.localdate())
    assert entry() == {"channel": "email", "received_on": timezone.localdate().isoformat(), "by": ann.pk}


def test_an_answer_that_changed_in_another_tab_is_checked_first(type_in):
    assert type_in().post(CHECK, {"seen": "x"}).status_code == 409


def test_the_page_of_the_case_says_how_it_came_to_staff_only(type_in, signed_in):
    browser = type_in()
    browser.post(CHECK)
    reference = open_case(Complaint.objects.get()).reference
    words = "Received by phone, typed in by Ann Investigator"
    assert words in text(browser.get(f"/staff/cases/{reference}/"))
    assert words not in text(signed_in(Role.OFFICIAL).get(f"/staff/cases/{reference}/"))


def test_a_case_from_this_site_says_nothing_of_it(make_case, browser):
    assert "typed in by" not in text(browser.get(f"/staff/cases/{make_case().reference}/"))


def test_the_queue_leads_there(browser):
    assert f'href="{ASK}"' in text(browser.get("/staff/queue/"))
    assert Case.objects.count() == 0


def test_a_draft_without_the_entry_is_a_provider_s(db):
    token = new_filing_token()
    drafting.keep_answers(token, "scope", {})
    assert "assisted" not in drafting.answers_of(token)
