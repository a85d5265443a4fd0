"""The queue: most urgent first, one page, the same few queries however long it is."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from complaints.models import Complaint, Notification, Sector
from investigations.casework import casework
from investigations.models import Case, Outcome
from investigations.queue import listing
from mysteryshopper import owed
from mysteryshopper.staff.models import Role

TODAY = date(2026, 6, 3)


@pytest.fixture
def client(signed_in, make_user):
    client = signed_in(make_user(name="Ann Investigator"))
    with time_machine.travel(datetime(2026, 6, 3, 12, tzinfo=UTC)):
        yield client


def rows(page):
    """References in the order of the page."""
    return re.findall(r'app-nowrap"><a class="govuk-link" href="/staff/cases/(MS-[^/]+)/', page.content.decode())


def test_the_clock_that_runs_out_first_comes_first(make_case, make_user):
    later, sooner = make_case(), make_case(now=datetime(2026, 5, 20, 9, tzinfo=UTC))
    asked = make_case(now=datetime(2026, 5, 19, 9, tzinfo=UTC))
    Case.objects.filter(pk=asked.pk).update(next_due_on=date(2026, 12, 1))
    found = listing.queue("all", "1", user=make_user(), today=TODAY)
    assert [row.reference for row in found] == [sooner.reference, later.reference, asked.reference]


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


def test_each_view_shows_its_cases(make_case, client, make_user):
    free, mine, theirs, closed = (make_case() for _ in range(4))
    me = client.get("/staff/queue/").wsgi_request.user
    casework.claim(mine, by=me)
    casework.claim(theirs, by=make_user())
    casework.close(casework.claim(closed, by=me), Outcome.PAID, by=me, note="")
    shown = {
        view: set(rows(client.get(f"/staff/queue/?view={view}"))) for view in ("unassigned", "mine", "all", "junk")
    }
    everything = {free.reference, mine.reference, theirs.reference}
    assert shown == {"unassigned": {free.reference}, "mine": {mine.reference}, "all": everything, "junk": everything}


@pytest.mark.parametrize("view", ["unassigned", "mine", "all"])
def test_an_empty_view_says_what_to_do(client, view):
    assert "ase" in client.get(f"/staff/queue/?view={view}").content.decode().split("</h1>")[1]
    assert rows(client.get(f"/staff/queue/?view={view}")) == []


@pytest.mark.parametrize("cases", [1, 3])
def test_a_page_asks_the_same_number_of_questions_with_1_and_3_rows(
    make_case, client, cases, django_assert_num_queries
):
    for number in range(cases):
        make_case(now=datetime(2026, 6, 1, number, tzinfo=UTC))
    with django_assert_num_queries(6):  # session, user, count, rows, parked work, how many have news
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
