"""Fixtures of whole stories: the service, and a browser."""

import shutil
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Page

from tests.journeys.stack import Broker, FreshDatabase, Mailbox, Stack, free_port


@pytest.fixture(scope="module")
def stack():
    with running() as stack:
        yield stack


@contextmanager
def running(**env):
    """The service with its servers; `env` goes over what it runs with."""
    with ExitStack() as exits:
        folder = Path(tempfile.mkdtemp(prefix="ms-"))  # short: sockets live here
        exits.callback(shutil.rmtree, folder, ignore_errors=True)
        broker, mailbox = Broker(folder), Mailbox()
        broker.start()
        exits.callback(broker.stop)
        smtp = Controller(mailbox, hostname="127.0.0.1", port=free_port())
        smtp.start()
        exits.callback(smtp.stop)
        stack = Stack(folder, exits.enter_context(FreshDatabase()), broker, mailbox, smtp.port)
        stack.env |= env
        stack.start()
        exits.callback(stack.stop)
        yield stack


@pytest.fixture
def open_browser(chromium, stack):
    """A person's own browser: cookies of its own, addresses below the service's."""
    contexts = []

    def open_page(*, width: int = 1280, javascript: bool = True) -> Page:
        viewport = {"width": width, "height": 900}
        context = chromium.new_context(base_url=stack.url, viewport=viewport, java_script_enabled=javascript)
        context.set_default_timeout(20_000)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
