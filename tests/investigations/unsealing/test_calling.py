"""What waits for a second person: counted in the menu, listed on its page, and mailed to leads."""

import pytest
from django.urls import reverse
from django.utils import timezone

from investigations import seconding
from investigations.casework import casework
from investigations.leaving import door
from investigations.models import Audience, Edition, Outcome, Report, SecondCall
from investigations.summaries import writing
from investigations.unsealing import calling
from mysteryshopper.staff.models import Role
from tests.closing import close

MENU = reverse("unsealing:waiting")


@pytest.fixture
def owner(make_user):
    return make_user(name="Owen Owner")


@pytest.fixture
def lead(make_user):
    return make_user(Role.LEAD, "Lea Lead")


@pytest.fixture
def waiting(make_case, owner):
    """A summary that waits for a second person."""
    case = close(casework.claim(make_case(organisation="Provider Works"), by=owner), Outcome.CHANGED_FUTURE)
    return writing.write(case, issue="Nobody was told.", outcome="They are.", seen=0, by=owner)[0]


def draft_of(user, **changes):
    """Of a report, and of an edition that is made."""
    report = Report.objects.create(title="Half a year", contents={}, drafted_by=user, drafted_at=timezone.now())
    made = {"made_at": timezone.now(), "document": {"x": 1}, "digest": "x" * 64, "done_at": timezone.now()}
    edition = Edition.objects.create(ends_on="2026-03-31", made_by=user, **(made | changes))
    return report, edition


def test_the_menu_counts_what_waits_for_this_lead(waiting, lead, owner, signed_in):
    assert "Second person (1)" in signed_in(lead).get(MENU).content.decode()
    held = door.examine(waiting.case, "Is it Provider Works?", Audience.AUTHORITY, by=owner)
    door.ask_override(held, by=owner, reason="No")
    assert "Second person (2)" in signed_in(lead).get(MENU).content.decode()
    writing.approve(waiting, by=lead)
    assert "Second person (1)" in signed_in(lead).get(MENU).content.decode()
    assert "Second person" not in signed_in(owner).get("/staff/queue/").content.decode()


def test_drafts_of_editions_and_reports_wait_for_another_lead(lead, make_user, signed_in):
    report, edition = draft_of(lead)
    links = [reverse("reporting:report", args=[report.pk]), reverse("editions:draft", args=[edition.pk])]
    other, mine = signed_in(make_user(Role.LEAD)).get(MENU), signed_in(lead).get(MENU)
    assert [link in other.content.decode() for link in links] == [True, True]
    assert "Second person (2)" in other.content.decode()
    assert "Nothing waits for you." in mine.content.decode()
    investigator = signed_in(Role.INVESTIGATOR).get(MENU).content.decode()
    assert [link in investigator for link in links] == [False, False]


def test_a_draft_that_is_not_made_yet_waits_for_nobody(lead, make_user):
    draft_of(lead, digest="", document={}, done_at=None)
    assert len(seconding.asked_at(make_user(Role.LEAD))) == 1  # the report


def test_counting_is_one_query(waiting, lead, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(seconding.asked_at(lead)) == 1


def test_a_lead_is_told_once_of_what_is_new(waiting, lead, mailoutbox):
    for _ in range(2):
        calling.owe()
    call = SecondCall.objects.get(to=lead)
    calling.send(call)
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == ([lead.email], "1 thing waits for a second person")
    assert MENU in mail.body and waiting.case.reference not in mail.body
    draft_of(waiting.written_by)
    calling.owe()
    assert SecondCall.objects.filter(to=lead).count() == 2


def test_nobody_is_told_of_what_somebody_has_decided_meanwhile(waiting, lead, mailoutbox):
    calling.owe()
    writing.approve(waiting, by=lead)
    calling.send(SecondCall.objects.get(to=lead))
    assert mailoutbox == []
    calling.owe()
    assert SecondCall.objects.count() == 1
