"""From case to case in the list from which one was opened."""

import re
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from investigations.models import Case
from investigations.queue.neighbours import place
from mysteryshopper.staff.models import Role

NEXT = re.compile(r'rel="next" href="([^"]+)"')
HERE = re.compile(r"(\d+) of (\d+) in this list")


@pytest.fixture
def four(make_case):
    """Three of one day about payment, and one that is not."""
    cases = [make_case(subject="payment", sub_issue="payment") for _ in range(3)]
    make_case()
    return [case.reference for case in cases][::-1]


def test_one_walks_through_the_list_from_its_first_case_to_its_last(signed_in, four):
    client = signed_in()
    page = client.get("/staff/cases/?payment=yes&page=1").content.decode()
    address, walked = re.findall(r'href="(/staff/cases/MS-[^"]+)"', page)[0], []
    while address:
        page = client.get(address.replace("&amp;", "&")).content.decode()
        walked.append((re.search(r"Case (MS-[\w-]+)", page)[1], HERE.search(page).groups()))
        address = (NEXT.findall(page) or [""])[0]
    assert walked == [(reference, (str(number), "3")) for number, reference in enumerate(four, 1)]
    assert 'href="/staff/cases/?payment=yes" class="govuk-back-link"' in page


def test_a_case_that_left_the_list_says_so(signed_in, four):
    page = signed_in().get(f"/staff/cases/{four[0]}/?from={quote('status=asked')}").content.decode()
    assert ("This case is no longer in the list." in page, HERE.search(page)) == (True, None)


@pytest.mark.parametrize(
    "query", ["status=junk", "foo=1", "q=%00", "x" * 3000, "//evil.example", "a=%zz", "provider=vcse"]
)
def test_a_list_that_cannot_be_is_passed_over(signed_in, four, query):
    page = signed_in(Role.OFFICIAL).get(f"/staff/cases/{four[0]}/", {"from": query})
    body = page.content.decode()
    assert (page.status_code, HERE.search(body), "evil" in body) == (200, None, False)
    assert 'href="/staff/cases/" class="govuk-back-link"' in body


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.lists(st.integers(1, 4), min_size=4, max_size=4))
def test_places_are_those_of_the_list_whatever_the_days(four, days):
    for case, day in zip(Case.objects.all(), days, strict=True):
        Case.objects.filter(pk=case.pk).update(received_on=f"2026-05-0{day}")
    listed = list(Case.objects.newest_first())
    references = ["", *(case.reference for case in listed), ""]
    for number, case in enumerate(listed, 1):
        found = place(Case.objects.newest_first(), case)
        assert (found.number, found.total) == (number, 4)
        assert (found.previous, found.next) == (references[number - 1], references[number + 1])


def test_a_place_is_found_with_the_same_questions_in_any_list(four, django_assert_num_queries):
    for reference in four:
        case = Case.objects.get(reference=reference)
        with django_assert_num_queries(1):
            place(Case.objects.newest_first(), case)


def test_a_case_has_no_place_in_a_list_without_any(four):
    case = Case.objects.get(reference=four[0])
    assert place(Case.objects.filter(pk__in=[]), case) is None
    assert place(Case.objects.filter(pk=0), case) is None
