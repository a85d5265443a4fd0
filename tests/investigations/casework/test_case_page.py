"""The page of one case asks as much of the database whatever is on it, and never more than a page of staff may."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from complaints.models import Notice, Notification, ProviderNews, SubIssue, Subject
from complaints.tracking import asking, consenting, writing
from complaints.tracking import news as provider_news
from investigations.casework import casework, interests, noting, tagging
from investigations.checklists import checking
from investigations.clocks import stopping
from investigations.deadlines import ClockKind
from investigations.models import CaseLink, Outcome, WhyStopped
from investigations.unsealing import disclosing
from mysteryshopper.staff.models import Role

MOST = 20
# Marking as seen what is shown for the first time: a transaction, and one statement for each kind of news.
MOST_ONCE = 5
# For the next case of a list that was searched its words are read again: which authorities do they mean?
MOST_SEARCHED = 5
NOW = datetime.now(tz=UTC)


@pytest.fixture
def owner(make_user):
    return make_user(name="Owen Owner")


@pytest.fixture
def bare(make_case, owner):
    return casework.claim(make_case(now=NOW), by=owner)


@pytest.fixture
def rich(make_case, make_user, owner, close):
    """With everything a page of a case can show, of most of it several."""
    notice = Notice.objects.create(ocid="ocds-b5fd17-1", title="Grounds", buyer_name="Camden", released_at=NOW)
    lead = make_user(Role.LEAD)
    alike = {"now": NOW, "notice": notice, "subject": Subject.PAYMENT, "sub_issue": SubIssue.PAYMENT}
    case, *others = [make_case(**alike) for _ in range(4)]
    case = casework.claim(case, by=owner)
    close(case, Outcome.PAID)
    asking.answer(case.complaint, "satisfied", answer="yes", words="Thank you.", at=timezone.now())
    case = casework.reopen(case, by=owner, note="There is more.")
    for other in others:
        tagging.link(case, other, CaseLink.Kind.RELATED, by=owner)
        interests.declare(case, by=make_user(), reason="Mine.")
        tagging.tag(case, f"portal {other.pk}", by=owner)
        checking.add(case, "Ring them.", due_on=None, for_user=None, by=owner)
        noting.write(case, by=owner, text="When was it?")
    stopping.stop(case, ClockKind.RESOLVE, by=owner, reason=WhyStopped.PROVIDER, note="")
    consenting.give(case.complaint, "name", at=timezone.now())
    disclosing.ask(case, by=owner, reason="It asks.", until=timezone.localdate() + timedelta(days=5))
    noting.note(case, by=lead, text="Look.", mention=owner)
    writing.write_to_us(case.complaint, "In May.", at=timezone.now())
    provider_news.add(case.complaint, ProviderNews.Kind.CONSENT, at=timezone.now())
    Notification.objects.update(done_at=timezone.now())
    return case


def asked(browser, case, listed=""):
    with CaptureQueriesContext(connection) as queries:
        page = browser.get(f"/staff/cases/{case.reference}/?from={listed}")
    assert page.status_code == 200
    return len(queries), page.content.decode()


def test_it_asks_at_most_so_much_whatever_is_on_it(bare, rich, owner, make_user, signed_in):
    for who in (owner, make_user(Role.LEAD), make_user(Role.OFFICIAL)):
        browser = signed_in(who)
        first, page = asked(browser, rich)
        again, _ = asked(browser, rich)
        assert (first <= MOST + MOST_ONCE, again <= MOST) == (True, True), (who, first, again)
        assert asked(browser, bare, "status%3Dreceived%26owner%3Dme")[0] <= MOST
        assert asked(browser, rich, "q%3Dpaymnt")[0] <= MOST + MOST_SEARCHED
        if who == owner:
            for words in (
                "In May.",
                "Same notice",
                "Repeat authority",
                "portal",
                "Ring them.",
                "It asks.",
                "Thank you.",
            ):
                assert words in page, words
