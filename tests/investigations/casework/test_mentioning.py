"""A colleague mentioned in a note has news, and a mail that says no more than the reference."""

import pytest

from complaints.models import Complaint
from investigations.access import NotAllowed
from investigations.casework import casework, interests, mentioning, noting, seeing
from investigations.leaving import door
from investigations.models import Audience, Case, Mention, Readers
from mysteryshopper.owed import work_off
from mysteryshopper.staff.models import Role
from tests.complaints.tracking.conftest import mailbox

__all__ = ["mailbox"]


@pytest.fixture
def owner(make_user):
    return make_user(name="Owen Owner")


@pytest.fixture
def colleague(make_user):
    return make_user(name="Cora Colleague")


@pytest.fixture
def case(make_case, owner):
    return casework.claim(make_case(), by=owner)


def note(case, colleague):
    noting.note(case, by=case.owner, text="What do you think of Provider Works?", mention=colleague)


def mentions(browser):
    return browser.get("/staff/queue/?view=mentions").content.decode()


def test_it_stands_in_their_queue_until_they_have_opened_the_case(case, owner, colleague, signed_in):
    note(case, colleague)
    theirs, mine = signed_in(colleague), signed_in(owner)
    mine.get(f"/staff/cases/{case.reference}/")
    assert (case.reference in mentions(theirs), "Mentions of you (1)" in mentions(theirs)) == (True, True)
    assert "Mentions of you (0)" in mentions(mine)
    theirs.get(f"/staff/cases/{case.reference}/")
    assert "Mentions of you (0)" in mentions(theirs)
    assert case.events.last().note == "@Cora Colleague: What do you think of Provider Works?"


def test_the_mail_has_the_reference_only(case, colleague, mailbox):
    note(case, colleague)
    work_off(Mention, Mention.objects.get().pk, mentioning.send)
    [envelope] = mailbox.mails
    mail = envelope.content.decode()
    assert (envelope.rcpt_tos, case.reference in mail) == ([colleague.email], True)
    assert not [word for word in ("Camden", "Grounds", "Owen", "think", "Feedback") if word in mail]
    assert door.find(case, mail, Audience.PUBLIC) == []


def test_whoever_has_seen_it_or_left_gets_no_mail(case, colleague, make_user, mailbox):
    left = make_user(name="Lee Left")
    note(case, colleague)
    note(case, left)
    seeing.see(case, [], [], by=colleague)
    type(left).objects.filter(pk=left.pk).update(is_active=False)
    for mention in Mention.objects.all():
        work_off(Mention, mention.pk, mentioning.send)
    assert (mailbox.mails, Mention.objects.filter(done_at=None).count()) == ([], 0)


def test_who_can_be_mentioned(case, owner, colleague, make_user):
    lead, apart = make_user(Role.LEAD, "Lea Lead"), make_user(name="Ada Apart")
    make_user(Role.OFFICIAL, "Otto Official")
    interests.declare(case, by=apart, reason="x")
    assert list(mentioning.mentionable(case, by=owner)) == [colleague, lead]
    with pytest.raises(NotAllowed):
        note(case, apart)
    second = make_user(Role.LEAD, "Lou Lead")
    interests.set_readers(case, Readers.RESTRICTED, named=[colleague, second], by=lead, reason="x")
    restricted = Case.objects.get(pk=case.pk)
    assert list(mentioning.mentionable(restricted, by=owner)) == [colleague, second]
    assert list(mentioning.mentionable(restricted, by=colleague)) == [second, owner]
    with pytest.raises(NotAllowed):
        note(restricted, lead)
    assert not Mention.objects.exists()


def test_on_the_page_it_is_a_select(case, owner, colleague, signed_in):
    browser, where = signed_in(owner), f"/staff/cases/{case.reference}/note/"
    assert f'<option value="{colleague.pk}"' in browser.get(where).content.decode()
    assert browser.post(where, {"text": "x", "mention": owner.pk}).status_code == 422
    assert browser.post(where, {"text": "x", "mention": colleague.pk}).status_code == 302
    assert browser.post(where, {"text": "without"}).status_code == 302
    assert list(Mention.objects.values_list("user", flat=True)) == [colleague.pk]
    assert Complaint.objects.get().news.count() == 0
