"""What tests of every room share: people of each role, a complaint as a provider files it, and its case."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from playwright.sync_api import sync_playwright

from complaints.filing.submitting import Filing, GroundTold, submit
from complaints.models import Authority, ProviderKind, ProviderSize, Sector, Stage, SubIssue, Subject
from complaints.tokens import new_filing_token
from investigations.queue.intake import open_case
from mysteryshopper.staff.models import Role, User
from tests import closing

NO_CHROMIUM = "No Chromium is installed. On Debian: apt-get install chromium"
NOON = datetime(2026, 6, 1, 11, tzinfo=UTC)  # noon in London, a Monday


@pytest.fixture
def make_authority(db):
    """An authority of the list."""

    def make(name="Camden Council", sector=Sector.LOCAL_GOVERNMENT, **fields):
        code = fields.pop("code", name)
        return Authority.objects.create(code=code, name=name, sector=sector, nation="England", source="test", **fields)

    return make


@pytest.fixture
def filing(make_authority):
    """A whole complaint, as the forms would hand it over."""
    return Filing(
        authority=make_authority(),
        authority_given="",
        notice=None,
        procurement_title="Grounds maintenance",
        procurement_reference="",
        stage=Stage.TENDER,
        happened_on=date(2026, 5, 1),
        grounds=[GroundTold(Subject.PROCUREMENT_PROCESS, SubIssue.FEEDBACK, "They never told us why we lost.")],
        provider_kind=ProviderKind.CHARITY,
        provider_size=ProviderSize.MICRO,
        name="Ada Provider",
        organisation="Provider Works",
        email="ada@provider.example",
        phone="020 7946 0000",
    )


@pytest.fixture
def make_complaint(filing):
    """A filed complaint; keywords change the filing, or its ground."""

    def make(*, now=NOON, **changes):
        of_ground = {name: changes.pop(name) for name in ("subject", "sub_issue", "own_words") if name in changes}
        if of_ground:
            changes["grounds"] = [replace(filing.grounds[0], **of_ground)]
        return submit(new_filing_token(), replace(filing, **changes), now=now)

    return make


@pytest.fixture
def make_case(make_complaint):
    """The case of a complaint, just opened."""

    def make(**changes):
        return open_case(make_complaint(**changes))

    return make


@pytest.fixture
def close():
    """See tests/closing.py."""
    return closing.close


@pytest.fixture
def make_user(db):
    """A member of staff."""

    def make(role=Role.INVESTIGATOR, name="Ann Investigator"):
        email = f"{name.lower().replace(' ', '.')}.{User.objects.count()}@staff.example"
        return User.objects.create_user(email, None, name=name, role=role)

    return make


@pytest.fixture
def signed_in(make_user, settings):
    """A browser in which somebody of this role, or this person, is signed in."""
    settings.DEMONSTRATION = True

    def sign_in(who=Role.INVESTIGATOR):
        client = Client()
        client.force_login(who if isinstance(who, User) else make_user(who))
        return client

    return sign_in


@pytest.fixture
def at_once():
    """Calls the functions at the same moment, each in a thread with a connection of its own."""

    def run(*calls):
        def one(call):
            try:
                return call()
            finally:
                connection.close()

        with ThreadPoolExecutor(len(calls)) as pool:
            return list(pool.map(one, calls))

    return run


@pytest.fixture(scope="module")
def chromium():
    path = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
    if path is None and os.environ.get("CI") == "true":
        pytest.fail(NO_CHROMIUM)
    if path is None:
        pytest.skip(NO_CHROMIUM)
    with sync_playwright() as playwright:
        # Chromium's own sandbox does not start as root; what is opened here is our own pages only.
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
