"""The mail and its PDF: the same bytes each time, and words that stay words."""

import io
import re
from datetime import date
from email import message_from_string
from email.policy import default

import pytest
from pypdf import PdfReader

from investigations.letters import rendering
from investigations.models import Contact

DAY = date(2026, 6, 3)
HOSTILE = [
    "x\r\nBcc: all@example.com",
    "x\nSubject: y\n\nbody",
    "</h1><script>alert(1)</script>",
    '#import "@preview/evil:0.1.0"\n#panic("x") $a$ *b* <label> \\ @ref //',
    "\u202egnp.exe\u202c \u200f",
    "a\x00b\x07c\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    "x" * 10_000,
    "ﷺ שלום 漢字 🧨",
    "{reference} {{ case.complaint }} {% debug %}",
    "=_boundary--\n--=_boundary",
]


@pytest.fixture
def mail(case, contact):
    def make(subject="About a tender", body="Dear Carla\n\nOne\nTwo", to=contact):
        return rendering.mail(case, to, subject, body, message_id="<1@x>", day=DAY)

    return make


def read(mail):
    return message_from_string(mail, policy=default)


def pdf_of(mail):
    return PdfReader(io.BytesIO(next(read(mail).iter_attachments()).get_content()))


def test_the_same_letter_gives_the_same_bytes(mail):
    assert mail() == mail()


def test_every_part_says_the_same(mail, case):
    message = read(mail())
    text = message.get_body(("plain",)).get_content()
    html = re.sub(r"<[^>]+>", " ", message.get_body(("html",)).get_content())
    pdf = pdf_of(mail()).pages[0].extract_text()
    for said in ("About a tender", case.reference, "Carla Contact", "Camden Council", "3 June 2026", "Dear Carla"):
        assert said in text and said in html and said in pdf, said


def test_it_says_days_only(mail):
    message = read(mail())
    assert message["Date"] == "Wed, 03 Jun 2026 12:00:00 +0100"
    assert not re.search(r"\d\d:\d\d", message.get_body(("plain",)).get_content())
    made = pdf_of(mail()).metadata or {}
    assert {"/CreationDate", "/ModDate"}.isdisjoint(made)


def test_the_pdf_is_tagged_and_says_its_language_and_title(mail):
    root = pdf_of(mail()).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/StructTreeRoot"]
    assert root["/Lang"].startswith("en")
    assert pdf_of(mail()).metadata.title == "About a tender"
    assert b"pdfuaid" in root["/Metadata"].get_data()


@pytest.mark.parametrize("hostile", HOSTILE)
def test_words_stay_words(mail, contact, hostile):
    evil = Contact(authority=contact.authority, name=hostile[:200], job=hostile[:200], email=contact.email)
    made = mail(subject=hostile[:200], body=f"{hostile}\n\n{hostile}", to=evil)
    message = read(made)
    assert sorted(set(message.keys())) == sorted(
        {"From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"}
    )
    assert message["To"] == contact.email
    assert len([*message.walk()]) == 5
    html = message.get_body(("html",)).get_content()
    assert "<script" not in html
    assert len(pdf_of(made).pages) >= 1


def test_an_address_of_the_case_is_where_answers_go(mail, case, settings):
    settings.REPLIES_TO = "replies@shopper.example"
    assert read(mail())["Reply-To"].startswith(f"replies+{case.reference.lower()}-")
