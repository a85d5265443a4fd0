"""Onto a case comes a mail only by what can't be guessed; machines answer nothing; nothing of ours comes back in."""

import pytest
from django.db import connection

from investigations.mailbox.tags import tagged_address
from investigations.models import CaseEvent, IncomingMail, LetterMail
from investigations.queue.intake import open_case

from .conftest import make_contact, make_letter, put_in_place
from .written import mail, report

pytestmark = pytest.mark.django_db


def events(case, kind="mail"):
    return [event.note for event in CaseEvent.objects.filter(case=case, kind=kind)]


@pytest.mark.parametrize("header", ["To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To"])
def test_the_address_of_a_case_leads_to_it(folder, case, contact, header):
    message = mail()
    del message["To"]
    message[header] = f"Mystery Shopper <{tagged_address(case).upper()}>"
    come = put_in_place(message.as_bytes())
    assert (come.place, come.how, come.case, come.nature) == ("case", "tag", case, "mail")
    assert (come.body, come.subject, come.is_from_contact, come.is_answer) == ("We answer.", "Your letter", True, None)
    assert events(case) == ["Mail. Sent to the address of this case.\nFrom con@authority.example."]


def test_the_check_of_another_case_leads_nowhere(come, case, make_case):
    other = tagged_address(make_case(name="Other"))
    forged = tagged_address(case).split("@")[0][:-16] + other.split("@")[0][-16:] + "@mystery-shopper.example"
    found = come(mail(to=forged).as_bytes())
    assert (found.place, found.case, found.guess, events(case)) == ("tray", None, case, [])
    assert "check in it is wrong" in found.guess_why


def test_the_address_of_one_case_and_a_letter_of_another_are_left_to_a_person(come, case, make_case, letter_mail):
    other = make_case(name="Other")
    found = come(mail(to=tagged_address(other), In_Reply_To=letter_mail.message_id).as_bytes())
    assert (found.place, found.case) == ("tray", None)


def test_the_addresses_of_two_cases_are_left_to_a_person(come, case, make_case):
    found = come(mail(to=f"{tagged_address(case)}, {tagged_address(make_case(name='Other'))}").as_bytes())
    assert (found.place, found.guess) == ("tray", None)
    assert "several cases" in found.guess_why


@pytest.mark.parametrize("header", ["In_Reply_To", "References"])
def test_an_answer_to_a_letter_from_a_contact_leads_to_its_case(come, case, letter_mail, header):
    found = come(mail(sender="CON@Authority.example", **{header: f"<x@y> {letter_mail.message_id}"}).as_bytes())
    assert (found.place, found.how, found.case, found.letter_mail) == ("case", "reply", case, letter_mail)


@pytest.mark.parametrize("sender", ["eve@authority.example", "con@authority.example, eve@x.example", ""])
def test_an_answer_to_a_letter_from_somebody_else_does_not(come, case, letter_mail, sender):
    message = mail(In_Reply_To=letter_mail.message_id)
    message.replace_header("From", sender)
    found = come(message.as_bytes())
    assert (found.place, found.guess) == ("tray", case)
    assert "no contact of the authority" in found.guess_why


def test_a_contact_whose_mail_is_forged_does_not(come, case, letter_mail, settings):
    settings.MAILBOX_AUTHSERV_ID = "mx.ours.example"
    results = "mx.ours.example; spf=fail; dmarc=fail header.from=authority.example"
    found = come(mail(In_Reply_To=letter_mail.message_id, Authentication_Results=results).as_bytes())
    assert (found.place, found.proof, found.proof_words) == ("tray", "failed", "SPF fail, DMARC fail")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("About {reference}.", "names the reference"),
        ("About {spoken}.", "names the reference"),
        ("Hello.", "domain of Camden Council, which has this one open case"),
    ],
)
def test_a_guess_says_why_and_files_nothing(come, case, contact, words, why):
    text = words.format(reference=case.reference, spoken=case.reference.replace("-", " ").lower())
    found = come(mail(sender="somebody@authority.example", text=text).as_bytes())
    assert (found.place, found.case, found.guess, events(case)) == ("tray", None, case, [])
    assert why in found.guess_why


def test_several_references_are_no_guess(come, case, make_case):
    found = come(mail(text=f"{case.reference} {make_case(name='Other').reference}").as_bytes())
    assert (found.guess, "several cases" in found.guess_why) == (None, True)


def test_an_authority_with_several_open_cases_is_no_guess(come, case, contact, make_complaint):
    open_case(make_complaint(authority=case.authority))
    found = come(mail(sender="somebody@authority.example").as_bytes())
    assert (found.guess, "several open cases" in found.guess_why) == (None, True)


