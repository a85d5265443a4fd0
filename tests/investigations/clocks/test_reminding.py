"""Reminders: to whom, when, once each, and in which words."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from investigations.casework import casework, interests
from investigations.clocks import changing, keeping, reminding, stopping, tasks
from investigations.deadlines import ClockKind
from investigations.lifecycle import Status
from investigations.models import Case, ClockChange, Outcome, Reminder, WhyStopped
from mysteryshopper import owed
from mysteryshopper.staff.models import Role, User
from tests.conftest import NOON

WORDS = ("canary1", "Camden", "Ada", "Grounds maintenance", "eedback", "Being assessed")


@pytest.fixture
def case(make_case, owner, lead):
    """Acknowledged at once; triage is due on Monday 8 June."""
    case = casework.claim(make_case(own_words="canary1"), by=owner)
    case.complaint.notifications.update(done_at=NOON)
    reminding.note_acknowledged()
    return case


@pytest.fixture
def on(clock):
    """What a tick at noon of a day owes: to whom, of which clocks."""

    def tick(day):
        clock.move_to(NOON.replace(day=day.day, month=day.month, year=day.year))
        before = set(Reminder.objects.values_list("pk", flat=True))
        tasks.tick()
        new = Reminder.objects.exclude(pk__in=before).select_related("to").order_by("pk")
        return sorted((str(mail.to), sorted(mail.clocks)) for mail in new)

    return tick


def work_off():
    for reminder in Reminder.objects.filter(done_at=None):
        owed.work_off(Reminder, reminder.pk, reminding.send)


def days(first, last):
    return [first + timedelta(days=distance) for distance in range((last - first).days + 1)]


def test_the_owner_is_reminded_2_working_days_before_and_owner_and_leads_told_on_the_day_after(case, on):
    said = {day: on(day) for day in days(date(2026, 6, 2), date(2026, 6, 30))}
    assert {day: mails for day, mails in said.items() if mails} == {
        date(2026, 6, 4): [("Owen Owner", ["triage"])],
        date(2026, 6, 9): [("Lea Lead", ["triage"]), ("Owen Owner", ["triage"])],
    }


def test_what_is_over_on_a_friday_is_told_on_monday(case, on):
    Case.objects.filter(pk=case.pk).update(received_on=date(2026, 5, 29))
    keeping.refresh(Case.objects.get(pk=case.pk))  # triage is due on Friday 5 June
    assert [bool(on(date(2026, 6, day))) for day in (5, 6, 7, 8)] == [True, False, False, True]


def test_of_a_case_that_nobody_owns_leads_are_reminded(case, owner, on):
    Case.objects.update(owner=None)
    assert on(date(2026, 6, 4)) == [("Lea Lead", ["triage"])]


def test_after_a_week_in_which_nothing_ran_one_mail_says_what_still_matters(case, owner, on):
    for status in (Status.DISCLOSURE, Status.ASKED):
        casework.move(case, status, by=owner, note="")  # the answer is due on 15 June
    Case.objects.filter(pk=case.pk).update(received_on=date(2026, 3, 20))
    keeping.refresh(Case.objects.get(pk=case.pk))  # to be resolved by 20 June
    assert on(date(2026, 6, 29)) == [("Lea Lead", ["answer", "resolve"]), ("Owen Owner", ["answer", "resolve"])]
    assert on(date(2026, 7, 6)) == []


def test_what_was_done_or_stopped_is_reminded_of_no_more(case, owner, on, mailoutbox):
    assert on(date(2026, 6, 4))
    casework.move(case, Status.DISCLOSURE, by=owner, note="")
    work_off()
    assert (mailoutbox, on(date(2026, 6, 9))) == ([], [])


def test_a_stopped_clock_is_silent_and_reminds_again_when_it_is_due_anew(case, owner, on):
    assert on(date(2026, 6, 4))
    stopping.stop(case, ClockKind.TRIAGE, by=owner, reason=WhyStopped.PROVIDER, note="")
    assert on(date(2026, 6, 18)) == []
    stopping.restart(case, ClockKind.TRIAGE, by=owner)  # two working days were left, counted from today on
    assert on(date(2026, 6, 18)) == [("Owen Owner", ["triage"])]


def test_the_procurement_s_own_clocks_are_reminded_of_and_never_over(case, owner, on):
    stopping.set_standstill(case, date(2026, 6, 4), by=owner)
    assert on(date(2026, 6, 2)) == [("Owen Owner", ["standstill"])]
    assert "standstill" not in str(on(date(2026, 6, 10)))


def test_of_a_complaint_that_came_in_today_nobody_is_reminded(make_case, lead, on):
    """Its acknowledgement is due in 2 working days, and on its way."""
    make_case(live_until=None)
    assert on(NOON.date()) == []
    assert on(NOON.date() + timedelta(days=1)) == [("Lea Lead", ["acknowledge"])]


def test_of_bids_that_close_tomorrow_leads_are_reminded_at_once(make_case, lead, on):
    make_case(live_until=NOON + timedelta(days=1))
    assert on(NOON.date()) == [("Lea Lead", ["bids"])]


def test_an_acknowledgement_that_has_not_gone_is_told_to_leads(make_case, lead, on):
    make_case()
    assert on(date(2026, 6, 4)) == [("Lea Lead", ["acknowledge", "triage"])]


@pytest.mark.parametrize("change", [{"is_active": False}, {"role": Role.OFFICIAL}])
def test_who_has_a_conflict_of_interest_or_has_left_is_not_told(case, lead, make_user, on, change):
    other = make_user(Role.LEAD, "Lou Lead")
    interests.declare(case, by=lead, reason="x")
    User.objects.filter(pk=case.owner.pk).update(**change)
    assert on(date(2026, 6, 9)) == [(str(other), ["triage"])]


def test_what_nobody_could_be_told_is_said_when_there_is_somebody(case, owner, lead, on):
    interests.declare(case, by=owner, reason="x")
    interests.declare(case, by=lead, reason="x")
    assert [on(date(2026, 6, day)) for day in (4, 9)] == [[], []]
    other = User.objects.create_user("lou@staff.example", None, name="Lou Lead", role=Role.LEAD)
    assert on(date(2026, 6, 11)) == [(str(other), ["triage"])]
    assert on(date(2026, 6, 12)) == []


def test_of_a_follow_up_whose_owner_is_shut_out_since_a_lead_is_reminded(case, owner, lead, on, close):
    close(case, Outcome.CHANGED_FUTURE)
    interests.declare(case, by=owner, reason="x")
    due_on = case.clocks.get(kind=ClockKind.FOLLOW_UP).due_on
    assert on(due_on) == [(str(lead), ["follow_up"])]


@pytest.mark.parametrize(("day", "words"), [(4, "Triage: due on Monday 8 June 2026"), (9, "Triage: was due on")])
def test_the_mail_says_reference_and_clock_and_no_word_of_the_complaint(case, on, mailoutbox, settings, day, words):
    on(date(2026, 6, day))
    work_off()
    assert mailoutbox
    for mail in mailoutbox:
        text = mail.subject + mail.body
        assert (case.reference in text, words in text) == (True, True)
        assert [word for word in WORDS if word in text] == []
        assert f"{settings.BASE_URL}/staff/cases/{case.reference}/" in mail.body
    assert {len(mail.to) for mail in mailoutbox} == {1}


def test_a_mail_is_sent_once(case, on, mailoutbox):
    on(date(2026, 6, 4))
    work_off()
    work_off()
    assert len(mailoutbox) == 1


def test_how_long_before_is_a_number_of_the_table(case, lead, on):
    changing.set_number("remind", 1, by=lead, reason="")
    assert (on(date(2026, 6, 4)), len(on(date(2026, 6, 5)))) == ([], 1)
    assert ClockChange.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_that_tick_at_once_owe_one_mail_to_each(make_case, owner, lead, at_once, clock):
    for _ in range(5):
        casework.claim(make_case(), by=owner)
    clock.shift(timedelta(days=8))
    at_once(*[lambda: reminding.owe(timezone.localdate())] * 4)
    tasks.tick()
    told = list(Reminder.objects.values_list("case", "to"))
    assert (len(told), len(set(told))) == (10, 10)


@pytest.mark.parametrize("number", [1, 4])
def test_a_tick_asks_the_same_whatever_the_number_of_cases(
    make_case, owner, lead, clock, number, django_assert_num_queries
):
    for _ in range(number):
        casework.claim(make_case(), by=owner)
    clock.shift(timedelta(days=8))
    # Savepoints apart: settings, holidays, clocks, leads, conflicts, mails, what was said twice.
    with django_assert_num_queries(10):
        reminding.owe(timezone.localdate())
