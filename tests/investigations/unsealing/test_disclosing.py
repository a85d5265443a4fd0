"""The authority learns who complained only with consent, a reason, a second person and a last day."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone

from complaints.models import Consent, Disclosure, Notification
from complaints.tracking import consenting, reading
from investigations import access
from investigations.casework import casework, interests
from investigations.leaving import door
from investigations.lifecycle import Conflict
from investigations.models import Audience, Outcome
from investigations.unsealing import disclosing
from mysteryshopper.staff.models import Role

TODAY = timezone.localdate()
NAME = Consent.Purpose.NAME


@pytest.fixture
def case(make_case, make_user):
    return casework.claim(make_case(consents=[NAME]), by=make_user(name="Owen Owner"))


@pytest.fixture
def lead(make_user):
    return make_user(Role.LEAD, "Lea Lead")


@pytest.fixture
def asked(case):
    return disclosing.ask(case, by=case.owner, reason="They cannot look otherwise", until=TODAY + timedelta(days=9))


def may_be_told(case, today=TODAY):
    return disclosing.may_be_told(case.complaint, today=today)


def told(case):
    page = reading.follow_page(case.complaint, now=timezone.now())
    return [asked.state for asked in page.disclosures]


def mails(case):
    return case.complaint.notifications.filter(kind=Notification.Kind.NEWS).count()


def test_with_consent_a_reason_and_a_second_person_until_the_last_day(case, asked, lead):
    before = mails(case)
    assert (may_be_told(case), told(case)) == (False, ["waiting"])
    disclosing.decide(asked, by=lead, is_agreed=True)
    assert (may_be_told(case), told(case), mails(case)) == (True, ["agreed"], before + 1)
    assert [may_be_told(case, asked.until + timedelta(days=days)) for days in (0, 1)] == [True, False]


def test_the_provider_is_told_when_it_is_asked(case):
    before = mails(case)
    disclosing.ask(case, by=case.owner, reason="Why", until=TODAY)
    assert mails(case) == before + 1


@pytest.mark.parametrize("is_agreed", [True, False])
def test_consent_taken_back_ends_it_at_once(case, asked, lead, is_agreed):
    if is_agreed:
        disclosing.decide(asked, by=lead, is_agreed=True)
    consenting.take_back(case.complaint, NAME, at=timezone.now())
    assert (may_be_told(case), told(case)) == (False, ["taken_back"])
    if not is_agreed:
        with pytest.raises(Conflict, match="taken their consent back"):
            disclosing.decide(asked, by=lead, is_agreed=True)
    consenting.give(case.complaint, NAME, at=timezone.now())
    assert not may_be_told(case)


def test_without_consent_nobody_asks(make_case, make_user):
    case = casework.claim(make_case(), by=make_user())
    with pytest.raises(Conflict, match="does not allow"):
        disclosing.ask(case, by=case.owner, reason="Why", until=TODAY)


def test_what_was_refused_is_not_told_and_can_be_asked_again(case, asked, lead):
    disclosing.decide(asked, by=lead, is_agreed=False)
    assert (may_be_told(case), told(case)) == (False, ["refused"])
    disclosing.ask(case, by=case.owner, reason="More", until=TODAY)
    assert told(case) == ["refused", "waiting"]


def test_nobody_agrees_to_what_they_asked_themselves(case, lead):
    asked = disclosing.ask(case, by=lead, reason="Why", until=TODAY)
    with pytest.raises(access.NotAllowed, match="second person"):
        disclosing.decide(asked, by=lead, is_agreed=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Disclosure.objects.filter(pk=asked.pk).update(decided_by=lead, decided_at=timezone.now(), is_agreed=True)


@pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.OFFICIAL, Role.ADMINISTRATOR])
def test_only_a_lead_agrees(asked, make_user, role):
    with pytest.raises(access.NotAllowed):
        disclosing.decide(asked, by=make_user(role), is_agreed=True)


def test_only_those_who_work_on_the_case_ask(case, make_user):
    with pytest.raises(access.NotAllowed):
        disclosing.ask(case, by=make_user(), reason="Why", until=TODAY)


@pytest.mark.parametrize("days", [-1, disclosing.LONGEST_DAYS + 1])
def test_the_last_day_is_within_bounds(case, days):
    with pytest.raises(ValueError, match="out of bounds"):
        disclosing.ask(case, by=case.owner, reason="Why", until=TODAY + timedelta(days=days))


def test_it_is_asked_once_at_a_time(case, asked):
    with pytest.raises(Conflict, match="asked already"):
        disclosing.ask(case, by=case.owner, reason="Again", until=TODAY)


def test_a_closed_case_tells_the_authority_nothing_more(case, asked, lead, close):
    casework.move(case, "disclosure", by=case.owner, note="")
    close(case, Outcome.ADVICE_ONLY)
    with pytest.raises(Conflict, match="closed"):
        disclosing.decide(asked, by=lead, is_agreed=True)


@pytest.mark.django_db(transaction=True)
def test_of_two_leads_at_once_one_decides(case, asked, make_user, at_once):
    def decide(by, is_agreed):
        try:
            disclosing.decide(asked, by=by, is_agreed=is_agreed)
        except Conflict:
            return "too late"
        return "decided"

    one, two = make_user(Role.LEAD), make_user(Role.LEAD)
    assert sorted(at_once(lambda: decide(one, True), lambda: decide(two, False))) == ["decided", "too late"]


@pytest.mark.parametrize("change", [{"until": date(2099, 1, 1)}, {"is_agreed": False}])
def test_what_was_decided_is_never_edited(asked, lead, change):
    disclosing.decide(asked, by=lead, is_agreed=True)
    with pytest.raises(InternalError), transaction.atomic():
        Disclosure.objects.filter(pk=asked.pk).update(**change)
    with pytest.raises(InternalError), transaction.atomic():
        Disclosure.objects.all().delete()


def test_what_was_asked_is_never_edited(asked):
    with pytest.raises(InternalError), transaction.atomic():
        Disclosure.objects.filter(pk=asked.pk).update(until=date(2099, 1, 1))


def test_asked_and_decided_on_their_pages(case, lead, signed_in):
    owner, second = signed_in(case.owner), signed_in(lead)
    where, last = f"/staff/cases/{case.reference}/who-complained/tell/", TODAY + timedelta(days=9)
    day = {"until-day": last.day, "until-month": last.month, "until-year": last.year}
    assert owner.post(where, {"reason": "", **day}).status_code == 422
    assert owner.post(where, {"reason": "They ask", **day}).status_code == 302
    assert owner.post(where, {"reason": "They ask", **day}).status_code == 409
    assert owner.post(f"{where}decide/", {"is_agreed": "yes"}).status_code == 403
    assert case.reference in second.get("/staff/second-person/").content.decode()
    assert "They ask" in second.get(f"{where}decide/").content.decode()
    seen = {"asked": Disclosure.objects.get().pk}
    assert second.post(f"{where}decide/", seen).status_code == 422
    assert second.post(f"{where}decide/", {"is_agreed": "yes"}).status_code == 422
    assert second.post(f"{where}decide/", {"is_agreed": "yes", **seen}).url == "/staff/second-person/"
    assert "Nothing waits for you." in second.get("/staff/second-person/").content.decode()
    assert second.post(f"{where}decide/", {"is_agreed": "no"}).status_code == 409
    shown = unescape(owner.get(f"/staff/cases/{case.reference}/").content.decode())
    assert ("Agreed. Last day:" in shown, "Decided by Lea Lead" in shown) == (True, True)


def test_an_old_page_agrees_to_nothing_that_was_asked_since(case, asked, lead, make_user, signed_in):
    second, where = signed_in(lead), f"/staff/cases/{case.reference}/who-complained/tell/decide/"
    assert f'value="{asked.pk}"' in second.get(where).content.decode()
    disclosing.decide(asked, by=make_user(Role.LEAD), is_agreed=False)
    disclosing.ask(case, by=case.owner, reason="Something else", until=TODAY)
    answer = second.post(where, {"asked": asked.pk, "is_agreed": "yes"})
    assert (answer.status_code, may_be_told(case)) == (409, False)


def test_what_was_asked_by_somebody_with_a_conflict_since_is_not_agreed_to(case, asked, lead):
    interests.declare(case, by=case.owner, reason="x")
    with pytest.raises(access.NotAllowed, match="conflict of interest"):
        disclosing.decide(asked, by=lead, is_agreed=True)
    disclosing.decide(asked, by=lead, is_agreed=False)


def test_the_list_of_what_waits_does_not_grow_in_queries(make_case, make_user, signed_in, django_assert_num_queries):
    browser = signed_in(Role.LEAD)

    def ask():
        case = casework.claim(make_case(consents=[NAME]), by=make_user())
        disclosing.ask(case, by=case.owner, reason="Why", until=TODAY)
        held = door.examine(case, "Provider Works", Audience.PUBLIC, by=case.owner)
        door.ask_override(held, by=case.owner, reason="Why")

    ask()
    browser.get("/staff/second-person/")
    for _ in range(3):
        ask()
    with django_assert_num_queries(10):
        assert browser.get("/staff/second-person/").content.decode().count("Owen") == 0
