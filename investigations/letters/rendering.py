"""A letter as it leaves: its mail as bytes, with the text, the same as HTML, and the same as a tagged PDF.

The same letter always gives the same bytes. Days only: no moment in it says when somebody was at work."""

import hashlib
from datetime import date, datetime, time
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

from investigations.clocks.keeping import in_words
from investigations.mailbox.tags import tagged_address
from investigations.models import Case, Contact
from mysteryshopper import typesetting
from mysteryshopper.calendar import LONDON
from mysteryshopper.typesetting import printable

from .filling import paragraphs

_TEMPLATE = Path(__file__).with_name("letter.typ")


def pdf(case: Case, contact: Contact, subject: str, body: str, *, day: date) -> bytes:
    """PDF/UA-1: tagged, with a title and a language. What is in the words is text, never typesetting."""
    said = {
        "to": f"{contact}\n{contact.authority.name}",
        "day": in_words(day),
        "reference": case.reference,
        "subject": _one_line(subject),
        "paragraphs": [printable(text) for _, text in paragraphs(body)],
    }
    made, _ = typesetting.pdf(_source(), said)
    return made


def not_in_pdf(text: str) -> str:
    """The characters of a text for which the PDF has no letters."""
    said = {"to": "", "day": "", "reference": "", "subject": "x", "paragraphs": [printable(text)]}
    return typesetting.pdf(_source(), said)[1]


def mail(case: Case, contact: Contact, subject: str, body: str, *, message_id: str, day: date) -> str:
    """The whole mail, ASCII, with CRLF: what is previewed, released and sent."""
    message = EmailMessage(policy=SMTP)
    message["From"] = settings.MAIL_FROM
    message["To"] = contact.email
    message["Subject"] = f"{_one_line(subject)} ({case.reference})"
    # Noon, whenever it was: the moment is nobody’s business.
    message["Date"] = datetime.combine(day, time(12), tzinfo=LONDON)
    message["Message-ID"] = message_id
    if address := tagged_address(case):
        message["Reply-To"] = address
    context = {"case": case, "contact": contact, "day": day, "subject": subject, "paragraphs": paragraphs(body)}
    message.set_content(render_to_string("investigations/letters/mail/letter.txt", context), cte="base64")
    html = render_to_string("investigations/letters/mail/letter.html", context)
    message.add_alternative(html, subtype="html", cte="base64")
    message.add_attachment(
        pdf(case, contact, subject, body, day=day),
        maintype="application",
        subtype="pdf",
        filename=f"{case.reference}.pdf",
    )
    # Fixed: the same letter gives the same bytes, and nothing in them says on which machine or when.
    mark = hashlib.sha256(f"{message_id}{subject}{body}".encode()).hexdigest()[:32]
    message.set_boundary(f"=_{mark}")
    message.get_payload(0).set_boundary(f"=_{mark}_")  # type: ignore[union-attr]
    return message.as_bytes().decode("ascii")


def _one_line(text: str) -> str:
    """A header has one line: whatever else is in it would begin another header."""
    return " ".join(printable(text).split())


@cache
def _source() -> bytes:
    return _TEMPLATE.read_bytes()
