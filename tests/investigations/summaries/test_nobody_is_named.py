"""A complaint with a mark in every place; its case is published; no public answer has any of them."""

from dataclasses import fields
from datetime import timedelta

import pytest
from django.db import connection

from complaints.filing.submitting import Filing
from investigations.casework import casework
from investigations.models import Outcome, RegisterEntry
from investigations.summaries import showing, writing
from mysteryshopper.staff.models import Role
from tests.investigations.summaries.conftest import CLOSED, OVER
from tests.reached import REACHED

PLACES = [
    "/register/", "/register/?q=supplier", "/register/feed/", "/register/feed/{code}/", "/register/{id}/", "/data/",
    "/data/published-cases.csv", "/data/cases.csv", "/data/cases.json", "/data/datapackage.json", "/api/v1/cases",
    "/api/v1/cases/{id}", "/api/v1/authorities", "/api/v1/openapi.json", "/register/learning/", "/sitemap.xml",
    "/sitemap-2026.xml", "/robots.txt",
]  # fmt: skip
# What an entry would give away, as it stands in its rows.
OF_THE_PROVIDER = ["charity", "micro", "2026-05-0", "2026-04-2"]


@pytest.fixture
def entry(clock, make_case, make_user, close, write, publish, let_in):
    words = {"name", "organisation", "procurement_title", "procurement_reference"}
    marked = {field.name: f"canary {field.name}" for field in fields(Filing) if field.name in words}
    case = make_case(
        now=CLOSED - timedelta(days=40), own_words="canary own words", email="canary@canary.example", **marked
    )
    case = close(casework.claim(case, by=make_user(name="Canary Owner")), Outcome.CHANGED_FUTURE)
    writing.approve(write(case), by=make_user(Role.LEAD, "Canary Lead"))
    let_in(case)
    summary = showing.show(writing.newest(case), reached=REACHED, by=case.owner)
    clock.move_to(OVER)
    publish(summary)
    return RegisterEntry.objects.get()


@pytest.mark.parametrize("place", PLACES)
def test_no_public_answer_has_a_mark(entry, client, place):
    answer = client.get(place.format(id=entry.public_id, code=entry.authority.code))
    assert answer.status_code == 200
    body = b"".join(answer) if answer.streaming else answer.content
    said = (str(answer.headers) + body.decode()).casefold()
    assert not [mark for mark in ("canary", entry.case.reference.casefold()) if mark in said]
    if place != "/api/v1/openapi.json":
        assert not [mark for mark in OF_THE_PROVIDER if mark in said]


@pytest.mark.parametrize("table", ["investigations_registerentry", "investigations_entryversion"])
def test_the_rows_of_the_register_hold_no_mark_either(entry, table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {table}::text FROM {table}")
        rows = " ".join(row for (row,) in cursor.fetchall()).casefold()
    assert "told why it lost" in rows
    assert not [mark for mark in ("canary", entry.case.reference.casefold(), *OF_THE_PROVIDER) if mark in rows]
