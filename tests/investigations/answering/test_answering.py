"""What an officer does is kept once, never edited, in the history, and news for the owner."""

from datetime import date, timedelta

import pytest
from django.db import Error, transaction
from django.utils import timezone

from investigations.answering import answering, deciding, entering
from investigations.answering.points import points_of
from investigations.casework import casework
from investigations.deadlines import ClockKind
from investigations.leaving import door
from investigations.lifecycle import Conflict, Status
from investigations.models import (
    AuthorityNews,
    CaseEvent,
    GroundAnswer,
    LetterKind,
    LetterReceipt,
    MoreTime,
    RightOfReply,
)
from mysteryshopper.staff.models import Role
from tests.officers import REQUEST, admit, send_letter

pytestmark = pytest.mark.django_db


def news(case):
    return set(case.authority_news.values_list("kind", flat=True))


def kinds(case):
    return [event.kind for event in case.events.exclude(officer=None)]


# --- points -------------------------------------------------------------------------------------


def test_the_points_are_the_grounds_in_the_words_of_the_letter(case, letter):
    assert [(point.number, point.label, point.words) for point in points_of(case)] == [
        (
            1,
            "Procurement process: Feedback",
            "How did you tell bidders why they lost?",
        ),
        (2, "Payment: Payment", "When were undisputed invoices paid?"),
    ]


def test_a_ground_that_the_letter_does_not_name_was_not_put(case):
    send_letter(case, body="Payment: Payment. When did you pay?")
    assert [(point.number, point.label) for point in points_of(case)] == [(1, "Payment: Payment")]


def test_a_letter_that_lists_the_grounds_and_no_more_puts_each(case):
    send_letter(case, body="The points:\n1. Procurement process: Feedback\n2. Payment: Payment\n\nPlease answer.")
    assert [(point.label, point.words) for point in points_of(case)] == [
        ("Procurement process: Feedback", ""), ("Payment: Payment", "")
    ]  # fmt: skip


def test_a_letter_that_names_no_ground_is_one_point(case):
    send_letter(case, body="Tell us about it.")
    assert [(point.number, point.label, point.words) for point in points_of(case)] == [(1, "Our letter", "")]


@pytest.mark.parametrize("unsent", [{"sent_at": None}, {"kind": LetterKind.OTHER}])
def test_nothing_is_put_by_what_was_not_sent_or_is_no_request(case, unsent):
    send_letter(case, **unsent)
    assert points_of(case) == []


def test_the_newest_letter_that_puts_a_ground_counts(case, letter):
    send_letter(case, body="Payment: Payment\nAnd by which account?")
    assert [point.words for point in points_of(case)] == [
        "How did you tell bidders why they lost?",
        "And by which account?",
    ]


def test_points_of_a_case_that_nobody_complained_of_are_its_issues(case, letter, make_authority, make_user):
    spot = type(case).objects.create(
        reference="MS-0000-0000-0", authority=case.authority, origin="spot_check", received_on=timezone.localdate(),
        status_on=timezone.localdate(), owner=case.owner,
    )  # fmt: skip
    spot.issues.create(subject="payment", sub_issue="payment")
    send_letter(spot, body=REQUEST)
    assert [point.label for point in points_of(spot)] == ["Payment: Payment"]


# --- receipts -----------------------------------------------------------------------------------


def test_receipt_is_confirmed_once(case, officer, letter):
    for _ in range(2):
        answering.acknowledge(officer, letter, at=timezone.now())
    assert LetterReceipt.objects.get().officer == officer
    assert (kinds(case), news(case)) == (["authority_received"], {"receipt"})


# --- answers ------------------------------------------------------------------------------------


def say(officer, number, text, seen=0):
    return answering.answer(officer, number, text, seen=seen, at=timezone.now())


def test_each_change_is_another_version_and_the_same_again_is_none(case, officer):
    for text, seen in (("First", 0), ("First", 0), ("Second", 1), ("Second", 1)):
        say(officer, 1, text, seen)
    assert [(row.version, row.text) for row in case.ground_answers.all()] == [(1, "First"), (2, "Second")]
    notes = [event.note for event in case.events.filter(kind="authority_answered")]
    assert notes == ["1. Procurement process: Feedback", "1. Procurement process: Feedback (changed)"]


