"""The list as a file: the same cases, only what the reader may see, nothing that a spreadsheet would run."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investigations.casework import casework
from investigations.models import Case
from investigations.queue import exporting
from mysteryshopper.staff.models import Role


def rows(answer):
    return list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(("who", "columns"), [(Role.INVESTIGATOR, 13), (Role.LEAD, 13), (Role.OFFICIAL, 10)])
def test_the_file_has_the_cases_of_the_page_and_what_the_reader_may_see(signed_in, make_case, make_user, who, columns):
    cases = [make_case() for _ in range(27)]
    casework.claim(cases[0], by=make_user(name="Olive Owner"))
    Case.objects.filter(pk=cases[1].pk).update(subject="payment")
    client = signed_in(who)
    for query, number in (("", 27), ("?payment=yes", 1), ("?payment=no", 26)):
        file = client.get(f"/staff/cases/export/{query}")
        titles, *found = rows(file)
        assert (len(titles), len(found), {len(row) for row in found}) == (columns, number, {columns})
        assert (
            f"{number} case{'s' * (number > 1)}, newest first" in client.get(f"/staff/cases/{query}").content.decode()
        )
    everything = client.get("/staff/cases/export/").getvalue().decode()
    assert [word in everything for word in ("Registered charity", "Olive Owner")] == [who != Role.OFFICIAL] * 2
    assert file["Content-Disposition"] == 'attachment; filename="cases.csv"'


def test_nothing_sealed_is_in_the_file(signed_in, make_case):
    make_case(name="canary1", organisation="canary2", own_words="canary3", procurement_title="canary4")
    assert b"canary" not in signed_in(Role.LEAD).get("/staff/cases/export/").getvalue()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(signed_in, make_case, start):
    case = make_case()
    Case.objects.filter(pk=case.pk).update(
        authority=None, authority_given=f"{start}HYPERLINK(1)", sub_issue=f"{start}1"
    )
    _, row = rows(signed_in().get("/staff/cases/export/"))
    assert (row[1], row[4]) == (f"'{start}HYPERLINK(1)", f"'{start}1")


@given(st.text())
def test_whatever_a_cell_holds_it_does_not_begin_as_a_formula(text):
    assert not exporting.defused(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert exporting.defused(text).removeprefix("'") == text.removeprefix("'")


def test_too_many_cases_are_cut_off_and_it_says_so(signed_in, make_case, monkeypatch):
    monkeypatch.setattr(exporting, "MOST_ROWS", 2)
    newest = [make_case().reference for _ in range(3)][:0:-1]
    client = signed_in()
    assert "Download the newest 2 of these cases (CSV)" in client.get("/staff/cases/").content.decode()
    _, *found, last = rows(client.get("/staff/cases/export/"))
    assert ([row[0] for row in found], last) == (newest, ["There are more cases: these are the newest 2."])


def test_a_date_is_as_exact_as_it_is_known(signed_in, make_case):
    case = make_case()
    client = signed_in()
    for precision, printed in (("year", "2026"), ("month", "2026-06"), ("day", "2026-06-01")):
        Case.objects.filter(pk=case.pk).update(received_precision=precision)
        assert rows(client.get("/staff/cases/export/"))[1][5] == printed


def test_a_wrong_filter_is_named_and_officials_get_no_list_of_providers(signed_in, make_case):
    make_case()
    wrong = signed_in().get("/staff/cases/export/?status=junk")
    assert (wrong.status_code, "Status: choose one from the list" in wrong.content.decode()) == (400, True)
    assert signed_in(Role.OFFICIAL).get("/staff/cases/export/?provider=vcse").status_code == 403


@pytest.mark.parametrize("cases", [1, 3])
def test_the_file_asks_the_same_with_1_and_3_rows(signed_in, make_case, cases, django_assert_num_queries):
    for _ in range(cases):
        make_case()
    client = signed_in()
    with django_assert_num_queries(3):  # session, user, rows
        client.get("/staff/cases/export/").getvalue()
