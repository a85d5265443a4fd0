"""What leads and the public see of editions, and what nobody can see in them."""

import csv
import io
import json
import re
from datetime import date
from typing import NamedTuple

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from investigations.editions import making
from investigations.editions.tasks import compare
from investigations.models import Benchmark, Case, Comparison, Edition

from .conftest import FIRST, SECOND, made

pytestmark = pytest.mark.django_db
ADDRESS = "/statistics/2026-03-31/"


@pytest.fixture
def public():
    return Client()


def text(answer):
    return answer.content.decode()


def test_before_the_first_edition_the_page_says_so(public):
    assert "No statistics are published yet." in text(public.get("/statistics/"))
    assert public.get(ADDRESS).status_code == public.get("/statistics/2026-99-99/").status_code == 404


def test_a_draft_is_not_public(public, add_cases, make):
    add_cases(60)
    make()
    assert public.get(ADDRESS).status_code == public.get(f"{ADDRESS}1/figures.json").status_code == 404
    assert "No statistics" in text(public.get("/statistics/"))


def test_two_leads_make_an_edition_and_everybody_reads_it(public, add_cases, signed_in, leads):
    add_cases(600)
    maker, signer = signed_in(leads[0]), signed_in(leads[1])
    day = {"ends_on-day": "31", "ends_on-month": "3", "ends_on-year": "2026"}
    sent = maker.post("/staff/editions/new/", day)
    assert sent.status_code == 302, text(sent)
    assert "It is being made" in text(maker.get(sent["Location"]))
    draft = made(Edition.objects.get())
    page = text(maker.get(sent["Location"]))
    assert "Another lead has to sign it off." in page and "Fewer than 5 different providers" in page
    assert "It is being worked out" in page and "Shown then, not now" not in page
    compare(draft.comparison.pk)
    page = text(maker.get(sent["Location"]))
    assert "It is being worked out" not in page and "Shown then, not now" in page
    assert maker.post(f"{sent['Location']}sign-off/", {"seen": draft.digest}).status_code == 403
    assert signer.post(f"{sent['Location']}sign-off/", {"seen": "another"}).status_code == 409
    asked = f"{sent['Location']}sign-off/?seen={draft.digest}"
    assert f'href="{asked}"' in text(signer.get(sent["Location"])) and maker.get(asked).status_code == 403
    assert "public at once, and for ever" in text(signer.get(asked))
    assert public.get(ADDRESS).status_code == 404
    assert signer.post(f"{sent['Location']}sign-off/", {"seen": draft.digest})["Location"] == f"{ADDRESS}1/"
    assert Comparison.objects.get().edition == draft  # leads read it before they make the next one
    shown = text(public.get(ADDRESS))
    assert "Process changed, of reported cases" in shown and "[c]" in shown
    assert "Cases up to 31 March 2026" in text(public.get("/statistics/"))


def test_leads_ask_as_often_with_many_editions_and_cases_as_with_few(add_cases, publish, make, signed_in, leads):
    browser, asked = signed_in(leads[0]), []
    for cases, day, following in [(260, FIRST, SECOND), (400, SECOND, date(2026, 9, 30))]:
        Edition.objects.filter(published_at=None).delete()
        add_cases(cases, day)
        published, draft = publish(day), make(following)
        found = []
        for path in ("", "new/", f"{draft.pk}/", f"{published.pk}/correct/"):
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(f"/staff/editions/{path}").status_code == 200
            found.append(len(queries))
        asked.append(found)
    assert asked[0] == asked[1]


def test_what_comes_late_changes_nothing_that_is_published(public, add_cases, publish):
    add_cases(600)
    publish()
    addresses = [ADDRESS, f"{ADDRESS}1/figures.csv", f"{ADDRESS}1/figures.json"]
    before = [public.get(address).content for address in addresses]
    add_cases(50, seed=3)
    Case.objects.filter(outcome="paid").update(outcome="refused")
    assert [public.get(address).content for address in addresses] == before


