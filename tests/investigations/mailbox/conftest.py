"""A mailbox on a real socket, and mails as they come."""

import pytest
from django.utils import timezone

from investigations.casework import casework
from investigations.mailbox import placing
from investigations.models import Contact, IncomingMail, Letter, LetterKind, LetterMail, LetterTemplate, Mailbox
from mysteryshopper.mail import new_message_id
from mysteryshopper.sealed_files import new_name, seal_file
from tests import imap


@pytest.fixture
def server(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path / "sealed"
    settings.REPLIES_TO = "replies@mystery-shopper.example"
    with imap.running() as server:
        settings.MAILBOX_URL = server.url
        yield server


@pytest.fixture
def folder(settings, tmp_path):
    """Where sealed files lie, and our addresses."""
    settings.EVIDENCE_ROOT = tmp_path / "sealed"
    settings.REPLIES_TO = "replies@mystery-shopper.example"
    settings.MAIL_FROM = "Mystery Shopper <no-reply@mystery-shopper.example>"
    return tmp_path / "sealed"


@pytest.fixture
def case(make_case, make_user):
    return casework.claim(make_case(), by=make_user(name="Owen Owner"))


@pytest.fixture
def contact(case):
    return make_contact(case.authority, "con@authority.example", case.owner)


@pytest.fixture
def letter_mail(case, contact):
    """A letter that has gone to the authority."""
    return make_letter(case, contact)


@pytest.fixture
def come(folder):
    """A mail that came in, as bytes, and was put in its place; with its row, read anew."""
    return lambda content: put_in_place(content)


def make_contact(authority, email, by):
    return Contact.objects.create(
        authority=authority, name="Con Tact", email=email, started_on="2026-01-01", added_by=by
    )


def make_letter(case, contact):
    now = timezone.now()
    template = LetterTemplate.objects.filter(kind=LetterKind.CHASER).first() or LetterTemplate.objects.create(
        key=f"t{case.pk}", version=1, name="Test", kind=LetterKind.CHASER, subject="s", body="b", at=now
    )
    letter = Letter.objects.create(
        case=case,
        template=template,
        kind=LetterKind.CHASER,
        contact=contact,
        subject="s",
        body="b",
        written_at=now,
        needs_release=False,
        released_at=now,
        mail="",
        sent_at=now,
    )
    return LetterMail.objects.create(letter=letter, message_id=new_message_id(), done_at=now)


def put_in_place(content):
    mail = taken(content)
    placing.place(mail)
    placing.place(IncomingMail.objects.get(pk=mail.pk))  # as after a kill
    mail.refresh_from_db()
    return mail


def taken(content, **fields):
    name = new_name()
    seal_file(name, [content])
    mailbox, _ = Mailbox.objects.get_or_create(name="replies on host, INBOX")
    row = {"uidvalidity": 1, "uid": IncomingMail.objects.count() + 1, "size": len(content), "taken_at": timezone.now()}
    return IncomingMail.objects.create(mailbox=mailbox, digest=name * 2, stored_as=name, **row | fields)
