"""Owed work: done once, tried again after a failure, parked in the end, never lost."""

import logging
import threading
from datetime import timedelta
from importlib import import_module

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.utils import timezone

from complaints.models import Notification
from mysteryshopper import owed

NOW = timezone.now()


@pytest.fixture
def row(make_complaint):
    """One mail that is owed."""
    return Notification.objects.create(complaint=make_complaint(), kind=Notification.Kind.NEWS, message_id="<1@test>")


@pytest.fixture
def calls():
    return []


@pytest.fixture
def fail(calls):
    """A verb that fails and whose error quotes what somebody typed."""

    def verb(row):
        calls.append(row.pk)
        raise ConnectionError("could not write to ada@provider.example")

    return verb


def fresh(row):
    row.refresh_from_db()
    return row


def test_a_verb_is_called_once_and_the_row_is_done(row, calls):
    for _ in range(3):
        owed.work_off(Notification, row.pk, lambda found: calls.append(found.pk))
    assert (calls, fresh(row).done_at is not None, row.attempts, row.leased_until) == ([row.pk], True, 1, None)


def test_a_row_that_is_not_there_is_nobody_s_work(db, calls):
    owed.work_off(Notification, 404, calls.append)
    assert calls == []


def test_a_failure_is_tried_again_later_and_its_words_are_not_kept(row, calls, fail, caplog):
    owed.work_off(Notification, row.pk, fail)
    owed.work_off(Notification, row.pk, fail)  # not due yet
    assert (len(calls), fresh(row).last_error, row.parked_at) == (1, "ConnectionError", None)
    assert row.due_at > timezone.now()
    assert "ada@" not in caplog.text


@pytest.mark.parametrize(("attempts", "seconds"), [(0, 2), (3, 16), (5, 60), (150, 60)])
def test_each_failure_waits_longer_up_to_a_minute(row, fail, attempts, seconds):
    Notification.objects.update(attempts=attempts)
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        owed.work_off(Notification, row.pk, fail)
        assert fresh(row).due_at == timezone.now() + timedelta(seconds=seconds)


@pytest.mark.parametrize("delete", [lambda row: row.delete(), lambda row: Notification.objects.all().delete()])
def test_a_verb_may_delete_its_row(row, delete):
    owed.work_off(Notification, row.pk, delete)
    assert not Notification.objects.exists()


def test_a_verb_may_delete_its_row_and_fail(row):
    def verb(found):
        Notification.objects.all().delete()
        raise ConnectionError

    owed.work_off(Notification, row.pk, verb)
    assert not Notification.objects.exists()


def test_a_verb_whose_time_has_not_come_is_called_again_then(row):
    def not_yet(_):
        raise owed.NotYet(NOW + timedelta(days=9))

    owed.work_off(Notification, row.pk, not_yet)
    assert (fresh(row).due_at, row.attempts, row.done_at, row.leased_until, row.last_error) == (
        NOW + timedelta(days=9), 0, None, None, "",
    )  # fmt: skip


def test_after_the_last_attempt_it_is_parked_and_alarmed(row, fail, settings, caplog):
    settings.OWED_ATTEMPTS = 2
    for hours in (1, 2, 3):
        with time_machine.travel(NOW + timedelta(hours=hours)):
            owed.work_off(Notification, row.pk, fail)
    assert (fresh(row).attempts, owed.parked_count(), owed.parked_rows()) == (2, 1, [row])
    assert [record.levelname for record in caplog.records if "parked" in record.message] == ["ERROR"]


def test_what_can_never_be_done_is_parked_at_once(row):
    def refuse(_):
        raise owed.CannotBeDone

    owed.work_off(Notification, row.pk, refuse)
    assert (owed.parked_rows(), fresh(row).attempts) == ([row], 1)


def test_parked_work_is_not_due_until_somebody_has_it_tried_again(row, calls):
    Notification.objects.update(parked_at=NOW, attempts=200)
    assert not Notification.objects.due(timezone.now()).exists()
    owed.retry(row)
    owed.work_off(Notification, row.pk, lambda found: calls.append(found.pk))
    assert (calls, owed.parked_count()) == ([row.pk], 0)


def test_a_row_whose_worker_died_is_taken_again_when_its_lease_is_over(row, calls):
    owed._claim(Notification, row.pk)  # and then the worker is killed
    owed.work_off(Notification, row.pk, calls.append)
    assert calls == []
    with time_machine.travel(timezone.now() + timedelta(seconds=owed._lease_seconds(Notification) + 1)):
        owed.work_off(Notification, row.pk, calls.append)
    assert (len(calls), fresh(row).attempts) == (1, 2)


def test_a_worker_is_stopped_before_another_may_take_its_row():
    for module in settings.CELERY["imports"]:
        import_module(module)
    assert len(owed._tasks) > 10
    for model, task in owed._tasks.items():
        assert task.soft_time_limit < task.time_limit == model.owed_seconds < owed._lease_seconds(model)


def test_work_that_may_take_longer_is_held_longer(row, calls, monkeypatch):
    monkeypatch.setattr(Notification, "owed_seconds", 300)
    owed._claim(Notification, row.pk)
    now = timezone.now()
    for minutes, times in ((1, 0), (5, 0), (6, 1)):
        with time_machine.travel(now + timedelta(minutes=minutes)):
            owed.work_off(Notification, row.pk, calls.append)
        assert len(calls) == times


def test_a_row_that_kills_every_worker_is_parked(row, calls, settings, caplog):
    Notification.objects.update(attempts=settings.OWED_ATTEMPTS, leased_until=NOW - timedelta(minutes=1))
    owed.work_off(Notification, row.pk, calls.append)
    assert (calls, owed.parked_count()) == ([], 1)
    assert "its workers died" in caplog.text


@pytest.mark.parametrize("ends_with_an_error", [True, False])
def test_a_worker_that_was_overtaken_changes_nothing(row, settings, ends_with_an_error):
    def overtaken(found):
        Notification.objects.update(leased_until=NOW + timedelta(hours=9), attempts=7)
        if ends_with_an_error:
            raise ConnectionError

    owed.work_off(Notification, row.pk, overtaken)
    assert (fresh(row).done_at, row.attempts, row.leased_until) == (None, 7, NOW + timedelta(hours=9))


@pytest.mark.django_db(transaction=True)
def test_ten_workers_at_the_same_row_call_its_verb_once(row, calls):
    start = threading.Barrier(10)

    def work():
        start.wait()
        owed.work_off(Notification, row.pk, lambda found: calls.append(found.pk))
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(10)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert calls == [row.pk]


def test_a_dead_broker_is_logged_and_forgotten(settings, caplog):
    caplog.set_level(logging.WARNING)
    with owed.sweep.app.connection_for_write("redis+socket:///nowhere/valkey.sock") as nowhere:
        owed.nudge(connection=nowhere)
    assert "nudge failed" in caplog.text


def test_workers_know_how_to_work_off_every_kind():
    for module in settings.CELERY["imports"]:
        import_module(module)
    assert set(owed._tasks) == set(owed.kinds())


def test_every_kind_of_owed_work_says_what_it_is(make_complaint, row):
    complaint = row.complaint
    assert all(kind.owed_words for kind in owed.kinds())
    assert (complaint.owed_words, complaint.owed_for, complaint.owed_kind) == (
        "Open the case", complaint.reference, "complaint",
    )  # fmt: skip
    assert (row.owed_words, row.owed_for, row.owed_kind) == (
        "Mail to the provider", complaint.reference, "notification",
    )  # fmt: skip
