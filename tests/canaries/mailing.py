"""Mail that comes in: an answer that guesses who complained, two that can't be placed, a bounce, a machine's reply."""

import re
from email.message import EmailMessage, Message

import requests
from celery import Celery

from tests.canaries.asking import CONTACT, address_of, mails_to
from tests.canaries.filling import send
from tests.canaries.markers import marker
from tests.imap import ImapServer
from tests.journeys.stack import Stack, wait_until


def receive(stack: Stack, server: ImapServer, reference: str) -> None:
    """All of it at once; then people read it, put one on the case by hand, and say that another is not the answer."""
    letter = next(mail for mail in mails_to(stack, CONTACT) if mail.is_multipart())
    for mail in (_answer(letter), _to_nobody(reference), _near_miss(letter), _machine(letter), _bounce(letter)):
        server.deliver(mail.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    poll(stack)
    owner, case, tray = (
        stack.staff("investigator"),
        f"{stack.url}/staff/cases/{reference}/",
        f"{stack.url}/staff/mailbox/",
    )
    wait_until(lambda: len(_mails(owner, f"{case}mail/")) == 3, 30, "three mails are on the case")
    wait_until(lambda: len(_mails(owner, tray)) == 2, 30, "two are in the tray")
    by_subject = {subject: link for link, subject in _mails(owner, tray)}
    near_miss = stack.url + by_subject[marker("tray_subject")]
    send(owner, f"{near_miss}file/", {"reference": reference, "reason": "It answers our letter."})
    answer = stack.url + next(
        link for link, subject in _mails(owner, f"{case}mail/") if marker("mail_subject") in subject
    )
    wait_until(lambda: "No virus found" in owner.get(answer, timeout=30).text, 30, "its file is scanned")
    send(owner, answer, {"is_answer": "no"}, to=f"{answer}answer/")


def poll(stack: Stack) -> None:
    """At once, instead of within a minute."""
    do_now(stack, "investigations.mailbox.tasks.poll")


def do_now(stack: Stack, task: str) -> None:
    with Celery(broker=stack.env["REDIS_URL"], set_as_current=False) as beat:
        beat.send_task(task)


def _mails(session: requests.Session, page: str) -> list[tuple[str, str]]:
    """Address and subject of each mail on a list."""
    return re.findall(
        r'<a class="govuk-link" href="(/staff/mailbox/\d+/)">([^<]+)</a>', session.get(page, timeout=30).text
    )


def _mail(to: str, subject: str, text: str, **headers: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"{marker('mail_sender')} <{address_of(CONTACT)}>", to, subject
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail


def _answer(letter: Message) -> EmailMessage:
    """To the address of the case, with all of our letter below, and whom they take to have complained."""
    said = f"{marker('mail_words')}. Was it {marker('organisation')}, that is {marker('name')}?"
    quoted = "\n".join(f"> {line}" for line in _text(letter).splitlines())
    ids = {"Message_ID": f"<{marker('mail_id')}@manchester.gov.uk>", "In_Reply_To": str(letter["Message-ID"])}
    mail = _mail(str(letter["Reply-To"]), f"Re: {marker('mail_subject')}", f"{said}\n\n{quoted}", **ids)
    mail["X-Told"] = marker("mail_header")
    mail.add_alternative(f"<p>{marker('mail_page')}</p>", subtype="html")
    attached = {"maintype": "text", "subtype": "plain", "filename": f"{marker('mail_file_name')}.txt"}
    mail.add_attachment(f"{marker('mail_file_text')} {marker('organisation')}".encode(), **attached)
    return mail


def _to_nobody(reference: str) -> EmailMessage:
    """It names the case in its text only: it stays in the tray, with a guess."""
    return _mail("replies@mystery-shopper.example", "A question", f"{reference}: {marker('tray_words')}")


def _near_miss(letter: Message) -> EmailMessage:
    """To the address of the case, but with a wrong check in it."""
    name, _, domain = str(letter["Reply-To"]).rpartition("@")
    to = f"{name[:-1]}{'a' if name[-1] != 'a' else 'b'}@{domain}"
    return _mail(to, marker("tray_subject"), marker("tray_words"))


def _machine(letter: Message) -> EmailMessage:
    told = {"Auto_Submitted": "auto-replied", "Message_ID": "<away@manchester.gov.uk>"}
    return _mail(str(letter["Reply-To"]), "Out of office", marker("machine_words"), **told)


def _bounce(letter: Message) -> EmailMessage:
    """With the whole letter in it, as some servers send it back."""
    mail = _mail(str(letter["Reply-To"]), "Undelivered Mail", marker("machine_words"), Message_ID="<back@mx.example>")
    mail.replace_header("From", "MAILER-DAEMON@mx.example")
    mail.add_attachment(letter)
    return mail


def _text(letter: Message) -> str:
    part = next(part for part in letter.walk() if part.get_content_type() == "text/plain")
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode()
