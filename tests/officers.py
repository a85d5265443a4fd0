"""A letter as it was sent, an officer with a code, and the browser of one, as tests see them."""

from datetime import timedelta
from email.message import EmailMessage

from django.test import Client
from django.utils import timezone

from complaints.tokens import hashed, new_filing_token
from investigations.models import Case, Contact, Letter, LetterKind, LetterMail, LetterTemplate, Officer
from mysteryshopper.mail import new_message_id
from mysteryshopper.staff.models import Role, User

REQUEST = """Dear colleague,

We look into a procurement of yours.

1. Procurement process: Feedback
How did you tell bidders why they lost?

2. Payment: Payment
When were undisputed invoices paid?

Yours sincerely"""


def contact_of(case: Case, name: str = "Olive Officer") -> Contact:
    """Of the authority, who is in its place for long."""
    email = f"{name.lower().replace(' ', '.')}@authority.example"
    there = Contact.objects.filter(authority=case.authority, email=email).first()
    return there or Contact.objects.create(
        authority=case.authority,
        name=name,
        job="Head of procurement",
        email=email,
        started_on=timezone.localdate() - timedelta(days=400),
        added_by=case.owner,
    )


def send_letter(case: Case, *, kind: LetterKind = LetterKind.REQUEST, body: str = REQUEST, **fields) -> Letter:
    """One that somebody released and that was sent; `fields` change it."""
    now = timezone.now()
    template, _ = LetterTemplate.objects.get_or_create(
        key=f"test-{kind}", version=1, defaults={"name": "Test", "kind": kind, "subject": "x", "body": "x", "at": now}
    )
    asker, releaser = (
        User.objects.create_user(f"{role}{User.objects.count()}@staff.example", None, name="Staff", role=role)
        for role in (Role.INVESTIGATOR, Role.LEAD)
    )
    letter = Letter.objects.create(
        case=case, template=template, kind=kind, body=body, basis="cooperation" if kind == LetterKind.REQUEST else "",
        written_by=case.owner, written_at=now, needs_release=True, release_asked_by=asker, release_asked_at=now,
        released_by=releaser, released_at=now,
        **{"contact": contact_of(case), "subject": "How you told bidders", "mail": mail(body), "sent_at": now} | fields,
    )  # fmt: skip
    LetterMail.objects.create(letter=letter, message_id=new_message_id(), done_at=now)
    return letter


def mail(body: str, subject: str = "How you told bidders (MS-0000-0000-0)") -> str:
    message = EmailMessage()
    message["Subject"] = subject
    message.set_content(body)
    return message.as_string()


def admit(case: Case, name: str = "Olive Officer", **fields) -> Officer:
    """With the code that lets them in, as `code`."""
    code, now = new_filing_token(), timezone.now()
    officer = Officer.objects.create(
        case=case, contact=contact_of(case, name), secret_hash=hashed(code), secret="", message_id=new_message_id(),
        admitted_by=case.owner, **{"admitted_at": now, "expires_at": now + timedelta(days=90)} | fields,
    )  # fmt: skip
    officer.code = code
    return officer


class OfficerBrowser(Client):
    """Sends along what every form of these pages carries: the case that it was shown for."""

    shown_for = ""

    def post(self, path, data=None, **extra):
        of_a_case = path.startswith("/authority/") and path not in ("/authority/", "/authority/leave/")
        carried = {"shown_for": self.shown_for} if of_a_case else {}
        return super().post(path, carried | (data or {}), **extra)

    def generic(self, method, path, data="", content_type="application/octet-stream", **extra):
        if method == "POST" and not data:
            data = f"shown_for={self.shown_for}"
        return super().generic(method, path, data, content_type, **extra)

    def enter(self, officer):
        self.shown_for = officer.case.reference
        return self.post("/authority/", {"reference": officer.case.reference, "secret": officer.code})
