"""The queue: most urgent first, one page, the same few queries however long it is."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from complaints.models import Complaint, Notification, Sector
from investigations import deadlines
from investigations.casework import casework
from investigations.lifecycle import State
from investigations.models import Case, Outcome
from investigations.queue import listing, tabs
from investigations.recommendations import recommending
from mysteryshopper import owed
from mysteryshopper.staff.models import Role

NOW = datetime(2026, 6, 3, 12, tzinfo=UTC)


@pytest.fixture
def client(signed_in, make_user):
    client = signed_in(make_user(name="Ann Investigator"))
    with time_machine.travel(NOW):
        yield client


def rows(page):
    """References in the order of the page."""
    return re.findall(r'app-nowrap"><a class="govuk-link" href="/staff/cases/(MS-[^/]+)/', page.content.decode())


def test_the_clock_that_runs_out_first_comes_first(make_case, make_user):
    later, sooner = make_case(), make_case(now=datetime(2026, 5, 20, 9, tzinfo=UTC))
    asked = make_case(now=datetime(2026, 5, 19, 9, tzinfo=UTC))
    Case.objects.filter(pk=asked.pk).update(next_due_on=date(2026, 12, 1))
    found = tabs.cases_of("all", user=make_user(), now=NOW)
    assert [case.reference for case in found] == [sooner.reference, later.reference, asked.reference]


def test_of_those_due_on_one_day_priority_comes_first_and_before_no_other(make_case, make_user, client):
    older, marked, sooner, live = make_case(), make_case(), make_case(), make_case(live_until=NOW + timedelta(days=1))
    Case.objects.filter(pk=marked.pk).update(is_priority=True)
    Case.objects.filter(pk=sooner.pk).update(next_due_on=date(2026, 6, 2))
    assert list(tabs.cases_of("all", user=make_user(), now=NOW)) == [live, sooner, marked, older]
    assert client.get("/staff/queue/").content.decode().count(">Priority</strong>") == 1


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-2, "2 days overdue"),
        (-1, "1 day overdue"),
        (0, "due today"),
        (1, "due tomorrow"),
        (5, "due in 5 days"),
    ],
)
def test_days_are_said_as_people_say_them(days, words):
    assert listing.in_words(days) == words


def test_a_row_says_which_clock_and_when(make_case, client):
    make_case()
    page = client.get("/staff/queue/").content.decode()
    assert "Triage due in 5 days" in page
    assert "Mon 8 Jun 2026" in page


def test_each_view_shows_its_cases(make_case, client, make_user, close):
    free, mine, theirs, closed = (make_case() for _ in range(4))
    me = client.get("/staff/queue/").wsgi_request.user
    casework.claim(mine, by=me)
    casework.claim(theirs, by=make_user())
    close(casework.claim(closed, by=me), Outcome.PAID)
    shown = {
        view: set(rows(client.get(f"/staff/queue/?view={view}"))) for view in ("unassigned", "mine", "all", "junk")
    }
    everything = {free.reference, mine.reference, theirs.reference}
    assert shown == {"unassigned": {free.reference}, "mine": {mine.reference}, "all": everything, "junk": everything}


def test_live_procurements_come_first_by_the_time_that_is_left(make_case, make_user):
    overdue = make_case(now=datetime(2026, 5, 1, 9, tzinfo=UTC))
    later, sooner, over = (make_case(live_until=NOW + timedelta(hours=hours)) for hours in (50, 3, -1))
    found = list(tabs.cases_of("all", user=make_user(), now=NOW))
    assert found == [sooner, later, overdue, over]
    assert set(tabs.cases_of("live", user=make_user(), now=NOW)) == {sooner, later}


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(minutes=59), "less than an hour left"),
        (timedelta(minutes=61), "1 hour left"),
        (timedelta(hours=47, minutes=59), "47 hours left"),
        (timedelta(hours=48), "2 days left"),
        (timedelta(days=9, hours=23), "9 days left"),
    ],
)
def test_the_time_that_is_left_is_never_said_longer_than_it_is(left, words):
    assert deadlines.left_in_words(left) == words


def test_a_row_says_how_long_bids_can_be_sent(make_case, client):
    make_case(live_until=NOW + timedelta(hours=3, minutes=1))
    page = client.get("/staff/queue/").content.decode()
    assert ("Live: 3 hours left" in page, "Bids until 3 June 2026, 4:01pm" in page) == (True, True)


def test_a_closed_case_is_not_live(make_case, client, close):
    case = make_case(live_until=NOW + timedelta(hours=3))
    me = client.get("/staff/queue/").wsgi_request.user
    close(casework.claim(case, by=me), Outcome.PAID)
    assert "Live:" not in client.get("/staff/queue/cases/").content.decode()


def test_an_authority_with_three_cases_in_two_years_comes_again(make_case, client):
    first, _ = make_case(), make_case()
    assert "Repeat authority" not in client.get("/staff/queue/").content.decode()
    make_case()
    assert client.get("/staff/queue/").content.decode().count("Repeat authority") == 3
    Case.objects.filter(pk=first.pk).update(received_on=date(2024, 6, 2))
    assert "Repeat authority" not in client.get("/staff/queue/").content.decode()


def test_each_tab_says_how_many_cases_it_holds(make_case, client, make_user):
    make_case(live_until=NOW + timedelta(days=3))
    make_case(now=datetime(2026, 2, 1, 9, tzinfo=UTC))
    user = make_user()
    casework.claim(make_case(), by=user)
    counts = tabs.counts(user=user, now=NOW)
    assert counts == {name: tabs.cases_of(name, user=user, now=NOW).count() for name in tabs.ALL}
    assert (counts["all"], counts["mine"], counts["live"], counts["overdue"]) == (3, 1, 1, 1)
    assert "Live procurements (1)" in client.get("/staff/queue/").content.decode()


def test_follow_ups_are_shown_from_five_days_before_they_are_due_until_they_are_done(make_case, client, close):
    me = client.get("/staff/queue/").wsgi_request.user
    case = close(casework.claim(make_case(), by=me), Outcome.CHANGED_FUTURE)
    for days, shown in ((78, []), (79, [case]), (200, [case])):
        assert list(tabs.to_follow_up(NOW + timedelta(days=days))) == shown
    recommending.check(case.recommendations.get(), State.VERIFIED, note="Seen", by=me)
    assert not tabs.to_follow_up(NOW + timedelta(days=200)).exists()


@pytest.mark.parametrize("view", tabs.ALL)
def test_an_empty_view_says_what_to_do(client, view):
    assert "ase" in client.get(f"/staff/queue/?view={view}").content.decode().split("</h1>")[1]
    assert rows(client.get(f"/staff/queue/?view={view}")) == []


@pytest.mark.parametrize("cases", [1, 3])
def test_a_page_asks_the_same_number_of_questions_with_1_and_3_rows(
    make_case, client, cases, django_assert_num_queries
):
    for number in range(cases):
        make_case(now=datetime(2026, 6, 1, number, tzinfo=UTC))
    # Session, user, count, rows, parked work, how many each tab holds, how many have news, have to be followed up,
    # mention you, how many tasks you have.
    with django_assert_num_queries(11):
        assert len(rows(client.get("/staff/queue/?view=all"))) == cases


def test_the_26th_case_is_on_the_second_page(make_case, client):
    for _ in range(26):
        make_case()
    assert [len(rows(client.get(f"/staff/queue/?page={page}"))) for page in ("1", "2", "99", "-1", "x\x00")] == [
        25,
        1,
        1,
        1,
        25,
    ]


def test_the_queue_shows_nothing_that_a_provider_typed(make_case, client):
    typed = {"own_words": "canary1", "procurement_title": "canary2", "authority_given": "canary3", "authority": None}
    make_case(**typed, name="canary4", organisation="canary5", email="canary6@mail.example", phone="canary7")
    assert "canary" not in client.get("/staff/queue/").content.decode()


def test_parked_work_is_announced_listed_and_tried_again(make_case, client):
    case = make_case()
    Notification.objects.update(parked_at=timezone.now(), attempts=200, last_error="SMTPRecipientsRefused")
    assert "1 piece of work could not be done and waits" in client.get("/staff/queue/").content.decode()
    page = client.get("/staff/queue/parked/").content.decode()
    assert case.reference in page
    assert "Mail to the provider" in page
    pk = Notification.objects.get().pk
    assert client.post(f"/staff/queue/parked/notification/{pk}/").status_code == 302
    assert Notification.objects.due(timezone.now() + timedelta(seconds=1)).count() == 1
    assert client.post(f"/staff/queue/parked/notification/{pk}/").status_code == 404


@pytest.mark.parametrize("rows_parked", [1, 3])
def test_the_parked_page_asks_the_same_with_1_and_3_rows(
    make_complaint, client, rows_parked, django_assert_num_queries
):
    for number in range(rows_parked):
        complaint = make_complaint()
        Notification.objects.create(
            complaint=complaint, kind="news", message_id=f"<{number}>", parked_at=timezone.now()
        )
    Complaint.objects.update(parked_at=timezone.now())
    with django_assert_num_queries(2 + len(owed.kinds())):  # session, user, the parked rows of each kind
        client.get("/staff/queue/parked/")


def test_work_that_is_not_parked_is_not_to_be_tried_again(make_case, client):
    make_case()
    for address in (f"notification/{Notification.objects.get().pk}", "complaint/999", "user/1"):
        assert client.post(f"/staff/queue/parked/{address}/").status_code == 404


def test_officials_have_no_queue(signed_in):
    for role in (Role.OFFICIAL, Role.ADMINISTRATOR):
        page = signed_in(role).get("/staff/queue/")
        assert (page.status_code, "Only investigators and leads work on the queue." in page.content.decode()) == (
            403,
            True,
        )


def test_the_list_is_in_order_without_a_sector(make_case, client):
    make_case(authority=None, authority_given="x")
    assert "Not in the list" in client.get("/staff/queue/").content.decode()
    assert Sector.HEALTH.label not in client.get("/staff/queue/").content.decode()