def test_files_say_the_same_as_the_page_and_nothing_that_is_withheld(public, add_cases, publish):
    add_cases(600)
    publish()
    rows = list(csv.DictReader(io.StringIO(public.get(f"{ADDRESS}1/figures.csv").content.decode("utf-8-sig"))))
    document = json.loads(text(public.get(f"{ADDRESS}1/figures.json")))
    figures = [value for table in [*document["headline"], *document["tables"]] for _, value in table["figures"]]
    assert [None if row["Cases"] == "[c]" else int(row["Cases"]) for row in rows] == figures
    assert None in figures and not [value for value in figures if value is not None and value < 5]
    assert set(document) == {
        "edition", "version", "headline", "covers", "tables", "ends_on", "is_made_up", "reason", "benchmarks",
        "shares", "definitions",
    }  # fmt: skip


def test_an_edition_says_how_far_vcses_use_the_service_from_figures_that_it_shows(public, add_cases, publish):
    add_cases(560, provider_kind="company")
    add_cases(40, seed=1, provider_kind="charity")
    Benchmark.objects.create(
        measure="value", percent="5.00", first_financial_year=2024, last_financial_year=2025, source="Somebody"
    )
    publish()
    page = re.sub(r"\s+", " ", text(public.get(ADDRESS)))
    assert "6.7%" in page and "40 of 600 closed cases that the tables count" in page
    assert "95% interval 4.9% to 9.0%." in page and "5% of contract value" in page
    whole = re.search(r'data-table="outcomes".*?</table>', page)[0].rpartition("<tr")[2]
    assert "100%" in whole and "to" not in re.sub("<[^>]+>", "", whole).split()
    shares = list(csv.DictReader(io.StringIO(public.get(f"{ADDRESS}1/shares.csv").content.decode("utf-8-sig"))))
    used = next(row for row in shares if row["Share"] == "VCSE, of closed cases")
    assert [used[key] for key in ("Numerator", "Denominator", "Value")] == ["40", "600", "0.0667"]


def test_of_few_vcses_the_share_is_withheld_too(public, add_cases, publish):
    add_cases(560, provider_kind="company")
    add_cases(3, seed=1, provider_kind="charity")
    publish()
    page = re.sub(r"\s+", " ", text(public.get(ADDRESS)))
    used = page.partition("VCSE, of closed cases")[2].partition("closed cases that the tables count")[0]
    assert "[c]" in used and "95%" not in used and "3" not in re.findall(r"\d+", re.sub("<[^>]+>", "", used))


def test_editions_that_differ_in_what_is_withheld_alone_are_the_same_to_the_byte(public, add_cases, publish):
    """Two cases change places between withheld kinds and results; nothing that is published moves."""
    add_cases(600, provider_kind="company")
    same = {
        "authority_sector": "health", "provider_size": "micro", "subject": "payment", "sub_issue": "payment",
    }  # fmt: skip
    for kind, outcome in [("cic", "withdrawn"), ("cooperative", "not_upheld")]:
        add_cases(2, provider_kind=kind, outcome=outcome, **same)
    one = _published_and_taken_back(public, publish)
    one_of = {kind: Case.objects.filter(provider_kind=kind).first().pk for kind in ("cic", "cooperative")}
    Case.objects.filter(pk=one_of["cic"]).update(provider_kind="cooperative")
    Case.objects.filter(pk=one_of["cooperative"]).update(provider_kind="cic")
    other = _published_and_taken_back(public, publish)
    assert not {"cicnot_upheld", "cooperativewithdrawn"} & one.hidden
    assert {"cicnot_upheld", "cooperativewithdrawn"} <= other.hidden
    assert one.answers == other.answers


class _Public(NamedTuple):
    """`answers`: body and headers, tags and lengths among them, by address. `hidden`: kinds and outcomes counted."""

    answers: dict
    hidden: set


def _published_and_taken_back(public, publish):
    addresses = ["/statistics/", ADDRESS, f"{ADDRESS}1/", *(f"{ADDRESS}1/figures.{e}" for e in ("csv", "ods", "json"))]
    addresses.append(f"{ADDRESS}1/shares.csv")
    with transaction.atomic(), time_machine.travel("2026-11-24T13:00:00Z", tick=False):
        edition = publish(merged=())
        counted = {row.values["kind"] + row.values["outcome"] for row in edition.counted.filter(kind="closed")}
        answers = {address: public.get(address) for address in addresses}
        assert {answer.status_code for answer in answers.values()} == {200}
        found = {address: (answer.content, dict(answer.items())) for address, answer in answers.items()}
        transaction.set_rollback(True)
    return _Public(found, counted)


