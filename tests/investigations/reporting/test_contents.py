"""What a report says: every number of its summary stands in the table that it leads to, and the tables agree."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from complaints.models import Released
from investigations.models import Benchmark, Outcome
from investigations.reporting import contents

TODAY = date(2026, 11, 24)
QUERIES = ["year=2013", "year=2020", "from_month=4+2012&to_month=9+2012", "year=2013&demonstration=yes", "year=2026"]


def tables(said):
    return {table["key"]: table for one in [*said["sections"], *said["annexes"]] for table in one["tables"]}


def cells(said):
    return {cell["place"]: cell for table in tables(said).values() for row in table["rows"] for cell in row["cells"]}


def told(said):
    parts = [part for paragraph in said["summary"] for part in paragraph]
    return "".join(part if isinstance(part, str) else part["said"] for part in parts)


def number(said, key, row, column):
    table = tables(said)[key]
    (found,) = [one for one in table["rows"] if one["label"] == row]
    return int(found["cells"][table["columns"].index(column)]["text"].replace(",", ""))


@pytest.mark.parametrize("query", QUERIES)
def test_every_number_of_the_summary_stands_in_the_table_it_leads_to(history, asked, query):
    said = contents.build(asked(query), TODAY)
    there, numbers = cells(said), {table["key"]: table["number"] for table in tables(said).values()}
    parts = [part for paragraph in said["summary"] for part in paragraph]
    led = [part for part in parts if not isinstance(part, str)]
    assert len(led) > 8
    for part in led:
        assert part["said"] in (there[part["place"]]["text"], there[part["place"]]["more"])
        assert numbers[part["place"].rpartition("-")[0].rpartition("-")[0]] == part["table"]
    # No digit stands in the words but those of the period, of its title and of the period before.
    words = "".join(part for part in parts if isinstance(part, str))
    for period in (asked(query).words[0], asked(query).before_words):
        words = words.replace(period, "")
    assert not re.findall(r"\d", words)


def test_it_reads_as_plain_english(add, asked):
    for outcome, many in ((Outcome.CHANGED_LIVE, 12), (Outcome.NOT_UPHELD, 9), (None, 2)):
        kind = {"authority_sector": "health", "subject": "payment", "sub_issue": "payment", "provider_kind": "cic"}
        add(outcome, many, received_on=date(2013, 6, 1), **kind)
    add(Outcome.PAID, 4, received_on=date(2012, 6, 1))
    said = contents.build(asked(), TODAY)
    told = ["".join(part if isinstance(part, str) else part["said"] for part in one) for one in said["summary"]]
    assert told[:4] == [
        "In 2013/14 we received 23 cases, against 4 in 2012/13. In the same time we closed 21, whenever they were "
        "received, and 2 were open at the end.",
        "Central government was complained of in 0 cases (0%), the wider public sector in 23 (100%), of which health "
        "had the most: 23.",
        "Most complaints were about payment: 23 (100%). The sub-issue that came up most was “Payment itself”: 23.",
        "Of the cases received in the period, 21 are reported: closed since, with a coded outcome. Process was changed "
        "in 12 of them, 57% (interval 37% to 76%). Against 2012/13 that is +57.1 points (interval +4.0 points to "
        "+75.5 points): a clear difference. Of investigated cases it was 12 of 21, 57%. A base of fewer than twenty "
        "cases is small: read the interval, not the share.",
    ]


def test_a_share_of_the_period_and_a_ratio_of_more_years_each_say_of_what_they_are(add, asked):
    years = {"first_financial_year": 2019, "last_financial_year": 2023, "source": "x"}
    Benchmark.objects.create(measure="value", percent="10", **years)
    for year, vcse, others in ((2012, 16, 184), (2013, 1, 90)):
        add(Outcome.PAID, vcse, received_on=date(year, 6, 1), provider_kind="cic")
        add(Outcome.PAID, others, received_on=date(year, 6, 1), provider_kind="company")
    assert (
        "Voluntary, community and social enterprises brought 1 of the 91 cases that say who complained, 1% (interval "
        "0% to 6%). Of the complaints received in 2012/13 to 2013/14 it was 17 of 291, 6%. Their newest published "
        "share of public contracts is 10%. So the ratio over these years is 0.58 (interval 0.37 to 0.92), where one is "
        "parity."
    ) in told(contents.build(asked(), TODAY))


def test_a_change_that_may_be_chance_is_said_to_be(add, asked):
    for year, changed in ((2012, 10), (2013, 12)):
        add(Outcome.CHANGED_LIVE, changed, received_on=date(year, 6, 1))
        add(Outcome.PAID, 10, received_on=date(year, 6, 1))
    said = contents.build(asked(), TODAY)
    assert re.search(r"Against 2012/13 that is \+4\.5 points \(interval −[\d.]+ points to \+[\d.]+ points\): it may be "
                     r"chance\.", told(said))  # fmt: skip
    (row,) = [row for row in tables(said)["headline"]["rows"] if "of reported" in row["label"]]
    assert (row["cells"][-2]["text"], row["cells"][-1]["text"]) == ("+4.5 points", "may be chance")


def test_pounds_only_of_a_year_that_is_over(db, asked):
    for year in (2013, 2026):
        Released.objects.create(financial_year=year, pence=60_290_000, invoices=30, is_demonstration=False)
    over, running = (contents.build(asked(f"year={year}"), TODAY) for year in (2013, 2026))
    assert "Late payments of £603,000 were released, for 30 invoices. " in told(over)
    assert "Late payments of" not in told(running)
    assert tables(running)["released"]["rows"] == []


def test_without_cases_it_says_so(db, asked):
    said = contents.build(asked(), TODAY)
    assert ["No case received in the period has been closed with a coded outcome yet."] in said["summary"]


def test_it_has_what_the_real_reports_had(history, asked):
    said = contents.build(asked(), TODAY)
    assert [one["title"] for one in [*said["sections"], *said["annexes"]]] == [
        "Cases received", "Main issues", "Top sub-issues and action taken", "Case outcomes", "Follow-up",
        "Prompt payment and spot checks", "How long it took", "Use by the voluntary sector",
        "Satisfaction of providers and of authorities", "Annex A: central government", "Annex B: wider public sector",
    ]  # fmt: skip
    assert [table["number"] for table in tables(said).values()] == list(range(1, len(tables(said)) + 1))


@pytest.mark.parametrize("query", QUERIES)
def test_its_tables_agree(history, asked, query):
    said = contents.build(asked(query), TODAY)
    period = asked(query).words[0]
    received = number(said, "in-hand", "Received", period)
    assert received == number(said, "outcomes", "All closed", "Cases") + number(said, "outcomes", "Open", "Cases")
    places = ("Central government", "Wider public sector", "Not known")
    assert received == sum(number(said, "sectors", row, "Received") for row in places)
    subjects = [row for row in tables(said)["issues"]["rows"] if not row["level"]]
    assert received == sum(int(row["cells"][0]["text"].replace(",", "")) for row in subjects)
    annexes = [number(said, f"{key}-in-hand", "Received", period) for key in ("central", "wider")]
    assert sum(annexes) + number(said, "sectors", "Not known", "Received") == received
    end = number(said, "in-hand", "Open at the start", period) + received - number(said, "in-hand", "Closed", period)
    assert end == number(said, "in-hand", "Open at the end", period)


def test_as_many_queries_however_many_cases(add, asked):
    asked_of = []
    for many in (1, 300):
        add(Outcome.CHANGED_LIVE, many, received_on=date(2013, 6, 1), provider_kind="cic", authority_sector="health")
        add(None, many, received_on=date(2013, 7, 1), subject="payment")
        with CaptureQueriesContext(connection) as queries:
            contents.build(asked(), TODAY)
        asked_of.append(len(queries))
    assert asked_of[0] == asked_of[1]
