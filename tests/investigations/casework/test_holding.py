"""A legal hold: nothing of the case is erased while it stands, whoever tries."""

import pytest
from django.db import connection, transaction
from django.db.utils import InternalError
from django.utils import timezone

from complaints.models import Complaint, Evidence, Ground, Identity, Message
from investigations.access import NotAllowed
from investigations.casework import casework, holding, interests, noting
from investigations.lifecycle import Conflict
from investigations.models import Case
from mysteryshopper.staff.models import Role


@pytest.fixture
def lead(make_user):
    return make_user(Role.LEAD, "Lea Lead")


@pytest.fixture
def case(make_case, make_user):
    case = casework.claim(make_case(), by=make_user(name="Owen Owner"))
    noting.write(case, by=case.owner, text="Hello")
    case.complaint.evidence.create(stored_as="x", name="letter.pdf", kind="pdf", size=8, added_at=timezone.now())
    return case


def erase(table):
    """Past the models: only Postgres is in the way."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(f"DELETE FROM {table}")
        transaction.set_rollback(True)


@pytest.mark.parametrize("model", [Identity, Evidence, Ground, Message, Complaint, Case])
def test_nothing_is_erased_until_the_hold_is_lifted(case, lead, model):
    assert model.objects.exists()
    holding.hold(case, by=lead, reason="A court asks.")
    with pytest.raises(InternalError, match="Cannot delete"):
        erase(model._meta.db_table)
    holding.release(case, by=lead, reason="The court is done.")
    erase(model._meta.db_table)
    assert list(case.events.filter(kind__in=["held", "released"]).values_list("kind", "note")) == [
        ("held", "A court asks."),
        ("released", "The court is done."),
    ]


def test_a_hold_of_one_case_holds_no_other(case, make_case, lead):
    other = make_case()
    holding.hold(case, by=lead, reason="x")
    Identity.objects.get(complaint=other.complaint).delete()


def test_only_a_lead_without_conflict_of_interest_holds(case, lead):
    for verb in (holding.hold, holding.release):
        with pytest.raises(NotAllowed):
            verb(case, by=case.owner, reason="x")
    interests.declare(case, by=lead, reason="x")
    with pytest.raises(NotAllowed, match="conflict of interest"):
        holding.hold(case, by=lead, reason="x")


def test_twice_is_a_conflict(case, lead):
    with pytest.raises(Conflict):
        holding.release(case, by=lead, reason="x")
    holding.hold(case, by=lead, reason="x")
    with pytest.raises(Conflict):
        holding.hold(case, by=lead, reason="x")


def test_the_pages(case, lead, signed_in):
    browser, where = signed_in(lead), f"/staff/cases/{case.reference}/"
    assert browser.post(f"{where}hold/", {"lifts": "False", "reason": ""}).status_code == 422
    assert browser.post(f"{where}hold/", {"lifts": "False", "reason": "A court asks."}).url == where
    assert "Nothing of this case may be erased." in browser.get(where).content.decode()
    # The page that was for placing it does not lift it.
    assert browser.post(f"{where}hold/", {"lifts": "False", "reason": "Again."}).status_code == 409
    assert 'name="lifts" value="True"' in browser.get(f"{where}hold/").content.decode()
    assert browser.post(f"{where}hold/", {"lifts": "True", "reason": "Done."}).url == where
    assert "Nothing of this case may be erased." not in browser.get(where).content.decode()