def test_of_nothing_known_nothing_is_guessed(come, case):
    found = come(mail(sender="who@nowhere.example", text="MS-0000-0000-1").as_bytes())
    assert (found.place, found.guess) == ("tray", None)


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; x"},
        {"X_Auto_Response_Suppress": "All"},
        {"Precedence": "bulk"},
        {"Subject": "Automatic reply: Your letter"},
        {"Subject": "Out of Office Re: Your letter"},
    ],
)
def test_an_automatic_reply_is_on_its_case_and_answers_nothing(come, case, headers):
    found = come(mail(to=tagged_address(case), **headers).as_bytes())
    assert (found.place, found.nature, found.case) == ("case", "automatic", case)


@pytest.mark.parametrize("headers", [{"Auto_Submitted": "no"}, {"Subject": "Re: out of office hours work"}])
def test_a_person_is_no_machine(come, case, headers):
    assert come(mail(to=tagged_address(case), **headers).as_bytes()).nature == "mail"


@pytest.mark.parametrize("sender", ["no-reply@mystery-shopper.example", "replies+x@mystery-shopper.example"])
def test_what_we_sent_ourselves_is_dropped_with_a_row(come, case, sender):
    found = come(mail(sender=sender, to=tagged_address(case)).as_bytes())
    assert (found.place, found.nature, found.case, events(case)) == ("dropped", "ours", None, [])


def test_a_letter_of_ours_that_is_sent_on_to_us_is_dropped(come, case, letter_mail):
    assert come(mail(to=tagged_address(case), Message_ID=letter_mail.message_id).as_bytes()).place == "dropped"


@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers"])
@pytest.mark.parametrize(("action", "delivery"), [("failed", "bounced"), ("delayed", "delayed")])
def test_a_report_is_told_of_its_letter(come, case, letter_mail, action, delivery, returned):
    found = come(report(letter_mail.message_id, action, returned=returned))
    letter_mail.refresh_from_db()
    assert (letter_mail.delivery, letter_mail.delivery_at is None) == (delivery, False)
    assert (found.place, found.how, found.case, found.nature) == ("case", "report", case, delivery)
    assert events(case, "bounced") == [f"{letter_mail.get_delivery_display()}: to con@authority.example."]


def test_a_plain_bounce_is_told_by_what_it_answers(come, letter_mail):
    come(mail(sender="Postmaster@authority.example", References=letter_mail.message_id).as_bytes())
    letter_mail.refresh_from_db()
    assert letter_mail.delivery == "bounced"


def test_a_plain_bounce_is_told_by_what_it_quotes(come, letter_mail):
    text = f"Delivery failed:\n\n  Message-ID: {letter_mail.message_id}\n"
    come(mail(sender="MAILER-DAEMON@mx.example", text=text).as_bytes())
    letter_mail.refresh_from_db()
    assert letter_mail.delivery == "bounced"


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded"])
def test_a_report_that_it_arrived_is_no_bounce(come, letter_mail, action):
    come(report(letter_mail.message_id, action))
    letter_mail.refresh_from_db()
    assert letter_mail.delivery == ""


def test_held_up_after_it_came_back_changes_nothing(come, letter_mail):
    come(report(letter_mail.message_id))
    come(report(letter_mail.message_id, "delayed"))
    assert LetterMail.objects.get().delivery == "bounced"


def test_a_person_who_quotes_a_letter_reports_no_bounce(come, case, letter_mail):
    come(mail(In_Reply_To=letter_mail.message_id, text=f"You wrote {letter_mail.message_id}").as_bytes())
    letter_mail.refresh_from_db()
    assert letter_mail.delivery == ""


def test_a_report_of_a_letter_that_is_not_ours_goes_to_the_tray(come, letter_mail):
    found = come(report("<other@elsewhere.example>"))
    assert (found.place, found.nature) == ("tray", "bounced")


def test_reports_of_letters_of_two_cases_go_to_the_tray(come, case, letter_mail, make_case):
    other = make_case(name="Other")
    second = make_letter(other, make_contact(other.authority, "two@authority.example", case.owner))
    message = mail(sender="postmaster@x.example", References=f"{letter_mail.message_id} {second.message_id}")
    assert come(message.as_bytes()).place == "tray"
    assert set(LetterMail.objects.values_list("delivery", flat=True)) == {""}


def test_what_it_says_is_sealed(come, case):
    found = come(mail(to=tagged_address(case), text="canary-body", Subject="canary-subject").as_bytes())
    with connection.cursor() as cursor:
        cursor.execute("SELECT i::text FROM investigations_incomingmail i WHERE id = %s", [found.pk])
        row = cursor.fetchone()[0]
    assert not [word for word in ("canary", "con@authority", "a1@") if word.encode().hex() in row or word in row]
    assert IncomingMail.objects.get().body == "canary-body"


def test_we_answer_nothing(come, case, letter_mail, mailoutbox):
    for headers in ({}, {"Auto_Submitted": "auto-replied"}, {"Disposition_Notification_To": "eve@x.example"}):
        come(mail(to=tagged_address(case), **headers).as_bytes())
    come(report(letter_mail.message_id))
    assert mailoutbox == []
