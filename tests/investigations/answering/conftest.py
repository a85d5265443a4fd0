"""A case about which an authority was asked, an officer with a code, and their browser."""

import pytest

from complaints.filing.submitting import GroundTold
from complaints.models import SubIssue, Subject
from investigations.casework import casework
from investigations.lifecycle import Status
from tests.complaints.evidence.conftest import clamd, installed_clamd
from tests.officers import OfficerBrowser, admit, send_letter
from tests.smtp import mailbox

__all__ = ["clamd", "installed_clamd", "mailbox"]

GROUNDS = [
    GroundTold(Subject.PROCUREMENT_PROCESS, SubIssue.FEEDBACK, "canary-own-words"),
    GroundTold(Subject.PAYMENT, SubIssue.PAYMENT, "canary-second"),
]


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path / "evidence"


@pytest.fixture
def asked_case(make_case, make_user):
    """A case of which the authority was asked, with its owner."""

    def make(**filing):
        case = casework.claim(make_case(**{"grounds": GROUNDS} | filing), by=make_user(name="Owen Owner"))
        for status in (Status.DISCLOSURE, Status.ASKED):
            case = casework.move(case, status, by=case.owner, note="")
        return case

    return make


@pytest.fixture
def case(asked_case):
    return asked_case()


@pytest.fixture
def letter(case):
    return send_letter(case)


@pytest.fixture
def officer(case, letter):
    return admit(case)


@pytest.fixture
def new_browser(db):
    return lambda: OfficerBrowser(raise_request_exception=False)


@pytest.fixture
def browser(new_browser, officer):
    """One in which the officer has entered their code."""
    browser = new_browser()
    assert browser.enter(officer).status_code == 302
    return browser
