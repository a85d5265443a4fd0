"""Authorities that owe an answer: each step once, none after they answered, none that names the provider."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from investigations.casework import casework
from investigations.chasing import chasing
from investigations.clocks import stopping
from investigations.deadlines import Basis, ClockKind
from investigations.letters import starters
from investigations.lifecycle import Status
from investigations.mailbox import filing
from investigations.mailbox.tags import tagged_address
from investigations.models import (
    CaseEvent,
    Chase,
    ChasingTemplate,
    Contact,
    Letter,
    LetterKind,
    LetterMail,
    LetterTemplate,
    WhyStopped,
)
from mysteryshopper.mail import new_message_id
from tests.investigations.mailbox.conftest import put_in_place
from tests.investigations.mailbox.written import mail

pytestmark = pytest.mark.django_db
ASKED = datetime(2026, 6, 1, 10, tzinfo=UTC)  # a Monday; the answer is due on Monday 15 June


@pytest.fixture
def clock():
    with time_machine.travel(ASKED, tick=False) as traveller:
        yield traveller


@pytest.fixture
def case(clock, make_case, make_user, settings, tmp_path):
    settings.EVIDENCE_ROOT, settings.REPLIES_TO = tmp_path, "replies@mystery-shopper.example"
    starters.load()
    case = casework.claim(make_case(now=ASKED - timedelta(days=10)), by=make_user(name="Owen Owner"))
    case = casework.move(case, Status.DISCLOSURE, by=case.owner, note="")
    case = casework.move(case, Status.ASKED, by=case.owner, note="", basis=Basis.COOPERATION)
    contact = add_contact(case, "con@authority.example")
    letter = Letter.objects.create(
        case=case,
        template=LetterTemplate.objects.current().filter(kind=LetterKind.REQUEST).first(),
        kind=LetterKind.REQUEST,
        basis=Basis.COOPERATION,
        contact=contact,
        subject="s",
        body="b",
        written_at=ASKED,
        needs_release=False,
        mail="",
        released_at=ASKED,
        sent_at=ASKED,
    )
    LetterMail.objects.create(letter=letter, message_id=new_message_id(), done_at=ASKED)
    return case


def add_contact(case, email, **fields):
    return Contact.objects.create(
        authority=case.authority, name="Con Tact", email=email, started_on=ASKED, added_by=case.owner, **fields
    )


def days(clock, first, last):
    """The service runs on each of these days of June, several times."""
    for day in range(first, last + 1):
        clock.move_to(datetime(2026, 6, day, 12, tzinfo=UTC))
        for _ in range(2):
            chasing.chase(timezone.localdate())
        Letter.objects.filter(released_at__isnull=False, sent_at=None).update(sent_at=timezone.now())


def steps(case):
    return [(chase.step, chase.at.day) for chase in case.chases.all()]


def test_day_by_day(clock, case, make_user):
    add_contact(case, "head@authority.example", is_senior=True)
    days(clock, 2, 30)
    assert steps(case) == [("before", 11), ("on", 15), ("after", 18), ("senior", 22)]  # nobody released that letter
    sent = case.letters.filter(kind=LetterKind.CHASER)
    assert [(one.released_by, one.contact.email) for one in sent] == [(None, "con@authority.example")] * 3
    assert LetterMail.objects.filter(letter__in=sent, done_at=None).count() == 3
    draft = case.letters.get(kind=LetterKind.ESCALATION)
    assert (draft.released_at, draft.contact.email) == (None, "head@authority.example")
    assert "senior contact is written" in str(case.tasks.get())


def test_once_the_senior_contact_has_had_their_time_it_is_written_down(clock, case):
    add_contact(case, "head@authority.example", is_senior=True)
    days(clock, 2, 22)
    now = timezone.now()
    case.letters.filter(kind=LetterKind.ESCALATION).update(needs_release=False, released_at=now, mail="", sent_at=now)
    days(clock, 23, 30)
    assert steps(case)[-1] == ("no_answer", 29)
    assert CaseEvent.objects.filter(case=case, kind="chased").last().note.startswith("The authority did not answer.")


def test_a_month_in_which_nothing_ran_is_caught_up_with_by_one_step(clock, case):
    add_contact(case, "head@authority.example", is_senior=True)
    days(clock, 30, 30)
    assert (steps(case), case.letters.exclude(kind=LetterKind.REQUEST).count()) == ([("senior", 30)], 1)


def answered(case):
    casework.move(case, Status.ASSESSMENT, by=case.owner, note="")


def stopped(case):
    stopping.stop(case, ClockKind.ANSWER, by=case.owner, reason=WhyStopped.MORE_TIME, note="")


def by_mail(case):
    put_in_place(mail(to=tagged_address(case)).as_bytes())


@pytest.mark.parametrize("what", [answered, stopped, by_mail])
def test_it_stops_at_once(clock, case, what):
    days(clock, 2, 11)
    what(case)
    days(clock, 11, 30)
    assert steps(case) == [("before", 11)]


def test_a_machine_s_reply_and_what_is_said_to_be_no_answer_stop_nothing(clock, case):
    days(clock, 2, 11)
    put_in_place(mail(to=tagged_address(case), Auto_Submitted="auto-replied").as_bytes())
    found = put_in_place(mail(to=tagged_address(case), Message_ID="<2@x.example>").as_bytes())
    filing.say(found, by=case.owner, is_answer=False)
    days(clock, 12, 15)
    assert steps(case) == [("before", 11), ("on", 15)]


def test_a_request_that_came_back_is_for_the_owner(clock, case):
    LetterMail.objects.update(delivery=LetterMail.Delivery.BOUNCED)
    days(clock, 2, 12)
    assert (steps(case), "came back" in str(case.tasks.get())) == ([("before", 11)], True)
    assert not case.letters.exclude(kind=LetterKind.REQUEST).exists()


def test_without_a_senior_contact_the_owner_is_asked_to_find_one(clock, case):
    days(clock, 22, 22)
    assert "No senior contact" in str(case.tasks.get())


def test_a_reminder_that_may_name_the_provider_stays_here(clock, case):
    LetterTemplate.objects.create(
        key="reminder-x", version=1, name="A", kind=LetterKind.CHASER, needs_release=False, at=ASKED,
        subject="About Provider Works", body="Dear {contact}\n\nProvider Works waits.",
    )  # fmt: skip
    ChasingTemplate.objects.filter(kind=LetterKind.CHASER).update(key="reminder-x")
    days(clock, 2, 12)
    draft = case.letters.get(kind=LetterKind.CHASER)
    assert (draft.released_at, "leak check" in str(case.tasks.get())) == (None, True)
    assert LetterMail.objects.count() == 1


def test_without_a_marked_template_the_owner_is_told(clock, case):
    ChasingTemplate.objects.all().delete()
    days(clock, 11, 11)
    assert "No template is marked" in str(case.tasks.get())


def test_a_template_that_is_not_marked_is_not_sent_whatever_its_name(clock, case):
    LetterTemplate.objects.create(
        key="a", version=1, name="A", kind=LetterKind.CHASER, needs_release=False, at=ASKED, subject="s", body="b"
    )
    days(clock, 11, 11)
    assert case.letters.get(kind=LetterKind.CHASER).template.key == "chaser"


def test_a_case_that_was_not_asked_by_letter_is_left_to_those_who_asked(clock, case):
    Letter.objects.all().delete()
    days(clock, 2, 30)
    assert steps(case) == []


def test_another_day_on_which_it_is_due_begins_anew(clock, case):
    days(clock, 2, 11)
    stopped(case)
    clock.move_to(datetime(2026, 6, 18, 12, tzinfo=UTC))
    stopping.restart(case, ClockKind.ANSWER, by=case.owner)
    days(clock, 18, 19)
    assert [(chase.step, chase.due_on.day) for chase in Chase.objects.all()] == [("before", 15), ("before", 22)]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_each_step_once(clock, case, at_once):
    clock.move_to(datetime(2026, 6, 11, 12, tzinfo=UTC))
    day = timezone.localdate()
    assert sum(at_once(*[lambda: chasing.chase(day)] * 3)) == 1
    assert LetterMail.objects.count() == 2
