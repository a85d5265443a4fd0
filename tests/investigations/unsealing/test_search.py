"""A lead finds a provider's complaints by the whole address or number, and a row says that they looked."""

import pytest

from complaints.models import IdentitySearch
from investigations.access import NotAllowed
from investigations.casework import interests
from investigations.unsealing import opening
from mysteryshopper.staff.models import Role

WHERE = "/staff/same-provider/"


@pytest.fixture
def lead(make_user):
    return make_user(Role.LEAD, "Lea Lead")


def test_by_the_whole_address_or_number_and_by_no_part_of_it(make_case, lead):
    one, two = make_case(number="SC012345"), make_case(email="bea@other.example", number="012345")
    other = make_case(email="cy@third.example")

    def found(**what):
        return opening.search(by=lead, reason="Twice?", **({"email": "", "number": ""} | what))

    assert found(email="ADA@provider.example ") == [one]
    assert found(number="12345") == [two]
    assert found(email="bea@other.example", number="SC 012345") == [two, one]
    assert (found(email="provider.example"), found(number="1234"), other in found(email="ada@")) == ([], [], False)


def test_each_search_is_a_row_that_does_not_say_what_for(make_case, lead):
    make_case()
    opening.search(by=lead, email="ada@provider.example", number="", reason="Twice?")
    row = IdentitySearch.objects.values().get()
    assert (row["by_id"], row["reason"], row["found"]) == (lead.pk, "Twice?", 1)
    assert "ada" not in str(row)


@pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.OFFICIAL, Role.ADMINISTRATOR])
def test_nobody_else_looks(make_user, role):
    with pytest.raises(NotAllowed):
        opening.search(by=make_user(role), email="a@b.example", number="", reason="x")
    assert not IdentitySearch.objects.exists()


def test_a_case_that_is_shut_to_them_is_not_found(make_case, lead):
    interests.declare(make_case(), by=lead, reason="My sister’s firm.")
    assert opening.search(by=lead, email="ada@provider.example", number="", reason="x") == []


def test_the_page(make_case, lead, signed_in):
    case, browser = make_case(), signed_in(lead)
    for typed in ({}, {"reason": "x"}, {"reason": "x", "email": "ada"}, {"email": "ada@provider.example"}):
        assert browser.post(WHERE, typed).status_code == 422
    answer = browser.post(WHERE, {"email": "ada@provider.example", "reason": "Twice?"})
    assert (case.reference in answer.content.decode(), "no-store" in answer["Cache-Control"]) == (True, True)
    none = browser.post(WHERE, {"number": "99", "reason": "Twice?"}).content.decode()
    assert "No case that you may read is from a provider with this address or number." in none
