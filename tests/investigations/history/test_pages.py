"""The pages of imported cases that wait for a person."""

import pytest
from django.urls import reverse

from investigations.models import Case, Outcome
from mysteryshopper.staff.models import Role

HOSTILE = "<script>alert(1)</script>\"'&"


def address(case, page="code"):
    return reverse(f"history:{page}", args=[case.reference])


@pytest.fixture
def case(import_row):
    return import_row()


@pytest.fixture
def client(signed_in):
    return signed_in()


def test_list_has_what_is_uncoded_or_unmatched_and_nothing_else(client, import_row, make_case):
    make_case()
    import_row(Case_Issue="done", Case_Outcome="Process changed")
    waiting = [import_row(Case_Issue="uncoded"), import_row(Case_Outcome="Process changed", Authority="Nowhere")]
    page = client.get(reverse("history:imported"))
    assert {case.reference for case in page.context["page"]} == {case.reference for case in waiting}


def test_list_is_of_as_many_queries_with_one_case_as_with_thirty(client, import_row, django_assert_num_queries):
    for number in range(30):
        if number in (1, 29):
            with django_assert_num_queries(4):
                client.get(reverse("history:imported"))
        import_row(Case_Issue=str(number))


def test_list_when_nothing_waits(client):
    assert "No imported case needs a person." in client.get(reverse("history:imported")).content.decode()


def test_coding(client, case):
    answer = client.post(address(case), {"outcome": "paid", "seen": "uncoded", "note": "Clear"})
    assert (answer.status_code, answer.url) == (302, reverse("history:imported"))
    assert Case.objects.get().outcome == Outcome.PAID


def test_coding_as_it_is_coded_already_is_an_error_and_no_event(client, case):
    page = client.post(f"/staff/history/{case.reference}/outcome/", {"outcome": "uncoded", "seen": "uncoded"})
    assert (page.status_code, case.events.count()) == (422, 0)
    assert "the case is coded like this already" in page.content.decode()


def test_the_form_remembers_what_it_was_opened_with(client, case):
    assert '<input type="hidden" name="seen" value="uncoded"' in client.get(address(case)).content.decode()


def test_coding_in_two_tabs(client, signed_in, case):
    signed_in(Role.LEAD).post(address(case), {"outcome": "paid", "seen": "uncoded"})
    answer = client.post(address(case), {"outcome": "refused", "seen": "uncoded"})
    assert answer.status_code == 409
    assert f"chose “{Outcome.PAID.label}” while you were choosing “{Outcome.REFUSED.label}”" in answer.content.decode()
    assert Case.objects.get().outcome == Outcome.PAID


@pytest.mark.parametrize(
    "sent",
    [{}, {"outcome": "excellent"}, {"outcome": "paid", "seen": "tampered"}, {"outcome": "paid", "note": "x" * 1001},
     {"outcome": "paid", "note": "a\0b"}, {"outcome": "paid\0"}],
)  # fmt: skip
def test_a_bad_answer_is_an_error_on_the_form(client, case, sent):
    answer = client.post(address(case), {"seen": "uncoded"} | sent)
    assert (answer.status_code, answer.context["form"].is_valid()) == (422, False)
    assert "There is a problem" in answer.content.decode()
    assert Case.objects.get().outcome == Outcome.UNCODED


def test_matching_in_two_tabs(client, case, make_authority):
    hull = make_authority("Hull")
    hull.names.create(name="Hull", compared="hull", is_official=True)
    Case.objects.update(authority=make_authority())
    answer = client.post(address(case, "match") + "?q=hull", {"authority": hull.pk, "seen": ""})
    assert answer.status_code == 409
    assert "Somebody else chose “Camden Council” while you were choosing “Hull”" in answer.content.decode()


def test_matching_by_what_was_searched(client, case, make_authority):
    hull = make_authority("Hull", sector="health")
    hull.names.create(name="Hull", compared="hull", is_official=True)
    client.post(address(case, "match") + "?q=hull", {"authority": hull.pk, "seen": ""})
    assert (Case.objects.get().authority, Case.objects.get().authority_sector) == (hull, "health")


@pytest.mark.parametrize("tampered", ["0", "999999999999999999999", "x", "", "1\0"])
def test_an_authority_that_was_not_offered_is_an_error_on_the_form(client, case, make_authority, tampered):
    make_authority("Hull").names.create(name="Hull", compared="hull", is_official=True)
    answer = client.post(address(case, "match") + "?q=hull", {"authority": tampered, "seen": ""})
    assert (answer.status_code, Case.objects.get().authority) == (422, None)


@pytest.mark.parametrize("q", ["", "\0", "x" * 100_000, "%00", "'; drop table", "🙂"])
def test_any_search_is_answered(client, case, q):
    assert client.get(address(case, "match"), {"q": q}).status_code == 200


@pytest.mark.parametrize("page", ["code", "match"])
def test_an_investigated_case_is_a_conflict(client, make_case, page):
    case = make_case()
    assert client.get(address(case, page)).status_code == 409
    assert client.post(address(case, page), {"outcome": "paid", "seen": "uncoded"}).status_code == 409
    assert client.get(address(case, page).replace(case.reference, "MS-0000-0000-0")).status_code == 404


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.ADMINISTRATOR])
@pytest.mark.parametrize("page", ["code", "match"])
def test_only_investigators_and_leads(signed_in, case, role, page):
    assert signed_in(role).get(address(case, page)).status_code == 403
    assert signed_in(role).post(address(case, page), {"outcome": "paid", "seen": "uncoded"}).status_code == 403
    assert signed_in(role).get(reverse("history:imported")).status_code == 403


def test_what_was_published_is_shown_as_text(client, import_row):
    case = import_row(Authority=HOSTILE, Case_Issue=HOSTILE, Case_Outcome=HOSTILE, Sub_Issue=HOSTILE, Source=HOSTILE)
    for page in [address(case), address(case, "match"), reverse("history:imported")]:
        shown = client.get(page).content.decode()
        assert "<script>alert" not in shown
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
