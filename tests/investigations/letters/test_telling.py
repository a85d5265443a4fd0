"""The letter that tells an authority of a summary shows it, and lets somebody reply to it."""

from datetime import timedelta

import pytest

from investigations.letters import admitting
from investigations.lifecycle import Conflict
from investigations.models import Case, Outcome, Publication, Summary
from investigations.summaries import writing as summaries
from tests.closing import close


@pytest.fixture
def closed(case):
    return close(case, Outcome.CHANGED_FUTURE)


@pytest.fixture
def approved(closed, owner, lead):
    summary, held = summaries.write(closed, issue="Nobody was told.", outcome="They are.", seen=0, by=owner)
    assert held is None
    summaries.approve(summary, by=lead)
    return summary


def test_it_does_not_leave_before_there_is_a_summary_that_somebody_has_approved(closed, begin, owner, release):
    letter = begin("summary")
    with pytest.raises(Conflict, match="Write one first"):
        release(letter)
    summaries.write(closed, issue="Nobody was told.", outcome="They are.", seen=0, by=owner)
    with pytest.raises(Conflict, match="has to approve"):
        release(letter)


def test_sent_it_shows_the_summary_and_its_time_to_reply_begins(approved, begin, release, work_off, mailbox, clock):
    release(begin("summary"))
    clock.shift(timedelta(days=1))
    approved.refresh_from_db()
    assert approved.shown_at is None
    work_off()
    approved.refresh_from_db()
    assert (approved.shown_at.isoformat()[:10], str(approved.reply_until)) == ("2026-06-04", "2026-06-18")
    assert Publication.objects.get().summary == approved
    assert approved.case.events.filter(kind="summary").last().note == "Version 1 shown to the authority. By letter."


def test_whoever_gets_it_is_let_in_for_as_long_as_they_may_reply(approved, contact, owner, send, begin, clock):
    early = admitting.let_in(Case.objects.get(pk=approved.case_id), contact, by=owner)
    clock.shift(timedelta(days=80))  # its code ends in ten
    send(begin("summary"))
    early.refresh_from_db()
    approved.refresh_from_db()
    now = approved.case.officers.get(shut_at=None)
    assert early.shut_at and now.expires_at.date() > approved.reply_until


def test_a_version_that_nobody_has_approved_stops_the_letter_of_the_one_before(
    approved, begin, release, owner, work_off
):
    letter = release(begin("summary"))
    case = Case.objects.get(pk=approved.case_id)
    summaries.write(case, issue="Other words.", outcome="They are.", seen=1, by=owner)
    work_off()
    letter.refresh_from_db()
    assert (letter.sent_at, Summary.objects.filter(shown_at__isnull=False).exists()) == (None, False)
