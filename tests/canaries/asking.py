"""What goes to the authority, and an officer of it who reads and answers: letters, mails, the page of the case."""

import re
from datetime import timedelta
from email.message import Message

import requests
from django.utils import timezone
from lxml import html

from tests.canaries.collecting import Found, answered, pages
from tests.canaries.filling import labelled, send
from tests.canaries.markers import marker
from tests.journeys.stack import Stack, wait_until

CONTACT, SENIOR = "Con Tact", "Head Senior"


def address_of(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@manchester.gov.uk"


class Officer(requests.Session):
    """A browser of the authority. All that it was ever sent is kept, whatever it did."""

    def __init__(self, stack: Stack) -> None:
        super().__init__()
        self.stack, self.kept = stack, list[requests.Response]()
        self.hooks["response"].append(lambda answer, **_: self.kept.append(answer))

    @property
    def page(self) -> str:
        return f"{self.stack.url}/authority/"

    def enter(self, reference: str, code: str) -> None:
        send(self, self.page, {"reference": reference, "secret": code})

    def do(self, end: str, *, at: str = "", **typed: str) -> requests.Response:
        return send(self, f"{self.page}{at or end}", typed, to=f"{self.page}{end}" if at else "")

    def upload(self, end: str, name: str, content: bytes, **typed: str) -> None:
        send(self, f"{self.page}{end}", typed, files=[("evidence", (name, content))])

    def look_around(self) -> None:
        """Each page that a link leads to."""
        for _ in pages(self.stack, "officer", self, ["/authority/case/"], lambda path: not path.startswith("/auth")):
            pass

    def seen(self) -> Found:
        for answer in self.kept:
            yield from answered(self.stack, "officer", answer)


def mails_to(stack: Stack, name: str) -> list[Message]:
    return [mail for mail in stack.mailbox.mails if mail["To"] == address_of(name)]


def newest_code(stack: Stack, name: str) -> str:
    """Its mail goes once the letter has gone."""

    def codes() -> list[str]:
        texts = [str(mail.get_payload()) for mail in reversed(mails_to(stack, name)) if not mail.is_multipart()]
        return [found[1] for text in texts if (found := re.search(r"Your code: (\S+)", text))]

    wait_until(codes, 60, f"a code is mailed to {name}")
    return codes()[0]


def add_contacts(stack: Stack, owner: requests.Session, case: str) -> None:
    link = re.search(r'href="(/staff/authorities/\d+/contacts/)', owner.get(f"{case}letters/", timeout=30).text)
    assert link
    for name, more in ((CONTACT, {}), (SENIOR, {"is_senior": "on"})):
        send(owner, stack.url + link[1], {"name": name, "email": address_of(name), **more})


def make_copies(owner: requests.Session, case: str, count: int) -> None:
    """Of each file that the provider sent, once the scanner has looked at it."""
    wait_until(lambda: owner.get(case, timeout=30).text.count("No virus found") >= count, 60, "files are scanned")
    for number in range(1, count + 1):
        made = send(owner, f"{case}files/{number}/copy/", {})
        assert "Con" not in made.reason, made.text


def write_letter(owner: requests.Session, case: str, kind: str, more: str = "") -> str:
    """From a template, with every paragraph and every copy; answers the address of its preview."""
    begin = owner.get(f"{case}letters/new/", timeout=30)
    draft = send(owner, begin.url, {"template": labelled(begin, kind), "contact": labelled(begin, CONTACT)}).url
    form = next(form for form in html.fromstring(owner.get(draft, timeout=30).text).forms if "body" in form.fields)
    copies = [box.get("value") for box in form.xpath(".//input[@name='copies']")]
    text = form.fields["body"].replace("[?] ", "").replace("{procurement}", "A contract") + more
    return send(owner, draft, {"body": text, **({"copies": copies} if copies else {})}).url


def send_letter(stack: Stack, case: str, kind: str) -> None:
    """Released by a second person, and sent."""
    owner, lead, before = stack.staff("investigator"), stack.staff("lead"), len(mails_to(stack, CONTACT))
    preview = write_letter(owner, case, kind)
    send(owner, preview, {}, to=preview.replace("/preview/", "/ask/"))
    doubt = {"is_checked": "on"} if "is_checked" in lead.get(preview, timeout=30).text else {}
    assert "It is on its way" in send(lead, preview, doubt).text
    wait_until(lambda: len(mails_to(stack, CONTACT)) > before, 30, "the letter is sent")


def answer_request(officer: Officer, owner: requests.Session, case: str) -> None:
    """Reads the letter, takes what came with it, gets more time, answers point by point, sends a document."""
    officer.look_around()
    for copy in range(1, officer.get(f"{officer.page}letters/1/", timeout=30).text.count('">Download<') + 1):
        officer.do(f"letters/1/copies/{copy}/", at="letters/1/")
    officer.do("letters/1/receipt/", at="case/")
    officer.do("more-time/", reason=marker("authority_reason"), **day("until", 40))
    decide = re.search(r'href="([^"]+/more-time/\d+/)"', owner.get(f"{case}authority/", timeout=30).text)
    assert decide
    given, before = day("until", 40), len(mails_to(officer.stack, CONTACT))
    sure = (timezone.localdate() + timedelta(days=40)).isoformat()
    send(owner, officer.stack.url + decide[1], {"decision": "give", "words": "You have it.", "sure": sure, **given})
    wait_until(lambda: len(mails_to(officer.stack, CONTACT)) > before, 30, "the officer is told that it is decided")
    officer.upload("documents/", f"{marker('authority_file_name')}.txt", marker("authority_file_text").encode())
    for number in (1, 2):
        officer.do(f"points/{number}/", text=f"{marker('authority_answer')} {number}")
    officer.look_around()


def answer_recommendation(officer: Officer) -> None:
    """It stands on the page once the mail is written down as sent, which is after it has arrived."""
    page = f"{officer.page}recommendations/1/"
    wait_until(lambda: officer.get(page, timeout=30).ok, 30, "the authority sees what we recommend")
    officer.do("recommendations/1/", said="accepted", reasons=marker("authority_promise"), **day("due_on", 30))


def report_done(officer: Officer) -> None:
    officer.look_around()
    name, done = f"{marker('authority_file_name')}-2.txt", marker("authority_done")
    officer.upload("recommendations/1/done/", name, b"A new rule.", text=done)


def day(name: str, days: int) -> dict[str, str]:
    """The day in so many days, as its three boxes."""
    that = timezone.localdate() + timedelta(days=days)
    return {f"{name}-{part}": str(getattr(that, part)) for part in ("day", "month", "year")}