def test_what_was_answered_is_never_edited(case, officer, letter):
    say(officer, 1, "First")
    answering.acknowledge(officer, letter, at=timezone.now())
    answering.ask_for_time(officer, timezone.localdate() + timedelta(40), "Ill", at=timezone.now())
    for model, change in (
        (GroundAnswer, {"text": "Other"}), (LetterReceipt, {"at": timezone.now()}), (MoreTime, {"reason": "Other"})
    ):  # fmt: skip
        with pytest.raises(Error), transaction.atomic():
            model.objects.update(**change)


def test_a_colleague_who_answered_meanwhile_is_not_overwritten(case, officer):
    colleague = admit(case, "Other Officer")
    say(colleague, 1, "Theirs")
    with pytest.raises(answering.AnsweredMeanwhile) as meanwhile:
        say(officer, 1, "Mine")
    assert meanwhile.value.theirs.text == "Theirs"
    assert case.ground_answers.get().text == "Theirs"


def test_the_clock_ends_with_the_last_answer_and_the_owner_moves_the_case_on(case, officer):
    say(officer, 1, "First")
    case.refresh_from_db()
    assert (case.answered_on, case.clocks.get(kind=ClockKind.ANSWER).met_on) == (None, None)
    say(officer, 2, "Second")
    case.refresh_from_db()
    today = timezone.localdate()
    assert (case.answered_on, case.clocks.get(kind=ClockKind.ANSWER).met_on) == (today, today)
    assert case.status == Status.ASKED


def test_moving_on_later_keeps_the_day_of_the_answer(case, officer, time_machine):
    say(officer, 1, "First")
    say(officer, 2, "Second")
    answered = timezone.localdate()
    time_machine.move_to(timezone.now() + timedelta(days=3))
    case = casework.move(case, Status.ASSESSMENT, by=case.owner, note="")
    assert case.answered_on == answered


def test_asked_again_the_old_answers_do_not_end_the_new_clock(case, officer):
    say(officer, 1, "First")
    say(officer, 2, "Second")
    casework.move(case, Status.ASSESSMENT, by=case.owner, note="")
    case = casework.move(case, Status.ASKED, by=case.owner, note="")
    send_letter(case)
    say(officer, 1, "First, again", seen=1)
    case.refresh_from_db()
    assert case.answered_on is None
    say(officer, 2, "Second, again", seen=1)
    case.refresh_from_db()
    assert case.answered_on == timezone.localdate()


def test_once_we_assess_nothing_is_changed(case, officer):
    say(officer, 1, "First")
    casework.move(case, Status.ASSESSMENT, by=case.owner, note="")
    with pytest.raises(Conflict, match="begun to assess"):
        say(officer, 1, "Second", seen=1)
    assert case.ground_answers.get().text == "First"


def test_a_point_that_is_not_there(officer):
    with pytest.raises(answering.NoSuchPoint):
        say(officer, 3, "First")


@pytest.mark.parametrize("verb", ["acknowledge", "answer", "ask_for_time"])
def test_a_code_that_was_shut_meanwhile_does_nothing(case, officer, letter, verb):
    type(officer).objects.update(shut_at=timezone.now())
    now = timezone.now()
    with pytest.raises(entering.Ended):
        {
            "acknowledge": lambda: answering.acknowledge(officer, letter, at=now),
            "answer": lambda: say(officer, 1, "First"),
            "ask_for_time": lambda: answering.ask_for_time(officer, date(2030, 1, 1), "Ill", at=now),
        }[verb]()
    assert kinds(case) == []


# --- more time ----------------------------------------------------------------------------------


@pytest.fixture
def until():
    return timezone.localdate() + timedelta(days=40)


@pytest.fixture
def asked(officer, until):
    answering.ask_for_time(officer, until, "We are two.", at=timezone.now())
    return MoreTime.objects.get()


def test_asking_twice_is_asking_once(case, officer, asked, until):
    answering.ask_for_time(officer, until, "We are two.", at=timezone.now())
    assert (kinds(case), news(case), MoreTime.objects.count()) == (["time_asked"], {"more_time"}, 1)
    with pytest.raises(Conflict, match="not decided yet"):
        answering.ask_for_time(officer, until, "We are three.", at=timezone.now())


