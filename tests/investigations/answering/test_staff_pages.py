"""What the staff see of what the authority did, and what they decide."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from complaints.models import Complaint
from investigations.answering import answering, deciding, documents, telling
from investigations.lifecycle import Conflict
from investigations.models import Contact, MoreTime, MoreTimeMail, Verdict
from mysteryshopper import owed
from mysteryshopper.staff.models import Role
from tests.closing import find_all
from tests.officers import admit, send_letter
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


def test_the_form_of_a_finding_has_the_answer_to_that_point(owner, everything, officer):
    page = text(owner.get(f"/staff/cases/{everything.reference}/findings/1/"))
    assert ("Then that." in page, "At first this." in page, "has not answered" in page) == (True, False, False)
    page = text(owner.get(f"/staff/cases/{everything.reference}/findings/2/"))
    assert ("Then that." in page, "The authority has not answered this" in page) == (False, True)


def test_the_form_of_a_finding_has_the_answer_to_a_letter_that_names_no_ground(owner, case):
    send_letter(case, body="Tell us about it.")
    answering.answer(admit(case), 1, "It was so.", seen=0, at=timezone.now())
    for number in (1, 2):
        page = text(owner.get(f"/staff/cases/{case.reference}/findings/{number}/"))
        assert "It was so." in page and "to our letter as a whole" in page


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


def decide(owner, address, until=None, *, again="", **typed):
    """As whoever has seen the day in words."""
    asked = MoreTime.objects.get()
    if until:
        day = {"until-day": until.day, "until-month": until.month, "until-year": until.year}
        typed = day | {"sure": until.isoformat()} | typed
    return owner.post(f"{address}more-time/{asked.pk}/{again}", typed)


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


def test_a_day_is_shown_in_words_before_it_is_given(owner, everything, address, until):
    first = decide(owner, address, until, decision="give", words="As you ask.", sure="")
    page = text(first)
    assert (first.status_code, MoreTime.objects.get().decided_at) == (200, None)
    assert f"{until:%A} {until.day} {until:%B %Y}: 40 days from today" in page
    assert (f'name="sure" value="{until.isoformat()}"' in page, "As you ask.</textarea>" in page) == (True, True)
    # Another day than the one that was shown is shown first.
    other = until + timedelta(days=1)
    assert decide(owner, address, other, decision="give", sure=until.isoformat()).status_code == 200
    assert MoreTime.objects.get().decided_at is None
    assert decide(owner, address, until, decision="give").status_code == 302


def test_a_day_years_away_is_a_slip(owner, everything, address, until):
    for year in (until.year + 1, until.year + 9):
        refused = decide(owner, address, until.replace(year=year), decision="give")
        assert (refused.status_code, "must be the same as or before" in text(refused)) == (422, True)
    due_on = everything.clocks.get(kind="answer").due_on
    assert decide(owner, address, due_on, decision="give").status_code == 422


def test_a_day_that_was_given_can_be_put_right(owner, everything, address, browser, until):
    decide(owner, address, until + timedelta(days=30), decision="give", words="Until March.")
    assert "Put this day right" in text(owner.get(address))
    again = {"again": "again/", "words": "Until then."}
    assert decide(owner, address, until, **again, sure="").status_code == 200
    assert decide(owner, address, until, **again).status_code == 302
    everything.refresh_from_db()
    assert (everything.answer_by, everything.clocks.get(kind="answer").due_on) == (until, until)
    page = text(browser.get("/authority/case/"))
    assert (f"You have until {until.day}" in page, "Until then." in page, "Until March." in page) == (True, True, False)
    notes = [event.note for event in everything.events.filter(kind="time_given")]
    assert (len(notes), "in the place of" in notes[-1]) == (2, True)
    # Earlier than the authority has to answer anyway, it would be none.
    assert decide(owner, address, timezone.localdate() + timedelta(days=2), **again).status_code == 422


def test_what_is_answered_or_refused_is_not_put_right(owner, officer, everything, address, until):
    decide(owner, address, decision="refuse", words="The law sets the day.")
    assert decide(owner, address, until, again="again/").url.endswith(f"/more-time/{MoreTime.objects.get().pk}/")
    answering.ask_for_time(officer, until, "Please.", at=timezone.now())
    asked = MoreTime.objects.last()
    deciding.decide(everything, asked.pk, until, "", by=everything.owner, at=timezone.now())
    answering.answer(officer, 2, "That", seen=0, at=timezone.now())
    assert "Put this day right" not in text(owner.get(address))
    with pytest.raises(Conflict):
        deciding.put_right(everything, asked.pk, until, "x", by=everything.owner, at=timezone.now())


def test_who_asked_is_told_by_mail_that_it_is_decided_and_nothing_else(
    owner, everything, address, officer, until, mailbox
):
    decide(owner, address, until, decision="give", words="canary-words")
    decide(owner, address, until + timedelta(days=1), again="again/", words="canary-words")
    for mail in MoreTimeMail.objects.all():
        for _ in range(2):
            owed.work_off(MoreTimeMail, mail.pk, telling.send)
    assert [mail.rcpt_tos for mail in mailbox.mails] == [[officer.contact.email]] * 2
    said = mailbox.mails[0].content.decode()
    assert ("We have decided" in said, everything.reference in said, "/authority/" in said) == (True, True, True)
    assert [word for word in ("canary", "Provider", str(until.year), "Owen") if word in said.partition("\n\n")[2]] == []


def test_no_mail_to_who_has_left(owner, everything, address, officer, mailbox):
    decide(owner, address, decision="refuse", words="The law sets the day.")
    Contact.objects.filter(pk=officer.contact_id).update(ended_on=timezone.localdate())
    owed.work_off(MoreTimeMail, MoreTimeMail.objects.get().pk, telling.send)
    assert mailbox.mails == []
    assert MoreTimeMail.objects.get().done_at


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
