"""A letter that was really written, released and sent, and a code that was really mailed."""

import pytest

from investigations.answering.points import points_of
from investigations.letters import admitting, sending
from investigations.models import Letter, Officer
from tests.investigations.letters.conftest import (
    begin,
    case,
    clock,
    contact,
    lead,
    mailbox,
    owner,
    release,
    shown,
    template,
)
from tests.officers import OfficerBrowser

pytestmark = pytest.mark.django_db
__all__ = ["begin", "case", "clock", "contact", "lead", "mailbox", "owner", "release", "shown", "template"]


@pytest.fixture
def officer(case, begin, release, mailbox):
    """Let in once the letter is sent; both mails are sent."""
    letter = release(begin())
    sending.send(letter.owed_mail)
    officer = Officer.objects.get()
    officer.code = officer.secret
    admitting.send(officer)
    return officer


def test_the_mailed_code_opens_the_letter_as_it_was_mailed(officer, case, mailbox):
    assert officer.code in mailbox.mails[-1].content.decode()
    browser = OfficerBrowser()
    browser.enter(officer)
    page = browser.get("/authority/letters/1/").content.decode()
    assert "A concern about one of your procurements</h1>" in page
    assert "{answer_by}" not in page
    assert "by 17 June 2026" in page  # 10 working days after it left
    assert "Dear Carla Contact" in page
    pdf = browser.get("/authority/letters/1/pdf/")
    assert (pdf.status_code, pdf.content[:5]) == (200, b"%PDF-")


def test_its_list_of_grounds_is_what_is_answered(officer, case):
    assert [(point.label, point.words) for point in points_of(case)] == [("Procurement process: Feedback", "")]
    browser = OfficerBrowser()
    browser.enter(officer)
    assert browser.post("/authority/points/1/", {"seen": "0", "text": "By letter."}).status_code == 302
    case.refresh_from_db()
    assert case.answered_on == Letter.objects.get().sent_at.date()


def test_a_new_code_shuts_the_old_one(officer, case):
    anew = admitting.issue_anew(officer, by=case.owner)
    anew.code = anew.secret
    assert [OfficerBrowser().enter(each).status_code for each in (officer, anew)] == [403, 302]
