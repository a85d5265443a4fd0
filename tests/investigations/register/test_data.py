"""The register as files: what goes out comes in again, and nothing in it acts in a spreadsheet."""

import csv
import io
import json
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from investigations.history.importing import OFFICIAL_COLUMNS, import_cases, read_row
from investigations.models import Case, RegisterEntry

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
PUBLISHED = Path(__file__).parents[3] / "investigations/data/published_cases.csv"


def content(client, address):
    return b"".join(client.get(address).streaming_content).decode("utf-8-sig")


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def facts(read):
    """As they are imported, but for our own columns and the fingerprint."""
    seen = Counter()
    found = [read_row(row, seen=seen, today=TODAY) for row in read]
    return sorted((replace(row, key="", sector="", source="") for row in found), key=str)


def test_what_was_published_comes_out_in_the_form_in_which_it_came_in(client):
    import_cases(str(PUBLISHED), today=TODAY)
    out = content(client, "/data/published-cases.csv")
    assert out.splitlines()[0] == "Year,Month,Authority,Subject,Sub Issue,Case Issue,Case Outcome"
    assert list(rows(out)[0]) == OFFICIAL_COLUMNS
    original = rows(PUBLISHED.read_text(encoding="utf-8-sig"))
    assert len(original) > 20
    assert facts(rows(out)) == facts(original)


def test_what_we_published_can_be_imported(publish_entry, client, tmp_path):
    publish_entry(case_issue='Two\nlines, and "quotes"')
    file = tmp_path / "out.csv"
    file.write_text(content(client, "/data/published-cases.csv"), encoding="utf-8")
    report = import_cases(str(file), today=TODAY)
    assert (report.added, report.refused) == (1, [])
    case = Case.objects.get(import_key__isnull=False)
    assert (case.case_issue, case.sub_issue, str(case.received_on)) == (
        'Two\nlines, and "quotes"', "feedback", "2026-06-01",
    )  # fmt: skip
    assert RegisterEntry.objects.filter(is_imported=True).count() == 1


def test_ours_has_codes_and_says_what_is_made_up(publish_entry, client, settings):
    settings.DEMONSTRATION = True
    publish_entry(reply="We accept.")
    publish_entry(is_demonstration=True)
    real, made_up = rows(content(client, "/data/cases.csv"))
    assert (real["authority_code"], real["outcome"], real["process_changed"], real["reply"]) == (
        "E-CMD", "changed_future", "true", "We accept.",
    )  # fmt: skip
    assert [row["is_demonstration"] for row in (real, made_up)] == ["false", "true"]
    assert len(rows(content(client, "/data/published-cases.csv"))) == 1
    assert [case["is_demonstration"] for case in json.loads(content(client, "/data/cases.json"))["cases"]] == [
        False, True,
    ]  # fmt: skip


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
@pytest.mark.parametrize("address", ["/data/published-cases.csv", "/data/cases.csv"])
def test_no_cell_is_a_formula(publish_entry, client, start, address):
    formula = f'{start}HYPERLINK("http://x")'
    publish_entry(
        case_issue=formula, case_outcome=formula, authority=None, authority_given=formula, sub_issue=formula,
        source=formula, reply=formula,
    )  # fmt: skip
    (row,) = rows(content(client, address))
    assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert f"'{formula}" in row.values()


def test_the_package_describes_the_files(publish_entry, client):
    publish_entry()
    package = client.get("/data/datapackage.json").json()
    assert package["licenses"][0]["name"] == "OGL-UK-3.0"
    for resource in package["resources"]:
        header, row = csv.reader(
            io.StringIO(content(client, "/data/" + resource["path"].rsplit("/", 1)[1]), newline="")
        )
        assert header == [field["name"] for field in resource["schema"]["fields"]]
        for cell, field in zip(row, resource["schema"]["fields"], strict=True):
            if field["type"] == "boolean":
                assert cell in {"true", "false", ""}
            if field["type"] in {"integer", "year"}:
                assert cell.isdecimal()


def test_codes_and_definitions_are_told_where_the_data_is(publish_entry, client, settings):
    fields = {
        field["name"]: field
        for field in client.get("/data/datapackage.json").json()["resources"][1]["schema"]["fields"]
    }
    changed = {"value": "changed_future", "label": "The authority changed its process, or accepted a recommendation to"}
    assert changed in fields["outcome"]["categories"]
    assert "changed_live or changed_future" in fields["process_changed"]["description"]
    parameters = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/cases"]["get"]["parameters"]
    assert "not_upheld: Practice was sound" in next(
        one["description"] for one in parameters if one["name"] == "outcome"
    )
    page = client.get("/data/").content.decode()
    assert (
        "<code>changed_future</code>: The authority changed" in page and "demonstration cases are left out" not in page
    )
    settings.DEMONSTRATION = True
    assert "demonstration cases are left out" in client.get("/data/").content.decode()


def test_withdrawn_ones_are_in_no_file(publish_entry, client):
    publish_entry(withdrawn_at="2026-06-17T12:00Z", withdrawn_reason="Why")
    assert rows(content(client, "/data/cases.csv")) == rows(content(client, "/data/published-cases.csv")) == []
    assert json.loads(content(client, "/data/cases.json"))["cases"] == []


def test_the_cost_does_not_grow(publish_entry, client, django_assert_max_num_queries):
    for more in (1, 2, 20):
        for _ in range(more):
            publish_entry()
        for address in ("/data/published-cases.csv", "/data/cases.csv", "/data/cases.json"):
            with django_assert_max_num_queries(3):
                content(client, address)
