"""Released letters and codes, sent to a real mail server."""

from email import message_from_bytes
from email.policy import default

import pytest
from django.utils import timezone

from complaints.tokens import hashed, read_code
from investigations.access import NotAllowed
from investigations.casework import casework
from investigations.casework.closing import NotReady
from investigations.contacts import keeping
from investigations.leaving.timing import TooSoon
from investigations.letters import admitting, releasing
from investigations.models import Letter, LetterMail, Officer, Outcome, Verdict
from tests.closing import find_all


def test_what_arrives_is_what_was_previewed_byte_for_byte(begin, release, mailbox, work_off):
    letter = release(begin())
    work_off()
    arrived = mailbox.mails[0]
    assert arrived.original_content.replace(b"\r\n", b"\n") == letter.mail.encode().replace(b"\r\n", b"\n")
    assert arrived.rcpt_tos == ["buying@camden.gov.uk"]
    assert Letter.objects.get().sent_at is not None


def test_without_a_mail_server_it_is_written_to_the_folder_of_mails(begin, release, work_off, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    letter = release(begin())
    work_off()
    written = b"".join(file.read_bytes() for file in sorted(tmp_path.iterdir()))
    assert letter.mail.encode() in written
    assert b"/authority/" in written
    assert Letter.objects.get().sent_at is not None


def test_the_code_comes_in_a_mail_of_its_own_and_is_forgotten(begin, release, mailbox, work_off, case):
    letter = release(begin())
    work_off(LetterMail)
    officer = Officer.objects.get()
    code = officer.secret
    assert hashed(read_code(code)) == officer.secret_hash
    work_off()
    letters, codes = mailbox.mails
    assert code not in letter.mail and code.encode() not in letters.content
    text = message_from_bytes(codes.content, policy=default).get_content()
    assert code in text and case.reference in text and "/authority/" in text
    assert case.authority_name not in text
    assert Officer.objects.get().secret == ""


@pytest.mark.parametrize(
    ("trouble", "fate"),
    [
        ({"rcpt": "451 later"}, "again"),
        ({"rcpt": "550 no such user"}, "parked"),
        ({"data": "452 full"}, "again"),
        ({"data": "554 refused"}, "again"),
        ({"wait": 1}, "again"),
        ({"is_cut": True}, "again"),
    ],
)
def test_trouble_with_the_mail_server_loses_nothing(begin, release, mailbox, work_off, trouble, fate):
    release(begin())
    vars(mailbox).update(trouble)
    work_off()
    owed_mail = LetterMail.objects.get()
    assert owed_mail.done_at is None and Letter.objects.get().sent_at is None
    assert (owed_mail.parked_at is not None) == (fate == "parked")
    if fate == "again":
        mailbox.rcpt, mailbox.data, mailbox.wait, mailbox.is_cut = "250 OK", "250 OK", 0, False
        before = len(mailbox.mails)
        work_off()
        assert LetterMail.objects.get().done_at
        assert {message_from_bytes(mail.content)["Message-ID"] for mail in mailbox.mails[:before]} <= {
            message_from_bytes(mailbox.mails[before].content)["Message-ID"],
            *(message_from_bytes(mail.content)["Message-ID"] for mail in mailbox.mails if b"code" in mail.content),
        }


def test_sent_and_killed_it_is_not_sent_again(begin, release, mailbox, work_off):
    release(begin())
    work_off()
    LetterMail.objects.update(done_at=None)
    work_off()
    assert len(mailbox.mails) == 2


def test_a_new_code_shuts_the_old_one(begin, release, owner, mailbox, work_off):
    release(begin())
    work_off(LetterMail)
    old = Officer.objects.get()
    new = admitting.issue_anew(old, by=owner)
    old.refresh_from_db()
    assert old.shut_at and old.secret == "" and new.secret_hash != old.secret_hash
    work_off()
    assert [mail.rcpt_tos for mail in mailbox.mails] == [["buying@camden.gov.uk"]] * 2
    admitting.shut_out(new, by=owner)
    assert not Officer.objects.filter(shut_at=None).exists()


def test_somebody_to_whom_no_letter_goes_is_let_in(case, contact, owner, mailbox, work_off, make_user):
    officer = admitting.let_in(case, contact, by=owner)
    assert admitting.let_in(case, contact, by=owner) == officer
    work_off()
    assert [mail.rcpt_tos for mail in mailbox.mails] == [["buying@camden.gov.uk"]]
    with pytest.raises(NotAllowed):
        admitting.let_in(case, contact, by=make_user(name="Ida"))


def test_nobody_is_let_in_within_a_day_of_the_complaint(case, contact, owner):
    case.complaint.filed_at = timezone.now()
    case.complaint.save(update_fields=["filed_at"])
    with pytest.raises(TooSoon):
        admitting.let_in(case, contact, by=owner)
    assert not Officer.objects.exists()


def test_to_somebody_who_has_left_a_released_letter_does_not_go(
    begin, release, mailbox, work_off, contact, owner, case, signed_in
):
    letter = release(begin())
    keeping.end(contact, note="Has left", by=owner)
    event = case.events.filter(kind="letter").last()
    assert (event.by, "does not go" in event.note) == (owner, True)
    work_off()
    assert (mailbox.mails, Letter.objects.get().sent_at) == ([], None)
    page = signed_in(owner).get(f"/staff/cases/{case.reference}/letters/{letter.pk}/preview/").content.decode()
    assert "We don’t write to Carla Contact, Head of buying any more. Take this letter back" in page


@pytest.mark.parametrize("outcome", [Outcome.WITHDRAWN, Outcome.ADVICE_ONLY])
def test_a_case_does_not_close_while_a_letter_is_on_its_way(begin, release, case, owner, signed_in, outcome):
    letter = release(begin())
    find_all(case, Verdict.NOT_UPHELD)
    why = "Request for information is on its way to Carla Contact, Head of buying. Wait until it is sent"
    with pytest.raises(NotReady, match=why):
        casework.close(case, outcome, by=owner, note="")
    browser, address = signed_in(owner), f"/staff/cases/{case.reference}/close/"
    answer = browser.post(address, {"outcome": outcome, "note": "Done."})
    page = answer.content.decode()
    assert (answer.status_code, why in page, f"/letters/{letter.pk}/preview/" in page) == (422, True, True)
    releasing.take_back(letter, by=owner)
    assert casework.close(case, outcome, by=owner, note="").outcome == outcome


def test_each_case_says_that_somebody_has_left(case, contact, owner):
    admitting.admit(case, contact, by=owner)
    keeping.end(contact, note="Has left", by=owner)
    assert "Their code is shut" in case.events.filter(kind="officer").last().note
