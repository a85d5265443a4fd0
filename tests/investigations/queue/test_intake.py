"""From a complaint to a case."""

import threading
from datetime import UTC, date, datetime

import pytest
from django.db import connection

from complaints.models import Complaint, Notification, Sector
from investigations.models import Case
from investigations.queue.intake import open_case
from investigations.queue.tasks import open_case as open_case_task


def test_a_case_takes_over_what_names_nobody(make_complaint):
    complaint = make_complaint()
    case = open_case(complaint)
    assert (case.reference, case.authority, case.authority_sector, case.provider_kind, case.subject) == (
        complaint.reference, complaint.authority, Sector.LOCAL_GOVERNMENT, "charity", "procurement_process",
    )  # fmt: skip
    assert (case.received_on, case.next_due_on) == (date(2026, 6, 1), date(2026, 6, 8))


def test_a_complaint_filed_late_at_night_counts_on_its_london_day(make_complaint):
    complaint = make_complaint(now=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    assert open_case(complaint).received_on == date(2026, 7, 1)


def test_an_authority_that_is_not_in_the_list_leaves_the_sector_open(make_complaint):
    case = open_case(make_complaint(authority=None, authority_given="Parish of canary"))
    assert (case.authority, case.authority_sector, case.authority_given) == (None, "", "")
    assert case.authority_name == "Not in the list"


def test_opening_twice_gives_the_case_that_is_there(make_complaint):
    complaint = make_complaint()
    assert open_case(complaint) == open_case(complaint)
    assert (Case.objects.count(), complaint.notifications.count(), complaint.progress.count()) == (1, 1, 2)


@pytest.mark.django_db(transaction=True)
def test_five_workers_open_one_case(make_complaint):
    complaint, start = make_complaint(), threading.Barrier(5)

    def work():
        start.wait()
        open_case(complaint)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(5)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert (Case.objects.count(), Notification.objects.count()) == (1, 1)


def test_the_task_marks_the_complaint_done(make_complaint):
    complaint = make_complaint()
    assert list(Complaint.objects.due(datetime.now(UTC))) == [complaint]
    open_case_task(complaint.pk)
    open_case_task(complaint.pk)
    assert (list(Complaint.objects.due(datetime.now(UTC))), Case.objects.count()) == ([], 1)
