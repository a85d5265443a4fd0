"""News from providers reaches the investigators, wherever the case is, until one who works on it has opened it."""

import re

import pytest
from django.utils import timezone

from complaints.models import Consent, ProviderNews
from complaints.tracking import asking, consenting, news, withdrawing, writing
from investigations.casework import casework
from investigations.models import AuthorityNews, Outcome
from mysteryshopper.staff.models import Role

KINDS = ProviderNews.Kind


@pytest.fixture
def owner(make_user):
    return make_user(name="Owen Owner")


@pytest.fixture
def case(make_case, owner):
    return casework.claim(make_case(), by=owner)


@pytest.fixture
def closed(case, owner, close):
    return close(case, Outcome.PAID)


def tags(browser, view):
    """By reference, the markers of its row."""
    page = browser.get(f"/staff/queue/?view={view}").content.decode()
    rows = re.findall(r'<th scope="row".*?</th>', page, re.DOTALL)
    return {re.search("MS-[^/]+", row)[0]: re.findall(r'<strong class="govuk-tag[^>]*>([^<]+)', row) for row in rows}


def open_page(browser, case):
    return browser.get(f"/staff/cases/{case.reference}/").content.decode()


def test_a_message_stands_on_the_queue_until_the_owner_opens_the_case(case, owner, signed_in):
    writing.write_to_us(case.complaint, "We found the letter.", at=timezone.now())
    browser = signed_in(owner)
    for view in ("mine", "all", "news"):
        assert tags(browser, view) == {case.reference: ["New message"]}
    assert "News from providers (1)" in browser.get("/staff/queue/").content.decode()
    assert "<strong>New message</strong>" in open_page(browser, case)
    assert "<strong>New message</strong>" not in open_page(browser, case)
    assert (tags(browser, "mine"), tags(browser, "news")) == ({case.reference: []}, {})


def test_what_the_authority_did_stands_on_the_queue_until_the_owner_has_seen_it(case, owner, signed_in):
    AuthorityNews.objects.add(case, AuthorityNews.Kind.ANSWER, at=timezone.now())
    AuthorityNews.objects.add(case, AuthorityNews.Kind.MORE_TIME, at=timezone.now())
    browser = signed_in(owner)
    for view in ("mine", "authority_news"):
        assert tags(browser, view) == {case.reference: ["Authority: asks for more time", "Authority: answered us"]}
    assert "News from authorities (1)" in browser.get("/staff/queue/").content.decode()
    browser.get(f"/staff/cases/{case.reference}/authority/")
    assert (tags(browser, "mine"), tags(browser, "authority_news")) == ({case.reference: []}, {})


def test_retaliation_after_the_end_is_seen_although_the_case_is_closed(closed, owner, signed_in):
    complaint = closed.complaint
    asking.plan(complaint, closed_at=timezone.now() - timezone.timedelta(days=400))
    complaint.askings.update(due_at=timezone.now())
    asking.answer(complaint, "retaliation_3", answer="yes", words="They cut our orders.", at=timezone.now())
    browser = signed_in(owner)
    assert tags(browser, "mine") == {}
    assert tags(browser, "news") == {closed.reference: ["Says there was retaliation"]}
    shown = open_page(browser, closed)
    assert "<strong>Says there was retaliation</strong>" in shown
    assert "They cut our orders." in shown


def test_a_withdrawal_of_a_case_without_owner_stays_until_somebody_has_claimed_and_opened_it(
    make_case, owner, signed_in
):
    case, browser = make_case(), signed_in(owner)
    withdrawing.ask(case.complaint, at=timezone.now())
    for _ in range(2):
        assert "<strong>Asks to withdraw</strong>" in open_page(browser, case)
    assert tags(browser, "unassigned") == tags(browser, "news") == {case.reference: ["Asks to withdraw"]}
    casework.claim(case, by=owner)
    open_page(browser, case)
    assert tags(browser, "news") == {}


def test_a_colleague_sees_that_there_is_news_and_takes_none_of_it_away(case, signed_in):
    writing.write_to_us(case.complaint, "x", at=timezone.now())
    colleague = signed_in()
    assert "<strong>New message</strong>" not in open_page(colleague, case)
    assert tags(colleague, "news") == {case.reference: ["New message"]}


def test_a_lead_who_looks_takes_no_news_from_the_owner(case, owner, signed_in):
    writing.write_to_us(case.complaint, "x", at=timezone.now())
    open_page(signed_in(Role.LEAD), case)
    assert (ProviderNews.objects.count(), case.complaint.messages.get().seen_at) == (1, None)
    open_page(signed_in(owner), case)
    assert not ProviderNews.objects.exists()


def test_a_consent_taken_back_is_on_the_page_of_the_case(case, owner, signed_in):
    consenting.give(case.complaint, Consent.Purpose.NAME, at=timezone.now())
    browser = signed_in(owner)
    assert "Yes, since" in open_page(browser, case)
    consenting.take_back(case.complaint, Consent.Purpose.NAME, at=timezone.now())
    assert tags(browser, "mine") == {case.reference: ["Took back consent"]}
    shown = open_page(browser, case)
    assert ("<strong>Took back consent</strong>" in shown, "No. Taken back on" in shown) == (True, True)


def test_the_gravest_comes_first_in_a_row_and_the_oldest_news_first_in_the_list(make_case, signed_in):
    first, second = make_case(), make_case()
    now = timezone.now()
    for number, kind in enumerate(reversed(KINDS)):
        news.add(second.complaint, kind, at=now + timezone.timedelta(minutes=number))
    news.add(first.complaint, KINDS.MESSAGE, at=now - timezone.timedelta(days=1))
    found = tags(signed_in(), "news")
    assert list(found) == [first.reference, second.reference]
    assert found[second.reference] == [kind.label for kind in KINDS]


def test_an_official_sees_none_of_it(case, signed_in):
    news.add(case.complaint, KINDS.RETALIATION, at=timezone.now())
    official = signed_in(Role.OFFICIAL)
    for page in (open_page(official, case), official.get("/staff/cases/").content.decode()):
        assert "retaliation" not in page


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("view", ["all", "news"])
def test_news_costs_the_same_with_1_and_3_rows(make_case, signed_in, number, view, django_assert_num_queries):
    for _ in range(number):
        case = make_case()
        for kind in KINDS:
            news.add(case.complaint, kind, at=timezone.now())
    browser = signed_in()
    # Session, user, count, rows, parked work, what each tab holds, news, mentions, tasks.
    with django_assert_num_queries(11):
        assert len(tags(browser, view)) == number
