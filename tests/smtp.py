"""A real mail server that can be told to misbehave."""

import asyncio
import socket

import pytest
from aiosmtpd.controller import Controller


class Mailbox:
    """Takes mails, or answers as it was told: a reply for RCPT or DATA, a wait, a cut."""

    def __init__(self):
        self.mails, self.rcpt, self.data, self.is_cut, self.wait = [], "250 OK", "250 OK", False, 0

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 named by aiosmtpd
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 named by aiosmtpd
        await asyncio.sleep(self.wait)
        self.mails.append(envelope)
        if self.is_cut:
            server.transport.abort()
        return self.data


@pytest.fixture
def mailbox(settings):
    box = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host, port = free.getsockname()
    server = Controller(box, hostname=host, port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = host, port
    settings.EMAIL_USE_TLS, settings.EMAIL_HOST_USER, settings.EMAIL_TIMEOUT = False, "", 0.5
    yield box
    server.stop(no_assert=True)