def decide(asked, until, words="", by=None):
    return deciding.decide(asked.case, asked.pk, until, words, by=by or asked.case.owner, at=timezone.now())


def test_giving_time_moves_the_clock(case, asked, until):
    decide(asked, until)
    case.refresh_from_db()
    assert (case.answer_by, case.clocks.get(kind=ClockKind.ANSWER).due_on) == (until, until)
    assert case.events.get(kind="time_given").by == case.owner


def test_refusing_leaves_the_clock_and_says_why(case, asked):
    due_on = case.clocks.get(kind=ClockKind.ANSWER).due_on
    decide(asked, None, "The law sets the day.")
    asked.refresh_from_db()
    assert (asked.granted_until, asked.words) == (None, "The law sets the day.")
    assert case.clocks.get(kind=ClockKind.ANSWER).due_on == due_on


def test_it_is_decided_once(asked, until):
    decide(asked, until)
    with pytest.raises(Conflict, match="decided already"):
        decide(asked, None)


def test_words_that_name_the_provider_do_not_leave(case, asked, until):
    with pytest.raises(door.Held):
        decide(asked, until, "Provider Works need an answer.")
    asked.refresh_from_db()
    case.refresh_from_db()
    assert (asked.decided_at, asked.words, case.answer_by) == (None, "", None)


def test_a_decision_of_another_case_is_none(asked, until, asked_case):
    other = asked_case()
    with pytest.raises(Conflict):
        deciding.decide(other, asked.pk, until, "", by=other.owner, at=timezone.now())


def test_time_ends_with_the_next_question(case, asked, until):
    decide(asked, until)
    casework.move(case, Status.ASSESSMENT, by=case.owner, note="")
    case = casework.move(case, Status.ASKED, by=case.owner, note="")
    assert (case.answer_by, case.clocks.get(kind=ClockKind.ANSWER).due_on < until) == (None, True)


def test_who_has_answered_needs_no_more_time(case, officer, until):
    say(officer, 1, "First")
    say(officer, 2, "Second")
    with pytest.raises(Conflict, match="no more time"):
        answering.ask_for_time(officer, until, "Ill", at=timezone.now())


# --- reply --------------------------------------------------------------------------------------


@pytest.fixture
def summary(case, make_user):
    now = timezone.now()
    return case.summaries.create(
        version=1, issue="No reasons", outcome="Reasons now", written_by=case.owner, written_at=now,
        approved_by=make_user(Role.LEAD), approved_at=now, shown_at=now, reply_until=timezone.localdate(),
    )  # fmt: skip


def test_a_reply_is_kept_once(case, officer, summary):
    for _ in range(2):
        answering.reply(summary, officer, "We see it otherwise.", at=timezone.now())
    assert (RightOfReply.objects.get().text, news(case)) == ("We see it otherwise.", {"reply"})
    told = case.events.exclude(kind="moved").values_list("kind", "officer", "note")
    assert [event for event in told if "repl" in f"{event[0]}{event[2]}"] == [
        ("authority_replied", officer.pk, "To version 1")
    ]
    with pytest.raises(Conflict):
        answering.reply(summary, officer, "And another thing.", at=timezone.now())


def test_after_the_last_day_it_is_too_late(officer, summary, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=1))
    with pytest.raises(Conflict, match="over"):
        answering.reply(summary, officer, "Late", at=timezone.now())


# --- at once ------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_button_pressed_in_two_places_at_once_is_pressed_once(case, officer, letter, until, at_once):
    now = timezone.now()
    at_once(*[lambda: answering.acknowledge(officer, letter, at=now)] * 4)
    at_once(*[lambda: say(officer, 1, "First")] * 4)
    at_once(*[lambda: answering.ask_for_time(officer, until, "Ill", at=now)] * 4)
    assert (LetterReceipt.objects.count(), GroundAnswer.objects.count(), MoreTime.objects.count()) == (1, 1, 1)
    assert sorted(kinds(case)) == ["authority_answered", "authority_received", "time_asked"]
    assert AuthorityNews.objects.count() == 3
    assert CaseEvent.objects.filter(officer=officer).count() == 3
