"""A case whose authority can be asked, somebody to write to there, and the templates that came with the service."""

import pytest
import time_machine
from django.utils import timezone

from investigations.casework import casework
from investigations.contacts import keeping
from investigations.letters import admitting, releasing, sending, starters, writing
from investigations.lifecycle import Status
from investigations.models import LetterMail, LetterTemplate, Officer
from mysteryshopper import owed
from mysteryshopper.calendar import london_day
from mysteryshopper.staff.models import Role
from tests.conftest import NOON
from tests.smtp import mailbox  # noqa: F401 a fixture


@pytest.fixture(autouse=True)
def clock():
    """Noon in London, two days after the complaint came, until a test moves it."""
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def owner(make_user):
    return make_user(name="Owen Owner")


@pytest.fixture
def lead(make_user):
    return make_user(Role.LEAD, "Lea Lead")


@pytest.fixture
def case(make_case, owner, clock):
    case = casework.claim(make_case(), by=owner)
    clock.shift(2 * 24 * 3600)
    return casework.move(case, Status.DISCLOSURE, by=owner, note="")


@pytest.fixture
def contact(case, owner):
    return keeping.add(
        case.authority, name="Carla Contact", job="Head of buying", email="buying@camden.gov.uk", is_senior=False,
        by=owner,
    )  # fmt: skip


@pytest.fixture
def template(db):
    starters.load()
    return lambda key: LetterTemplate.objects.current().get(key=key)


@pytest.fixture
def begin(case, contact, template, owner):
    """A draft with each paragraph taken in."""

    def make(key="request", body=None, **how):
        letter = writing.begin(case, template(key), contact, basis=how.pop("basis", None), by=owner)
        text = letter.body.replace("[?] ", "").replace("{procurement}", "A contract") if body is None else body
        said = {"contact": contact, "subject": letter.subject, "copies": [], **how}
        return writing.edit(letter, body=text, seen=letter.version, by=owner, **said)

    return make


@pytest.fixture
def shown():
    """The fingerprint of what a person sees of a letter now."""
    return lambda letter: releasing.fingerprint(releasing.preview(letter, day=london_day(timezone.now())))


@pytest.fixture
def release(owner, lead, shown):
    """Asked for by the owner, released by the lead."""

    def go(letter):
        assert releasing.ask(letter, seen=letter.version, by=owner) is None
        return releasing.release(letter, seen=shown(letter), by=lead)

    return go


@pytest.fixture
def work_off():
    """Works each owed row off once, as a worker would, whenever it is due."""

    def work(model, verb):
        model.objects.update(due_at=timezone.now())
        for pk in model.objects.values_list("pk", flat=True):
            owed.work_off(model, pk, verb)

    verbs = {LetterMail: sending.send, Officer: admitting.send}
    return lambda *models: [work(model, verbs[model]) for model in models or verbs]


@pytest.fixture
def send(release, work_off, mailbox):  # noqa: F811 the fixture of tests/smtp.py
    """Released, and sent to a real mail server."""

    def go(letter):
        release(letter)
        work_off()
        letter.refresh_from_db()
        assert letter.sent_at
        return letter

    return go
