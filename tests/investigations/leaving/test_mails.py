"""Mails to a provider go over open networks: none of them says who it is."""

import pytest
from django.template.loader import render_to_string

from complaints.models import Notification
from complaints.tracking import telling
from investigations.leaving import door
from investigations.models import Audience
from mysteryshopper.settings import HERE
from tests.complaints.tracking.conftest import mailbox

__all__ = ["mailbox"]

# No mail has these words for any other reason.
TOLD = {
    "name": "Ada Quillfeather",
    "organisation": "Lanternmoor Arts Ltd",
    "email": "ada@lanternmoor.example",
    "phone": "0121 496 0123",
    "number": "04211873",
}


@pytest.mark.parametrize("kind", Notification.Kind)
def test_no_mail_about_a_complaint_names_the_provider(make_case, mailbox, kind):
    case = make_case(**TOLD)
    case.complaint.notifications.all().delete()
    telling.mail(case.complaint, kind)
    telling.send(case.complaint.notifications.get())
    mail = mailbox.mails[-1].content.decode()
    unaddressed = "\n".join(line for line in mail.splitlines() if not line.startswith("To: "))
    assert case.reference in unaddressed
    assert door.find(case, unaddressed, Audience.PUBLIC) == []
    # Whom it is sent to must be said once, in its place.
    assert door.find(case, mail, Audience.PUBLIC) != []


def test_no_template_of_a_mail_is_left_out():
    templates = {path.relative_to(HERE / "templates") for path in (HERE / "templates").rglob("mail/*.txt")}
    about_complaints = {path.stem for path in templates if path.parts[1] == "tracking"}
    assert about_complaints == set(Notification.Kind.values)
    assert {path.as_posix() for path in templates if path.parts[1] != "tracking"} == {
        "complaints/returning/mail/link.txt",
        "investigations/answering/mail/more_time.txt",
        "investigations/casework/mail/mention.txt",
        "investigations/clocks/mail/reminder.txt",
        "investigations/letters/mail/code.txt",
        # Its words pass the door: tests/investigations/letters.
        "investigations/letters/mail/letter.txt",
        "investigations/queue/mail/digest.txt",
        # Figures alone, for staff: tests/investigations/reporting.
        "investigations/reporting/mail/digest.txt",
        # A number and a link, for leads: tests/investigations/unsealing.
        "investigations/unsealing/mail/second_call.txt",
        # About an account of the staff: tests/mysteryshopper/staff.
        "staff/mail/password.txt",
    }


def test_the_mail_with_the_way_back_names_nobody(make_case):
    case = make_case(**TOLD)
    # With all there is to know at hand, were it to use it.
    context = {"link": "http://127.0.0.1/complain/return/x", "days": 28, **TOLD}
    assert door.find(case, render_to_string("complaints/returning/mail/link.txt", context), Audience.PUBLIC) == []


def test_the_mail_with_a_code_for_the_authority_names_nobody(make_case):
    case = make_case(**TOLD)
    context = {"page_address": "http://127.0.0.1/authority/", "code": "x", "expires_at": case.received_on, **TOLD}
    assert door.find(case, render_to_string("investigations/letters/mail/code.txt", context), Audience.AUTHORITY) == []


def test_the_mail_about_more_time_names_nobody(make_case):
    case = make_case(**TOLD)
    context = {"page_address": "http://127.0.0.1/authority/", "reference": case.reference, **TOLD}
    mail = render_to_string("investigations/answering/mail/more_time.txt", context)
    assert door.find(case, mail, Audience.AUTHORITY) == []
