"""A browser in which somebody has begun a complaint."""

import pytest
from django.test import Client
from django.utils import timezone

from complaints.filing.submitting import submit
from tests.complaints.tracking.conftest import mailbox, our_log

__all__ = ["mailbox", "our_log"]


@pytest.fixture
def browser(db):
    return Client(raise_request_exception=False)


@pytest.fixture
def began(browser):
    """One page is answered."""
    assert browser.post("/complain/organisation/", {"provider_kind": "charity", "provider_size": "micro"}).url
    return browser


@pytest.fixture
def token(began):
    """What the browser that began holds."""
    return began.cookies["filing"].value.split(":")[0]


@pytest.fixture
def file_it(filing):
    """Sends the complaint of a token."""
    return lambda token: submit(token, filing, now=timezone.now())
