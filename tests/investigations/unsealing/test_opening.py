"""Who complained is opened by those who work on the case, and never without a row that the provider sees."""

import re
from html import unescape

import pytest
from django.db import InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from complaints.models import IdentityReading, Subject
from complaints.tracking import following, reading
from investigations import access
from investigations.casework import casework, interests
from investigations.lifecycle import Conflict
from investigations.models import Case, Readers
from investigations.unsealing import opening
from mysteryshopper.staff.models import Role

CANARIES = ["Ada Provider", "Provider Works", "ada@provider.example", "020 7946 0000"]


@pytest.fixture
def case(make_case, make_user):
    return casework.claim(make_case(reach={"voicemail": True}), by=make_user(name="Owen Owner"))


def address(case):
    return f"/staff/cases/{case.reference}/who-complained/"


def test_the_owner_opens_it_and_each_time_is_one_row(case, signed_in):
    browser = signed_in(case.owner)
    asks = unescape(browser.get(address(case)).content.decode())
    assert ([canary for canary in CANARIES if canary in asks], "(optional)" in asks) == ([], True)
    assert not IdentityReading.objects.exists()
    for times in (1, 2):
        answer = browser.post(address(case))
        shown = unescape(answer.content.decode())
        assert [canary for canary in CANARIES if canary not in shown] == []
        assert "You may leave a message on this phone." in shown
        assert "no-store" in answer["Cache-Control"]
        assert IdentityReading.objects.filter(complaint=case.complaint, by=case.owner).count() == times


def test_a_lead_has_to_say_why(case, signed_in):
    browser = signed_in(Role.LEAD)
    refused = browser.post(address(case), {"reason": "  "})
    assert (refused.status_code, "Enter why you need to know who complained" in refused.content.decode()) == (422, True)
    assert not IdentityReading.objects.exists()
    assert "Ada Provider" in browser.post(address(case), {"reason": "To phone them"}).content.decode()
    assert IdentityReading.objects.get().reason == "To phone them"
    with pytest.raises(opening.ReasonMissing):
        opening.open_identity(case, by=IdentityReading.objects.get().by, reason=" ")


@pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.OFFICIAL, Role.ADMINISTRATOR])
def test_nobody_else_opens_it(case, make_user, signed_in, role):
    user = make_user(role)
    with pytest.raises(access.NotAllowed):
        opening.open_identity(case, by=user, reason="To know")
    assert signed_in(user).post(address(case), {"reason": "To know"}).status_code == 403
    assert not IdentityReading.objects.exists()


@pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.LEAD])
def test_nobody_opens_it_before_somebody_looks_after_the_case(make_case, make_user, role):
    with pytest.raises(access.NotAllowed, match="Claim this case first"):
        opening.open_identity(make_case(), by=make_user(role), reason="To know")


def test_whoever_gave_the_case_away_meanwhile_does_not_read_it(case, make_user):
    held_by_an_old_page = Case.objects.get(pk=case.pk)
    Case.objects.filter(pk=case.pk).update(owner=make_user(name="Next Owner"))
    with pytest.raises(access.NotAllowed):
        opening.open_identity(held_by_an_old_page, by=case.owner, reason="")
    assert not IdentityReading.objects.exists()


def test_a_published_case_has_nobody_to_see(case):
    Case.objects.filter(pk=case.pk).update(complaint=None)
    with pytest.raises(Conflict):
        opening.open_identity(case, by=case.owner, reason="")


def test_named_and_unnamed_complaints_look_alike_until_opened(make_case, make_user, signed_in):
    """The same bytes, but for the reference and what changes with every request."""
    owner = make_user(name="Owen Owner")
    nameless = {"name": "", "organisation": "", "email": "", "phone": ""}
    named, unnamed = casework.claim(make_case(), by=owner), casework.claim(make_case(**nameless), by=owner)
    browser = signed_in(owner)

    def page(case, end=""):
        text = browser.get(f"/staff/cases/{case.reference}/{end}").content.decode()
        text = re.sub(r'csrfmiddlewaretoken" value="\w+"|<time.*?</time>', "", text)
        return re.sub(r"MS-\w{4}-\w{4}-\w", "REFERENCE", text)  # each is similar to the other

    for end in ("", "who-complained/", "who-complained/tell/"):
        assert page(named, end) == page(unnamed, end)
    assert "neither who they are" in browser.post(address(unnamed)).content.decode()


def test_their_other_complaints_are_shown_with_who_they_are_and_nowhere_else(
    case, make_case, make_authority, signed_in
):
    apart = {"subject": Subject.TRANSPARENCY, "authority": make_authority("Leeds City Council")}  # similar to nothing
    same, another = make_case(**apart), make_case(**apart, email="bea@other.example", organisation="Provider Works")
    browser = signed_in(case.owner)
    before = (
        browser.get(f"/staff/cases/{case.reference}/").content.decode() + browser.get(address(case)).content.decode()
    )
    opened = browser.post(address(case)).content.decode()
    shown = [[reference in page for reference in (same.reference, another.reference)] for page in (before, opened)]
    assert shown == [[False, False], [True, False]]


def test_of_their_other_complaints_none_is_shown_that_is_shut_to_whoever_looks(case, make_case, make_user, signed_in):
    conflict, restricted = make_case(), make_case()
    interests.declare(conflict, by=case.owner, reason="x")
    interests.set_readers(
        restricted, Readers.RESTRICTED, named=[make_user(Role.LEAD)], by=make_user(Role.LEAD), reason="x"
    )
    opened = signed_in(case.owner).post(address(case)).content.decode()
    assert [other.reference in opened for other in (conflict, restricted)] == [False, False]


def test_the_provider_sees_each_opening(case):
    opening.open_identity(case, by=case.owner, reason="")
    shown = reading.follow_page(following.Complaint.objects.get(pk=case.complaint_id), now=case.complaint.filed_at)
    assert [(str(row.who), str(row.reason)) for row in shown.openings] == [
        ("An investigator", "They look after your complaint.")
    ]


def test_a_row_cannot_be_taken_away(case):
    opening.open_identity(case, by=case.owner, reason="To call")
    with pytest.raises(InternalError), transaction.atomic():
        IdentityReading.objects.all().delete()


def test_what_is_opened_is_written_down_before_it_is_read(case):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        opening.open_identity(case, by=case.owner, reason="")
    about = [q["sql"] for q in queries if "complaints_identity" in q["sql"]]
    assert [sql.split()[0] for sql in about] == ["INSERT", "SELECT"]
