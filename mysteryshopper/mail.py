"""Sending one owed mail. Knows an address and words, never whose they are."""

from email.utils import make_msgid
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage

from .owed import CannotBeDone

DOMAIN = settings.MAIL_FROM.rpartition("@")[2].rstrip(">")


def new_message_id() -> str:
    """Kept with what is owed, the same at every attempt: so a mail sent twice across a kill can be told to be one."""
    return make_msgid(domain=DOMAIN)


def send(*, to: str, subject: str, body: str, message_id: str) -> None:
    """Raises CannotBeDone when no mail can ever go to the address, and whatever the mail server raises otherwise."""
    headers = {"Message-ID": message_id, "Auto-Submitted": "auto-generated"}
    try:
        EmailMessage(subject=subject, body=body, to=[to], headers=headers).send()
    except SMTPRecipientsRefused as refused:
        if all(code >= 500 for code, _ in refused.recipients.values()):
            raise CannotBeDone from None  # without the cause: it quotes the address
        raise
    except ValueError:
        # The form let it pass, but it is not an address: a part of the domain that is too long, for example.
        raise CannotBeDone from None
