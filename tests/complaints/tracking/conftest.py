"""A complaint that is followed, and a real mail server that can be told to misbehave."""

import pytest
from django.utils import timezone

from complaints.filing.submitting import submit
from complaints.tokens import new_filing_token, tracking_secret
from tests.complaints.following_browser import FollowingBrowser
from tests.smtp import mailbox  # noqa: F401 a fixture


@pytest.fixture
def token():
    return new_filing_token()


@pytest.fixture
def secret(token):
    return tracking_secret(token)


@pytest.fixture
def complaint(token, filing):
    return submit(token, filing, now=timezone.now())


@pytest.fixture
def browser(db):
    return FollowingBrowser(raise_request_exception=False)


@pytest.fixture
def follow(browser, complaint, secret):
    """Lets the browser in."""

    def enter(reference=None, typed=None):
        browser.shown_for = complaint.reference
        answers = {"reference": reference or complaint.reference, "secret": typed or secret}
        return browser.post("/follow/", answers)

    return enter


@pytest.fixture
def our_log(caplog):
    """What the service logged. The mail server of the test writes into the same log."""
    return lambda: "".join(record.getMessage() for record in caplog.records if record.name != "mail.log")
