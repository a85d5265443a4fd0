"""Each filter of the list: what it finds, for whom it is there, and what a wrong one says."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from complaints.models import AuthorityName, Notice, ProviderSize, SubIssue, Subject
from investigations.casework import casework, tagging
from investigations.models import Case
from investigations.queue import filters
from investigations.queue.chips import chips
from mysteryshopper.staff.models import Role
from tests.investigations.queue.made import closed_case


def found(query, user):
    asked = filters.asked(QueryDict(query), user)
    return {case.reference for case in asked.found} if asked.is_valid_query else asked.form.errors.as_text()


@pytest.fixture
def ann(make_user):
    return make_user()


@pytest.fixture
def find(ann):
    return lambda query: found(query, ann)


@pytest.fixture
def two(make_case):
    """A case, and one that differs by these fields: what finds the second must not find the first."""

    def make(**fields):
        cases = make_case(), make_case()
        Case.objects.filter(pk=cases[1].pk).update(**fields)
        return [case.reference for case in cases]

    return make


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("authority_sector=health", {"authority_sector": "health"}),
        ("authority_sector=other", {"authority_sector": "other"}),
        ("authority_sector=unknown", {"authority_sector": ""}),
        ("subject=payment", {"subject": Subject.PAYMENT}),
        ("subject=unknown", {"subject": ""}),
        ("sub_issue=e_portal", {"sub_issue": SubIssue.E_PORTAL}),
        ("sub_issue=another", {"sub_issue": "As history worded it"}),
        ("sub_issue=unknown", {"sub_issue": ""}),
        ("status=asked", {"status": "asked"}),
        ("size=large", {"provider_size": ProviderSize.LARGE}),
        ("size=unknown", {"provider_size": ""}),
        ("origin=spot_check", {"origin": "spot_check"}),
        ("live=yes", {"live_until": timezone.now() + timedelta(days=9)}),
        ("payment=yes", {"subject": Subject.PAYMENT}),
        ("payment=yes", {"sub_issue": SubIssue.PAYMENT}),
        ("received_from-day=2&received_from-month=6&received_from-year=2026", {"received_on": date(2026, 6, 2)}),
        ("received_to-day=31&received_to-month=5&received_to-year=2026", {"received_on": date(2026, 5, 31)}),
        ("due_before-day=1&due_before-month=2&due_before-year=2026", {"next_due_on": date(2026, 1, 31)}),
        ("demonstration=yes", {"is_demonstration": True}),
        ("counted=unmatched", {"authority": None, "authority_given": "A council"}),
    ],
)
def test_each_filter_finds_the_case_that_is_so_and_no_other(two, find, query, fields):
    _, other = two(**fields)
    assert find(query) == {other}


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("live=no", {"live_until": timezone.now() + timedelta(days=9)}),
        ("payment=no", {"sub_issue": SubIssue.PAYMENT}),
        ("due_before-day=31&due_before-month=1&due_before-year=2026", {"next_due_on": date(2026, 1, 31)}),
    ],
)
def test_and_the_opposite_leaves_it_out(two, find, query, fields):
    first, other = two(**fields)
    assert other not in find(query)
    assert query.startswith("due") or first in find(query)


def test_a_closed_case_is_not_live(ann, find, make_case):
    case = make_case(live_until=timezone.now() + timedelta(days=9))
    closed_case(case, by=ann)
    assert (find("live=yes"), find("live=no")) == (set(), {case.reference})


def test_owners_are_nobody_me_and_each_colleague(ann, find, make_case, make_user):
    bob = make_user(name="Bob")
    free, mine, his = make_case(), make_case(), make_case()
    casework.claim(mine, by=ann)
    casework.claim(his, by=bob)
    assert find("owner=nobody") == {free.reference}
    assert find("owner=me") == {mine.reference}
    assert find(f"owner={bob.pk}") == {his.reference}
    assert "choose one from the list" in find("owner=999999")
    # What a link says is read by whoever opens it.
    assert found("owner=me", bob) == {his.reference}


def test_by_tag_however_it_is_typed(find, make_case, ann):
    tagged, _ = casework.claim(make_case(), by=ann), make_case()
    tagging.tag(tagged, "late portal", by=ann)
    assert find("tag=Late  Portal") == {tagged.reference}
    assert find("tag=late") == set()


def test_an_authority_is_found_by_name_alias_part_and_misspelling(find, make_case, make_authority):
    camden, leeds = make_authority("London Borough of Camden", code="c"), make_authority("Leeds City Council", code="l")
    for authority, names in {
        camden: ["London Borough of Camden", "LBC", "Camden"],
        leeds: ["Leeds City Council"],
    }.items():
        for name in names:
            AuthorityName.objects.create(
                authority=authority, name=name, compared=name.lower(), is_official=name == authority.name
            )
    case, _ = make_case(authority=camden), make_case(authority=leeds)
    for typed in ("London Borough of Camden", "lbc", "Camden", "Camden Council", "London Borough of Camdne"):
        assert find(f"authority={typed}") == {case.reference}, typed
    assert find("authority=Nowhere at all") == set()


def test_an_authority_that_nobody_has_matched_is_found_as_it_was_published(find, two):
    _, other = two(authority=None, authority_given="The Old Board of Works")
    assert find("authority=board of works") == {other}


def test_what_is_bought_finds_only_complaints_that_the_reader_may_read(find, ann, make_case, make_user):
    notice = Notice.objects.create(
        ocid="o", buyer_name="Camden", title="Grounds", cpv="77310000", released_at=timezone.now()
    )
    bob, lead = make_user(name="Bob"), make_user(Role.LEAD)
    free, his = make_case(notice=notice), make_case(notice=notice)
    make_case()
    casework.claim(his, by=bob)
    assert find("cpv=77") == {free.reference}
    assert found("cpv=77", bob) == found("cpv=77", lead) == {free.reference, his.reference}
    assert find("cpv=45") == set()


@pytest.mark.parametrize("name", filters.OF_THE_QUEUE)
def test_officials_have_no_filter_for_what_they_do_not_see(make_user, name):
    assert f"You can’t filter by “{name}”" in found(f"{name}=yes", make_user(Role.OFFICIAL))


@pytest.mark.parametrize(
    ("beside", "may"),
    [
        ("counted=changed", True),
        ("outcome=paid", True),
        ("outcome=refused", False),
        ("counted=changed&outcome=paid", False),
        ("year=2026", False),
        ("authority=Camden", False),
    ],
)
def test_officials_narrow_providers_as_far_as_the_dashboard_does(signed_in, make_case, beside, may):
    make_case()
    answer = signed_in(Role.OFFICIAL).get(f"/staff/cases/?provider=vcse&{beside}")
    assert (answer.status_code == 200, "they would say who complained" in answer.content.decode()) == (may, not may)
    assert "MS-" not in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("status=junk", "Status: choose one from the list"),
        ("received_from-day=31&received_from-month=2&received_from-year=2026", "Received from must be a real date"),
        ("due_before-day=1", "Due before must include a month and year"),
        ("foo=1", "You can’t filter by “foo”"),
        ("authority=" + "x" * 201, "Authority must be 200 characters or fewer"),
        ("authority=%00", "Authority must not contain characters we can’t read"),
        (
            "received_from-day=2&received_from-month=2&received_from-year=2026"
            "&received_to-day=1&received_to-month=2&received_to-year=2026",
            "“Received to” must be the same day as “Received from”, or later",
        ),
    ],
)
def test_a_wrong_filter_is_named_and_what_was_chosen_is_kept(signed_in, query, says):
    answer = signed_in().get(f"/staff/cases/?payment=yes&{query}")
    page = answer.content.decode()
    assert (answer.status_code, says in page) == (400, True), page
    assert '<option value="yes" selected>About payment</option>' in page


def test_each_chip_takes_its_own_filter_away(ann):
    query = "status=asked&received_from-day=2&received_from-month=6&received_from-year=2026&page=3"
    shown = {chip.label: (chip.value, chip.query_without) for chip in chips(filters.asked(QueryDict(query), ann))}
    assert shown == {
        "Status": ("Waiting for the authority", query.removeprefix("status=asked&").removesuffix("&page=3")),
        "Received from": ("2 June 2026", "status=asked"),
    }


def test_the_chip_of_an_authority_says_whom_we_took_it_to_mean(ann, make_authority):
    authority = make_authority("Leeds City Council")
    AuthorityName.objects.create(authority=authority, name="LCC", compared="lcc", is_official=False)
    values = [chips(filters.asked(QueryDict(f"authority={typed}"), ann))[0].value for typed in ("LCC", "Nowhere")]
    assert values == ["LCC (Leeds City Council)", "Nowhere (not in our list)"]


def test_an_empty_list_says_what_to_do(signed_in):
    client = signed_in()
    assert "Remove a filter, or" in client.get("/staff/cases/?status=asked").content.decode()
    assert "A case appears here as soon as a complaint is sent." in client.get("/staff/cases/").content.decode()


def test_all_filters_at_once_ask_few_questions(signed_in, make_authority, make_case, django_assert_max_num_queries):
    authority = make_authority("Leeds City Council", code="l")
    AuthorityName.objects.create(authority=authority, name="x", compared="leeds city council", is_official=True)
    make_case()
    choices = "status=asked&subject=payment&owner=me&live=yes&cpv=45&size=micro&provider=vcse&origin=referral"
    client = signed_in()
    with django_assert_max_num_queries(14):
        assert client.get(f"/staff/cases/?authority=Leds Citty Council&{choices}").status_code == 200


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from([*filters.CaseFilter.base_filters, "received_from-day", "due_before-year", "page", "x"]),
    value=st.text(max_size=40),
)
def test_whatever_stands_in_the_address_is_answered(signed_in_once, name, value):
    assert signed_in_once.get("/staff/cases/", {name: value, "subject": "payment"}).status_code in {200, 400}


@pytest.fixture
def signed_in_once(signed_in):
    return signed_in()


# Every other filter of an official, with a value that it takes.
BESIDE = {
    "q": "Camden", "authority": "Camden", "authority_sector": "health", "subject": "payment", "sub_issue": "payment",
    "status": "received", "nation": "England", "origin": "referral", "payment": "yes", "year": "2026",
    "demonstration": "no", "outcome": "withdrawn",
    **{day: f"27&{day}-month=3&{day}-year=2026" for day in ("received_from", "received_to", "due_before")},
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(filters.CaseFilter.base_filters.keys() - {*filters.OF_THE_QUEUE, "provider"}))
def test_no_filter_beside_the_provider_gives_an_official_a_list_a_number_or_a_file(signed_in, make_case, name):
    """Whose case it is could be told from any of them, however many cases are left: see decision 9."""
    make_case(provider_kind="charity")
    browser = signed_in(Role.OFFICIAL)
    if name == "counted":  # as the dashboard counts: the number, and no case
        query = "provider=vcse&counted=open"
        assert "not listed." in browser.get(f"/staff/cases/?{query}").content.decode()
        assert browser.get(f"/staff/cases/export/?{query}").status_code == 403
        return
    box = f"{name}-day" if BESIDE[name].startswith("27&") else name
    for path in ("/staff/cases/", "/staff/cases/export/"):
        answer = browser.get(f"{path}?provider=vcse&{box}={BESIDE[name]}")
        page = answer.content.decode()
        assert (answer.status_code, "they would say who complained" in page) == (400, True)
        assert "not listed." not in page
        assert "MS-" not in page
