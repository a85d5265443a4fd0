"""Sending one owed mail. Knows an address and words, never whose they are."""

from email.utils import make_msgid
from smtplib import SMTPRecipientsRefused
from typing import Any, NoReturn

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives

from .owed import CannotBeDone

DOMAIN = settings.MAIL_FROM.rpartition("@")[2].rstrip(">")


def new_message_id() -> str:
    """Kept with what is owed, the same at every attempt: so a mail sent twice across a kill can be told to be one."""
    return make_msgid(domain=DOMAIN)


class _Whole(EmailMessage):
    """A mail of which all bytes are there already, for whichever way mails go here: a server, or a folder."""

    def __init__(self, mail: bytes, *, to: str, sender: str) -> None:
        super().__init__(to=[to], from_email=sender)
        self._mail = mail

    def message(self, **how: Any) -> Any:
        return self

    def as_bytes(self, **how: Any) -> bytes:
        return self._mail

    def get_charset(self) -> None:
        return None


def send_whole(mail: str, *, to: str, sender: str) -> None:
    """Sends a mail that was made before, byte for byte: ASCII with CRLF. `sender`: to whom it goes when it bounces.

    Raises as `send` does."""
    try:
        _Whole(mail.encode("ascii"), to=to, sender=sender).send()
    except SMTPRecipientsRefused as refused:
        _refuse(refused)


def send(*, to: str, subject: str, body: str, message_id: str, html: str = "") -> None:
    """`html`: the same as `body`, for who prefers it.

    Raises CannotBeDone when no mail can ever go to the address, and whatever the mail server raises otherwise."""
    headers = {"Message-ID": message_id, "Auto-Submitted": "auto-generated"}
    try:
        message = EmailMultiAlternatives(subject=subject, body=body, to=[to], headers=headers)
        if html:
            message.attach_alternative(html, "text/html")
        message.send()
    except SMTPRecipientsRefused as refused:
        _refuse(refused)
    except ValueError:
        # The form let it pass, but it is not an address: a part of the domain that is too long, for example.
        raise CannotBeDone from None


def _refuse(refused: SMTPRecipientsRefused) -> NoReturn:
    if all(code >= 500 for code, _ in refused.recipients.values()):
        raise CannotBeDone from None  # without the cause: it quotes the address
    raise refused
