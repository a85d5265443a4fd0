"""The list of all cases: its address is its filter."""

import re

import pytest

from complaints.models import ProviderKind
from investigations.casework import casework
from investigations.models import Outcome
from mysteryshopper.staff.models import Role


@pytest.fixture
def client(signed_in):
    return signed_in(Role.OFFICIAL)


@pytest.fixture
def investigator(signed_in):
    return signed_in(Role.INVESTIGATOR)


@pytest.fixture
def cases(make_case, make_user, close):
    """By name: one open case of a company, and closed ones of charities with these outcomes."""
    owner = make_user()
    found = {"open": make_case(provider_kind=ProviderKind.COMPANY)}
    for outcome in (Outcome.CHANGED_LIVE, Outcome.PAID, Outcome.WITHDRAWN):
        case = casework.claim(make_case(), by=owner)
        found[outcome.value] = close(case, outcome)
    return {case.reference: name for name, case in found.items()}


def listed(page, cases):
    found = re.findall(r'app-nowrap"><a class="govuk-link" href="/staff/cases/(MS-[^/]+)/', page.content.decode())
    return {cases[reference] for reference in found}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"open", "changed_live", "paid", "withdrawn"}),
        ("counted=open", {"open"}),
        ("counted=reported", {"changed_live", "paid", "withdrawn"}),
        ("counted=investigated", {"changed_live", "paid"}),
        ("counted=changed", {"changed_live"}),
        ("counted=uncoded", set()),
        ("outcome=paid", {"paid"}),
        ("demonstration=yes", set()),
        ("demonstration=no", {"open", "changed_live", "paid", "withdrawn"}),
        ("authority_sector=local_government&counted=open", {"open"}),
        ("authority_sector=unknown", set()),
        ("year=2026", {"open", "changed_live", "paid", "withdrawn"}),
    ],
)
def test_the_address_says_which_cases_are_listed(client, cases, query, names):
    assert listed(client.get(f"/staff/cases/?{query}"), cases) == names


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("provider=vcse", {"changed_live", "paid", "withdrawn"}),
        ("provider=company", {"open"}),
        ("provider=charity", {"changed_live", "paid", "withdrawn"}),
        ("provider=unknown", set()),
        ("provider=known", {"open", "changed_live", "paid", "withdrawn"}),
    ],
)
def test_who_works_the_queue_sees_which_and_an_official_how_many(client, investigator, cases, query, names):
    assert listed(investigator.get(f"/staff/cases/?{query}"), cases) == names
    if "charity" in query:  # the dashboard counts no single kind
        assert client.get(f"/staff/cases/?{query}").status_code == 400
        return
    page = client.get(f"/staff/cases/?{query}")
    words = f"{len(names)} case{'s' * (len(names) != 1)}, not listed."
    assert (listed(page, cases), words in page.content.decode()) == (set(), True)


@pytest.mark.parametrize("query", ["counted=junk", "year=1999", "provider=%00", "authority_sector=x", "outcome=sealed"])
def test_an_unknown_filter_is_an_error_and_lists_nothing(client, cases, query):
    page = client.get(f"/staff/cases/?{query}")
    assert (page.status_code, listed(page, cases), "There is a problem" in page.content.decode()) == (400, set(), True)


def test_the_page_says_what_it_is_narrowed_to(investigator, cases):
    page = investigator.get("/staff/cases/?counted=changed&provider=vcse").content.decode()
    assert "Counted as: Process changed" in page
    assert "Provider: VCSE, any kind" in page
    assert "1 case, newest first" in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_with_1_and_3_rows(client, make_case, number, django_assert_num_queries):
    for _ in range(number):
        make_case()
    with django_assert_num_queries(5):  # session, user, first year, count, rows
        client.get("/staff/cases/")


def test_the_list_names_no_provider(client, make_case):
    make_case(name="canary1", organisation="canary2", own_words="canary3", procurement_title="canary4")
    assert "canary" not in client.get("/staff/cases/").content.decode()
