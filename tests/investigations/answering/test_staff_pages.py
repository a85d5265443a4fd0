"""What the staff see of what the authority did, and what they decide."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from complaints.models import Complaint
from investigations.answering import answering, documents
from investigations.models import MoreTime, Verdict
from mysteryshopper.staff.models import Role
from tests.closing import find_all
from tests.officers import admit
from tests.uploads import upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(case):
    return f"/staff/cases/{case.reference}/authority/"


@pytest.fixture
def owner(case, signed_in):
    return signed_in(case.owner)


@pytest.fixture
def until():
    return timezone.localdate() + timedelta(days=40)


@pytest.fixture
def everything(case, officer, letter, until, make_user):
    """The authority did all that there is to do."""
    now = timezone.now()
    answering.acknowledge(officer, letter, at=now)
    answering.ask_for_time(officer, until, "We are two.", at=now)
    answering.answer(officer, 1, "At first this.", seen=0, at=now)
    answering.answer(officer, 1, "Then that.", seen=1, at=now)
    documents.keep(officer, upload(b"%PDF-1.4", "minutes.pdf"), at=now)
    summary = case.summaries.create(
        version=1, issue="x", outcome="x", written_by=case.owner, written_at=now,
        approved_by=make_user(Role.LEAD), approved_at=now, shown_at=now, reply_until=timezone.localdate(),
    )  # fmt: skip
    answering.reply(summary, officer, "We see it otherwise.", at=now)
    return case


def text(answer):
    return answer.content.decode()


def test_it_shows_all_that_the_authority_did(owner, everything, address):
    find_all(everything, Verdict.UPHELD)
    page = text(owner.get(address))
    for words in (
        "Receipt confirmed by Olive Officer", "We are two.", "Then that.", "At first this.", "Upheld", "minutes.pdf",
        "We see it otherwise.", "To decide", "Has not answered", "Olive Officer, Head of procurement",
    ):  # fmt: skip
        assert words in page, words


def test_it_says_so_when_nothing_has_happened(owner, make_case, case):
    page = text(owner.get(f"/staff/cases/{case.reference}/authority/"))
    for words in ("No letter has been sent", "has sent no documents", "Nobody of the authority has a code"):
        assert words in page


def test_news_is_on_the_case_until_the_owner_has_seen_what_it_is(owner, everything, address, signed_in):
    case_page = f"/staff/cases/{everything.reference}/"
    for page in (case_page, case_page, address):  # the case page alone shows that there is something, not what
        assert "Asks for more time" in text(owner.get(page)), page
    assert "News from the authority" not in text(owner.get(case_page))


def test_a_lead_who_looks_takes_no_news_from_the_owner(owner, everything, address, signed_in):
    signed_in(Role.LEAD).get(address)
    assert "News from the authority" in text(owner.get(f"/staff/cases/{everything.reference}/"))


def test_the_history_says_who_of_the_authority_did_it(owner, everything):
    page = text(owner.get(f"/staff/cases/{everything.reference}/"))
    assert "Authority asked for more time" in page
    assert "Olive Officer, Head of procurement, for the authority" in page


@pytest.mark.parametrize(("who", "status"), [(Role.INVESTIGATOR, 403), (Role.LEAD, 200), (Role.OFFICIAL, 403)])
def test_who_may_read_it(everything, address, signed_in, who, status):
    answer = signed_in(who).get(address)
    assert (answer.status_code, "We are two." in text(answer)) == (status, status == 200)


def test_all_answered_the_owner_is_offered_to_move_on(owner, officer, case, address):
    answering.answer(officer, 1, "This", seen=0, at=timezone.now())
    assert "Move the case on to be assessed" not in text(owner.get(address))
    answering.answer(officer, 2, "That", seen=0, at=timezone.now())
    assert "Move the case on to be assessed" in text(owner.get(address))


def decide(owner, address, until=None, **typed):
    asked = MoreTime.objects.get()
    if until:
        typed |= {"until-day": until.day, "until-month": until.month, "until-year": until.year}
    return owner.post(f"{address}more-time/{asked.pk}/", typed)


def test_giving_time_is_shown_to_the_authority(owner, everything, address, browser, until):
    assert decide(owner, address, until, decision="give").status_code == 302
    assert f"You have until {until.day}" in text(browser.get("/authority/case/"))


def test_refusing_needs_a_reason_and_the_authority_reads_it(owner, everything, address, browser):
    assert decide(owner, address, decision="refuse").status_code == 422
    assert decide(owner, address, decision="refuse", words="The law sets the day.").status_code == 302
    browser.enter(admit(everything, "Other Officer"))
    assert "The law sets the day." in text(browser.get("/authority/case/"))


def test_words_that_name_the_provider_are_held_and_kept_in_the_form(owner, everything, address):
    answer = decide(owner, address, decision="refuse", words="Provider Works can not wait.")
    page = text(answer)
    assert (answer.status_code, "Provider Works can not wait.</textarea>" in page) == (422, True)
    assert f"/staff/cases/{everything.reference}/leaving/" in page
    assert MoreTime.objects.get().decided_at is None


def test_on_the_day_of_the_complaint_no_words_reach_the_authority(owner, everything, address):
    Complaint.objects.update(filed_at=timezone.now())
    answer = decide(owner, address, decision="refuse", words="The law sets the day.")
    assert (answer.status_code, "The law sets the day.</textarea>" in text(answer)) == (422, True)
    assert MoreTime.objects.get().decided_at is None


@pytest.mark.parametrize("days", [0, -3])
def test_time_is_given_until_a_day_to_come(owner, everything, address, days):
    day = timezone.localdate() + timedelta(days=days)
    assert decide(owner, address, day, decision="give").status_code == 422


@pytest.mark.parametrize(
    "typed", [{}, {"decision": "give"}, {"decision": "x"}, {"decision": "give", "until-day": "\0"}]
)
def test_what_is_missing_is_said(owner, everything, address, typed):
    assert decide(owner, address, **typed).status_code == 422


def test_decided_twice_says_so(owner, everything, address, until):
    decide(owner, address, until, decision="give")
    assert decide(owner, address, until, decision="give").status_code == 409


def test_a_question_of_another_case_is_not_there(everything, address, asked_case, signed_in):
    other = asked_case()
    browser = signed_in(other.owner)
    asked = MoreTime.objects.get()
    assert browser.get(f"/staff/cases/{other.reference}/authority/more-time/{asked.pk}/").status_code == 404


def test_as_many_questions_however_much_there_is(owner, officer, everything, address):
    def queries():
        with CaptureQueriesContext(connection) as found:
            assert owner.get(address).status_code == 200
        return len(found)

    queries()
    before = queries()
    for number in range(2, 6):
        answering.answer(officer, 1, f"Version {number}", seen=number, at=timezone.now())
        documents.keep(officer, upload(b"%%PDF-1.4 %d" % number, "a.pdf"), at=timezone.now())
        admit(everything, f"Officer {number}")
    everything.authority_news.all().delete()
    assert queries() == before
