"""Who of the authority is let in to its page of a case: a code of their own, in a mail of its own, until a day."""

import base64
import re
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from complaints.tokens import hashed
from investigations import access
from investigations.casework.trail import locked, record
from investigations.leaving.timing import check_time
from investigations.lifecycle import Conflict
from investigations.models import Audience, Case, CaseEvent, Contact, Officer
from mysteryshopper.mail import new_message_id
from mysteryshopper.mail import send as send_mail
from mysteryshopper.staff.models import User


@transaction.atomic
def admit(case: Case, contact: Contact, *, by: User | None, until: datetime | None = None) -> Officer:
    """Lets the contact in, and owes them the mail with their code. One who is let in already keeps their code.

    `by`: None for the service itself. `until`: one who is let in for less gets another code. The caller has checked
    that they may."""
    case, now = locked(case), timezone.now()
    there = case.officers.filter(contact=contact, shut_at=None).first()
    if there and there.expires_at > max(now, until or now):
        return there
    return _let_in(case, contact, by=by)


@transaction.atomic
def let_in(case: Case, contact: Contact, *, by: User) -> Officer:
    """Lets in somebody to whom no letter goes. Raises NotAllowed, TooSoon, Conflict."""
    access.check_work_on(by, locked(case))
    check_time(case, Audience.AUTHORITY, now=timezone.now())
    if contact.authority_id != case.authority_id or contact.ended_on is not None:
        raise Conflict("Choose somebody to whom we write at the authority of this case.")
    return admit(case, contact, by=by)


@transaction.atomic
def issue_anew(officer: Officer, *, by: User) -> Officer:
    """Another code, and the old one is shut. Raises NotAllowed, and Conflict for a contact who has left."""
    case = locked(officer.case)
    access.check_work_on(by, case)
    if officer.contact.ended_on is not None:
        raise Conflict(f"We don’t write to {officer.contact} any more.")
    return _let_in(case, officer.contact, by=by)


@transaction.atomic
def shut_out(officer: Officer, *, by: User) -> None:
    """Their code lets in no longer. Again, it changes nothing. Raises NotAllowed."""
    case = locked(officer.case)
    access.check_work_on(by, case)
    if case.officers.filter(pk=officer.pk, shut_at=None).update(shut_at=timezone.now(), secret=""):
        record(case, CaseEvent.Kind.OFFICER, by=by, note=f"{officer.contact}: shut")


def send(owed: Officer) -> None:
    """Mails the code, then forgets it. One that was shut meanwhile is not mailed. Raises as mail.send does."""
    if not owed.secret or owed.shut_at:
        return
    context = {
        "reference": owed.case.reference,
        "code": owed.secret,
        "expires_at": owed.expires_at,
        "page_address": settings.BASE_URL + reverse("answering:enter"),
    }
    send_mail(
        to=owed.contact.email,
        subject="Your code for our page",
        body=render_to_string("investigations/letters/mail/code.txt", context),
        message_id=owed.message_id,
    )
    Officer.objects.filter(pk=owed.pk).update(secret="")


def _let_in(case: Case, contact: Contact, *, by: User | None) -> Officer:
    now, code = timezone.now(), _new_code()
    case.officers.filter(contact=contact, shut_at=None).update(shut_at=now, secret="")
    officer = Officer.objects.create(
        case=case,
        contact=contact,
        secret_hash=hashed(code.replace("-", "")),
        secret=code,
        message_id=new_message_id(),
        admitted_by=by,
        admitted_at=now,
        expires_at=now + timedelta(days=settings.OFFICER_DAYS),
    )
    record(case, CaseEvent.Kind.OFFICER, by=by, note=f"{contact}: let in until {officer.expires_at:%-d %B %Y}")
    return officer


def _new_code() -> str:
    """140 random bits, in groups of four."""
    bare = base64.b32encode(secrets.token_bytes(20)).decode()[:28]
    return "-".join(re.findall(".{1,4}", bare))
