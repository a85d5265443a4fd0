"""The tray, one mail, and what people do with it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from investigations.casework import interests
from investigations.mailbox import filing
from investigations.mailbox.tags import tagged_address
from investigations.models import CaseEvent, IncomingMail, Mailbox, Readers
from mysteryshopper.staff.models import Role

from .conftest import put_in_place
from .written import mail, with_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner_s(signed_in, case):
    return signed_in(case.owner)


@pytest.fixture
def guessed(folder, case):
    """In the tray, with the case as its guess."""
    return put_in_place(mail(Subject="About it", text=f"On {case.reference}: canary").as_bytes())


def text_of(answer):
    return answer.content.decode()


def test_the_tray_shows_the_guess_and_its_reason(owner_s, guessed, case):
    page = text_of(owner_s.get("/staff/mailbox/"))
    assert [
        word for word in ("About it", case.reference, "It names the reference", "Sender not proven") if word not in page
    ] == []


def test_what_may_be_about_a_case_is_shown_to_its_readers_alone(signed_in, guessed, make_user):
    other = signed_in(make_user())
    assert "About it" not in text_of(other.get("/staff/mailbox/"))
    assert other.get(f"/staff/mailbox/{guessed.pk}/").status_code == 404
    assert "About it" in text_of(signed_in(make_user(Role.LEAD)).get("/staff/mailbox/"))


def test_who_has_a_conflict_of_interest_reads_no_mail_of_the_case(signed_in, guessed, case, make_user):
    lead = make_user(Role.LEAD)
    interests.declare(case, by=lead, reason="Mine.")
    assert signed_in(lead).get(f"/staff/mailbox/{guessed.pk}/").status_code == 404


def test_a_restricted_case_s_mail_is_closed_to_leads(signed_in, guessed, case, make_user):
    type(case).objects.filter(pk=case.pk).update(readers=Readers.RESTRICTED)
    assert signed_in(make_user(Role.LEAD)).get(f"/staff/mailbox/{guessed.pk}/").status_code == 404


def test_it_is_put_on_a_case_by_hand(owner_s, guessed, case):
    page = text_of(owner_s.get(f"/staff/mailbox/{guessed.pk}/file/"))
    assert f'value="{case.reference}"' in page
    answer = owner_s.post(
        f"/staff/mailbox/{guessed.pk}/file/",
        {"reference": case.reference.lower(), "reason": "It says so."},
        follow=True,
    )
    guessed.refresh_from_db()
    assert (answer.status_code, guessed.case, guessed.how, guessed.sorted_by) == (200, case, "hand", case.owner)
    assert CaseEvent.objects.get(case=case, kind="mail").by == case.owner
    assert "canary" in text_of(owner_s.get(f"/staff/mailbox/{guessed.pk}/"))


@pytest.mark.parametrize(
    ("reference", "says"), [("", "Enter the reference"), ("MS-0000-0000-1", "There is no case"), ("\0", "")]
)
def test_a_reference_that_is_none_is_said(owner_s, guessed, reference, says):
    answer = owner_s.post(f"/staff/mailbox/{guessed.pk}/file/", {"reference": reference, "reason": "x"})
    assert (answer.status_code, says in text_of(answer)) == (422, True)
    assert IncomingMail.objects.get().place == "tray"


def test_nobody_files_on_a_case_on_which_they_do_not_work(signed_in, folder, case, make_user):
    stray = put_in_place(mail(sender="who@nowhere.example").as_bytes())
    answer = signed_in(make_user()).post(
        f"/staff/mailbox/{stray.pk}/file/", {"reference": case.reference, "reason": "It is."}
    )
    assert (answer.status_code, IncomingMail.objects.get().place) == (403, "tray")


def test_discarded_it_is_kept_and_comes_back(owner_s, guessed, case):
    assert owner_s.post(f"/staff/mailbox/{guessed.pk}/discard/", {"reason": ""}).status_code == 422
    owner_s.post(f"/staff/mailbox/{guessed.pk}/discard/", {"reason": "An advertisement."})
    assert "About it" in text_of(owner_s.get("/staff/mailbox/?view=discarded"))
    assert owner_s.post(f"/staff/mailbox/{guessed.pk}/discard/", {"reason": "Again."}).status_code == 409
    owner_s.post(f"/staff/mailbox/{guessed.pk}/put-back/", {"reason": "It was none."})
    assert "About it" in text_of(owner_s.get("/staff/mailbox/"))


def test_two_people_at_once_the_second_is_told(guessed, case, make_user):
    filing.file(guessed, case, by=case.owner, reason="It is.")
    with pytest.raises(filing.Conflict):
        filing.discard(guessed, by=case.owner, reason="No.")


def test_taken_off_a_case_it_stays_with_those_who_read_it(owner_s, signed_in, folder, case, make_user):
    found = put_in_place(mail(to=tagged_address(case)).as_bytes())
    owner_s.post(f"/staff/mailbox/{found.pk}/put-back/", {"reason": "Not ours."})
    found.refresh_from_db()
    assert (found.place, found.case, found.guess) == ("tray", None, case)
    assert signed_in(make_user()).get(f"/staff/mailbox/{found.pk}/").status_code == 404


def test_it_is_news_until_somebody_who_works_on_the_case_opens_it(owner_s, signed_in, folder, case, make_user):
    found = put_in_place(mail(to=tagged_address(case), Subject="News").as_bytes())
    type(case).objects.filter(pk=case.pk).update(readers=Readers.TEAM)
    signed_in(make_user()).get(f"/staff/mailbox/{found.pk}/")
    assert "1 new" in text_of(owner_s.get(f"/staff/cases/{case.reference}/"))
    assert "News" in text_of(owner_s.get("/staff/mailbox/?view=new"))
    owner_s.get(f"/staff/mailbox/{found.pk}/")
    page = text_of(owner_s.get(f"/staff/cases/{case.reference}/"))
    assert ("by mail (1)" in page, "1 new" in page) == (True, False)


def test_who_wrote_is_marked(owner_s, folder, case, contact, settings):
    settings.MAILBOX_AUTHSERV_ID = "mx.ours.example"
    results = {
        "mx.ours.example; dmarc=pass": "Sender proven (DMARC pass)",
        "mx.ours.example; dkim=pass header.d=authority.example": "Sender proven (DKIM pass)",
        "mx.ours.example; dkim=pass header.d=evil.example": "Sender not proven (DKIM pass)",
        "mx.ours.example; spf=fail; dmarc=fail": "Sender forged (SPF fail, DMARC fail)",
        "mx.evil.example; dmarc=pass": "Sender not proven.",
        "mx.ours.example (dmarc=pass); spf=none": "Sender not proven (SPF none)",
    }
    for header, words in results.items():
        found = put_in_place(mail(to=tagged_address(case), Authentication_Results=header).as_bytes())
        assert words in text_of(owner_s.get(f"/staff/mailbox/{found.pk}/")), header


def test_a_result_that_the_sender_put_below_ours_does_not_count(owner_s, folder, case, settings):
    settings.MAILBOX_AUTHSERV_ID = "mx.ours.example"
    made_up = b"Authentication-Results: mx.ours.example; dmarc=pass\r\n"
    above = b"Authentication-Results: mx.ours.example; dmarc=none\r\n"
    found = put_in_place(above + made_up + mail(to=tagged_address(case)).as_bytes())
    assert (found.proof, found.proof_words) == ("", "DMARC none")


@pytest.mark.parametrize(("verdict", "status"), [("", 409), ("infected", 409), ("clean", 200)])
def test_a_file_is_opened_only_once_it_is_clean(owner_s, folder, case, verdict, status):
    found = put_in_place(with_file(b"%PDF-1.7 x", to=tagged_address(case)).as_bytes())
    found.files.update(verdict=verdict)
    answer = owner_s.post(f"/staff/mailbox/{found.pk}/files/1/")
    assert answer.status_code == status
    if status == 200:
        assert b"".join(answer.streaming_content) == b"%PDF-1.7 x"
        assert answer["Content-Disposition"] == f'attachment; filename="mail-{found.pk}-file-1.pdf"'
        assert CaseEvent.objects.filter(case=case, kind="file").count() == 1


def test_a_file_that_was_left_out_is_none(owner_s, folder, case):
    found = put_in_place(with_file(b"MZ\0", "run.exe", to=tagged_address(case)).as_bytes())
    assert "Not kept: it is not of a kind that we take." in text_of(owner_s.get(f"/staff/mailbox/{found.pk}/"))
    assert owner_s.post(f"/staff/mailbox/{found.pk}/files/1/").status_code == 404


def test_somebody_says_whether_it_is_the_answer(owner_s, folder, case):
    found = put_in_place(mail(to=tagged_address(case)).as_bytes())
    for said, kept in (("yes", True), ("no", False)):
        owner_s.post(f"/staff/mailbox/{found.pk}/answer/", {"is_answer": said})
        found.refresh_from_db()
        assert found.is_answer is kept
    assert owner_s.post(f"/staff/mailbox/{found.pk}/answer/", {"is_answer": "perhaps"}).status_code == 404


def test_a_machine_answers_nothing(owner_s, folder, case):
    found = put_in_place(mail(to=tagged_address(case), Auto_Submitted="auto-replied").as_bytes())
    assert owner_s.post(f"/staff/mailbox/{found.pk}/answer/", {"is_answer": "yes"}).status_code == 409


def test_a_page_of_a_mail_shows_no_page_of_its_sender(owner_s, folder, case):
    message = mail(to=tagged_address(case), Subject="<b>x</b>")
    message.set_content("<p>&lt;script&gt;evil()&lt;/script&gt;<img src=http://x.example/a></p>", subtype="html")
    found = put_in_place(message.as_bytes())
    page = text_of(owner_s.get(f"/staff/mailbox/{found.pk}/"))
    assert not [word for word in ("<script>evil", "<img", "<b>x") if word in page]


def test_who_works_on_the_queue_sees_that_the_mailbox_fails(owner_s):
    Mailbox.objects.create(name="m", failing_since=timezone.now(), last_error="TimeoutError")
    assert "has not been read since" in text_of(owner_s.get("/staff/mailbox/"))


def test_lists_ask_the_same_however_many_there_are(owner_s, folder, case):
    def queries(address):
        with CaptureQueriesContext(connection) as asked:
            assert owner_s.get(address).status_code == 200
        return len(asked)

    def come():
        put_in_place(mail(text=case.reference).as_bytes())
        put_in_place(mail(to=tagged_address(case)).as_bytes())

    addresses = ["/staff/mailbox/", "/staff/mailbox/?view=new", f"/staff/cases/{case.reference}/mail/"]
    come()
    before = [queries(address) for address in addresses]
    for _ in range(4):
        come()
    assert ([queries(address) for address in addresses], max(before) <= 12) == (before, True)


@pytest.mark.parametrize("query", ["?view=\0", "?page=x", "?page=999999999999999999999", "?view=tray&page=-1"])
def test_junk_in_an_address_is_the_tray(owner_s, query):
    assert owner_s.get(f"/staff/mailbox/{query}").status_code == 200