def test_a_corrected_edition_is_told_and_the_old_one_stays(public, add_cases, publish, leads):
    add_cases(600)
    first = publish()
    Case.objects.filter(outcome="paid").update(outcome="changed_future")
    publish(draft=made(making.correct(first, "Payments were coded wrongly.", by=leads[0])))
    newest, old = text(public.get(ADDRESS)), text(public.get(f"{ADDRESS}1/"))
    assert "Payments were coded wrongly." in newest and "This version was corrected." not in newest
    assert "This version was corrected." in old
    assert "What this version changed" in newest and "What this version changed" not in old
    listed = text(public.get("/statistics/"))
    assert ", corrected. Before:" in listed and f'href="{ADDRESS}1/"' in listed


def test_a_lead_reads_what_a_correction_changes_before_it_is_published(add_cases, publish, signed_in, leads):
    add_cases(300)
    first = publish()
    browser, correct = signed_in(leads[1]), f"/staff/editions/{first.pk}/correct/"
    assert "Correct the edition up to 31 March 2026" in text(browser.get(correct))
    refused = browser.post(correct, {"reason": "The complaint of Quibble Works was counted twice."})
    assert refused.status_code == 422 and "without names" in text(refused)
    draft = made(making.correct(first, "Payments were coded wrongly.", by=leads[0]))
    page = text(browser.get(f"/staff/editions/{draft.pk}/"))
    assert "No figure differs from the version before." in page and "sign-off" not in page
    making.discard(draft, by=leads[0])
    Case.objects.filter(outcome="paid").update(outcome="changed_future")
    draft = made(making.correct(first, "Payments were coded wrongly.", by=leads[0]))
    page = text(browser.get(f"/staff/editions/{draft.pk}/"))
    assert "What this version changed" in page and "No figure differs" not in page
    asked = text(browser.get(f"/staff/editions/{draft.pk}/sign-off/?seen={draft.digest}"))
    assert "31 March 2026, version 2" in asked and "Payments were coded wrongly." in asked


def test_too_soon_for_an_edition_the_page_says_from_when_and_offers_a_preview(add_cases, publish, signed_in, leads):
    add_cases(300)
    compare(publish(date(2026, 9, 30)).comparison.pk)
    browser = signed_in(leads[0])
    page = text(browser.get("/staff/editions/new/"))
    assert "the next can end on 29 December 2026 at the earliest, so it can be made from 30 December 2026 on." in page
    assert "ends_on" not in page and "Technology, transparency and bureaucracy as one subject" in page
    assert "What merging did in the last edition with tables" in page
    sent = browser.post("/staff/editions/new/", {})
    made(Edition.objects.get(published_at=None))
    page = text(browser.get(sent["Location"]))
    assert "This is a preview of what has come so far. It can’t be signed off" in page and "sign-off" not in page
    assert "Preview: cases up to" in text(browser.get("/staff/editions/"))


def test_files_are_asked_for_once(public, add_cases, publish):
    add_cases(60)
    publish()
    answer = public.get(f"{ADDRESS}1/figures.json")
    again = public.get(f"{ADDRESS}1/figures.json", headers={"If-None-Match": answer["ETag"]})
    assert (answer.status_code, again.status_code) == (200, 304)
    assert answer["Last-Modified"] and "max-age" in answer["Cache-Control"]


def test_without_tables_the_page_says_why(public, add_cases, publish):
    add_cases(60)
    publish(FIRST)
    add_cases(60, SECOND, seed=1)
    publish(SECOND)
    assert "This edition has no tables" in text(public.get("/statistics/2026-06-30/"))


def test_a_period_that_is_not_over_is_refused_in_the_form(signed_in, leads):
    answer = signed_in(leads[0]).post(
        "/staff/editions/new/", {"ends_on-day": "24", "ends_on-month": "11", "ends_on-year": "2026"}
    )
    assert answer.status_code == 422 and "The period has to be over." in text(answer)
