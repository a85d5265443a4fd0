"""The verbs on one case."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError

from complaints.models import Notification
from investigations.access import NotAllowed
from investigations.casework import casework, noting
from investigations.deadlines import ClockKind
from investigations.lifecycle import MoveNotAllowed, Status
from investigations.models import RUNNING, Case, CaseEvent, Outcome
from mysteryshopper.staff.models import Role


@pytest.fixture
def owner(make_user):
    return make_user(name="Owen Owner")


@pytest.fixture
def case(make_case, owner):
    return casework.claim(make_case(), by=owner)


def kinds(case):
    return list(case.events.values_list("kind", flat=True))


def test_claiming_makes_an_owner_and_an_event(case, owner):
    assert (case.owner, kinds(case)) == (owner, ["opened", "claimed"])


def test_claiming_one_s_own_case_again_changes_nothing(case, owner):
    assert kinds(casework.claim(case, by=owner)) == ["opened", "claimed"]


def test_whoever_is_slower_is_told_who_was_faster(case, make_user):
    with pytest.raises(casework.AlreadyClaimed, match="Owen Owner has already claimed this case"):
        casework.claim(case, by=make_user(name="Sally Slow"))


def test_a_closed_case_is_not_claimed(case, owner, make_user, close):
    closed = close(case, Outcome.PAID)
    Case.objects.filter(pk=closed.pk).update(owner=None)
    with pytest.raises(casework.AlreadyClaimed, match="closed"):
        casework.claim(closed, by=make_user())


@pytest.mark.django_db(transaction=True)
def test_ten_people_claiming_one_case_leave_one_owner(make_case, make_user):
    case, start, losers = make_case(), threading.Barrier(10), []
    people = [make_user(name=f"Person {n}") for n in range(10)]

    def claim(person):
        start.wait()
        try:
            casework.claim(case, by=person)
        except casework.AlreadyClaimed as lost:
            losers.append(str(lost))
        connection.close()

    threads = [threading.Thread(target=claim, args=(person,)) for person in people]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    case.refresh_from_db()
    assert losers == [f"{case.owner} has already claimed this case."] * 9
    assert kinds(case) == ["opened", "claimed"]


def test_a_move_is_one_event_and_one_mail_to_the_provider(case, owner):
    casework.move(case, Status.DISCLOSURE, by=owner, note="in scope")
    assert kinds(case) == ["opened", "claimed", "moved"]
    assert list(case.complaint.progress.values_list("step", flat=True)) == ["received", "opened", "disclosure"]
    assert case.complaint.notifications.filter(kind=Notification.Kind.NEWS, done_at=None).count() == 1


def test_moving_keeps_the_day_of_the_queue_equal_to_the_clock(case, owner, close):
    for status in (Status.DISCLOSURE, Status.ASKED, Status.ASSESSMENT):
        case = casework.move(case, status, by=owner, note="")
        running = case.clocks.filter(RUNNING).exclude(kind=ClockKind.ACKNOWLEDGE)
        assert case.next_due_on == min(clock.due_on for clock in running)
        assert case.next_due_on == Case.objects.get(pk=case.pk).clock.due_on
    assert close(case, Outcome.PAID).next_due_on is None


@pytest.mark.parametrize("outcome", [outcome for outcome in Outcome if outcome != Outcome.UNCODED])
def test_a_case_closes_with_one_outcome_and_the_provider_reads_which(case, owner, outcome, close):
    closed = close(case, outcome)
    assert (closed.status, closed.outcome, closed.closed_on) == (Status.CLOSED, outcome, closed.status_on)
    told = "closed_out_of_scope_school" if outcome == Outcome.OUT_OF_SCOPE else f"closed_{outcome}"
    assert closed.complaint.progress.last().step == told


def test_an_investigated_case_is_never_left_uncoded(case, owner):
    with pytest.raises(ValueError, match="coded outcome"):
        casework.close(case, Outcome.UNCODED, by=owner, note="")


def test_a_case_that_is_opened_again_has_no_outcome(case, owner, close):
    closed = close(case, Outcome.REFUSED)
    opened = casework.reopen(closed, by=owner, note="new evidence")
    assert (opened.status, opened.outcome, opened.closed_on) == (Status.ASSESSMENT, None, None)
    assert opened.complaint.progress.last().step == "reopened"


def test_an_open_case_is_not_opened_again(case, owner):
    with pytest.raises(MoveNotAllowed, match="is open"):
        casework.reopen(case, by=owner, note="")


@pytest.mark.parametrize("old", [Status.RECEIVED, Status.CLOSED])
def test_moving_never_closes_or_opens(case, owner, old, close):
    if old == Status.CLOSED:
        case = close(case, Outcome.PAID)
    with pytest.raises(MoveNotAllowed, match="needs an outcome"):
        casework.move(case, Status.CLOSED if old != Status.CLOSED else Status.ASSESSMENT, by=owner, note="")


def test_a_second_tab_that_is_behind_is_told_how_the_case_stands(case, owner):
    casework.move(case, Status.DISCLOSURE, by=owner, note="")
    with pytest.raises(MoveNotAllowed, match="Agreeing what may be disclosed"):
        casework.move(case, Status.DISCLOSURE, by=owner, note="")


def test_a_case_that_moved_while_the_page_was_open_does_not_move_again(case, owner):
    moved = casework.move(case, Status.DISCLOSURE, by=owner, note="")
    with pytest.raises(MoveNotAllowed, match="It is now “Agreeing what may be disclosed”"):
        casework.move(moved, Status.ASKED, by=owner, note="", seen=Status.RECEIVED)


def test_what_was_closed_meanwhile_is_not_opened_by_a_move(case, owner, close):
    """From closed the table leads to being assessed, but only `reopen` may go there."""
    asked = casework.move(casework.move(case, Status.DISCLOSURE, by=owner, note=""), Status.ASKED, by=owner, note="")
    close(asked, Outcome.PAID)  # `asked` still says that it is open
    with pytest.raises(MoveNotAllowed, match="needs an outcome"):
        casework.move(asked, Status.ASSESSMENT, by=owner, note="")


def test_who_has_the_case_now_decides_not_who_had_it(case, owner, make_user):
    Case.objects.filter(pk=case.pk).update(owner=make_user(name="Nora New"))
    for verb in (
        lambda: noting.note(case, by=owner, text="x"),
        lambda: casework.move(case, Status.DISCLOSURE, by=owner, note=""),
        lambda: casework.close(case, Outcome.PAID, by=owner, note=""),
        lambda: casework.reopen(case, by=owner, note=""),
    ):
        with pytest.raises(NotAllowed, match="Nora New is working on this case"):
            verb()


def test_history_keeps_the_outcome_that_reopening_takes_back(case, owner, close):
    casework.reopen(close(case, Outcome.PAID), by=owner, note="")
    assert [event.outcome for event in case.events.filter(kind="moved")] == ["paid", ""]


def test_others_do_nothing_to_a_case(case, make_user):
    stranger = make_user(name="Sam Stranger")
    for verb in (
        lambda: noting.note(case, by=stranger, text="x"),
        lambda: casework.move(case, Status.DISCLOSURE, by=stranger, note=""),
        lambda: casework.close(case, Outcome.PAID, by=stranger, note=""),
        lambda: casework.reopen(case, by=stranger, note=""),
        lambda: casework.claim(case, by=make_user(Role.OFFICIAL)),
    ):
        with pytest.raises(NotAllowed):
            verb()
    assert kinds(case) == ["opened", "claimed"]


def test_a_note_is_sealed_and_kept(case, owner):
    noting.note(case, by=owner, text="spoke to Ada")
    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM investigations_caseevent WHERE kind = 'noted'")
        assert b"Ada" not in bytes(cursor.fetchone()[0])
    assert case.events.last().note == "spoke to Ada"


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Status.CLOSED},
        {"outcome": Outcome.PAID},
        {"status": Status.CLOSED, "outcome": Outcome.PAID},
        {"status": Status.CLOSED, "outcome": "changed_somehow", "closed_on": "2026-06-01"},
        {"status": Status.CLOSED, "outcome": Outcome.UNCODED, "closed_on": "2026-06-01"},
        {"closed_on": "2026-06-01"},
        {"status": "lost"},
    ],
)
def test_postgres_refuses_a_close_without_exactly_one_outcome(case, fields):
    with pytest.raises(IntegrityError, match="case_"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(**fields)


@pytest.mark.parametrize("change", [lambda events: events.update(kind="noted"), lambda events: events.delete()])
def test_postgres_refuses_to_change_history(case, change):
    with pytest.raises(InternalError, match="Cannot (update|delete)"), transaction.atomic():
        change(CaseEvent.objects.filter(case=case))
