"""The dashboard's page: every figure leads to as many cases as it says, and the charts say nothing of their own."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse

from investigations.demonstration.history import add_history
from investigations.models import Benchmark, Outcome
from mysteryshopper.staff.models import Role

DATA = Path(__file__).parents[3] / "investigations" / "data"
HOSTILE = "<script>alert(1)</script>"


class Reader(HTMLParser):
    """Of a page: its links with their text, the words in its charts, those in its tables, and all attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.words: dict[str, list[str]] = {"svg": [], "table": []}
        self.attributes: set[str] = set()
        self.inside: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list) -> None:
        self.attributes |= {name for name, _ in attributes}
        self.inside.append(tag)
        if tag == "a":
            self.links.append((dict(attributes)["href"] or "", ""))

    def handle_endtag(self, tag: str) -> None:
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "a" in self.inside:
            self.links[-1] = (self.links[-1][0], self.links[-1][1] + data)
        for tag, words in self.words.items():
            if tag in self.inside and data.strip():
                words.append(data.strip())


@pytest.fixture
def official(signed_in):
    return signed_in(Role.OFFICIAL)


@pytest.fixture
def dashboard(official):
    return lambda: official.get(reverse("outcomes:dashboard")).content.decode()


@pytest.fixture
def history(db, add):
    """All kinds of cases: real ones, made-up ones, open ones and one that nobody knows much of."""
    call_command("import_cases", str(DATA / "published_cases.csv"))
    call_command("load_benchmarks", str(DATA / "benchmarks.csv"))
    add_history(seed=1, cases=400)
    add(None, 2, authority_sector="health", provider_kind="charity")
    add(Outcome.WITHDRAWN, 3)


def number_of_cases(page: str) -> int:
    found = re.search(r"(\d[\d,]*) cases?, (?:newest first|not listed)", page)
    return int(found[1].replace(",", "")) if found else 0


def test_every_figure_leads_to_as_many_cases_as_it_says(history, dashboard, official):
    links = [(href, text) for href, text in Reader(dashboard()).links if href.startswith(reverse("queue:cases") + "?")]
    said = {href: int(text.replace(",", "")) for href, text in links}
    assert {href: number_of_cases(official.get(href).content.decode()) for href in said} == said
    assert len(said) > 100


def test_a_link_that_stands_twice_says_the_same_twice(history, dashboard):
    links = [link for link in Reader(dashboard()).links if link[0].startswith(reverse("queue:cases") + "?")]
    assert len(set(links)) == len({href for href, _ in links})


def test_every_number_of_a_chart_stands_in_a_table(history, dashboard):
    page = Reader(dashboard())
    shown = set(page.words["table"])
    bars = [re.fullmatch(r"(.+%) of ([\d,]+)", words) for words in page.words["svg"]]
    assert len([bar for bar in bars if bar]) > 20
    assert all({bar[1], bar[2]} <= shown for bar in bars if bar)


def test_neither_style_nor_script_in_the_page(history, dashboard):
    page = dashboard()
    assert not {name for name in Reader(page).attributes if name == "style" or name.startswith("on")}
    assert re.findall(r"<script(?![^>]* src=\"/static/[^>]*></script>)", page) == []


@pytest.mark.parametrize("small", [1, 19, 20])
def test_warns_of_a_small_base(add, dashboard, small):
    add(Outcome.PAID, small, provider_kind="charity")
    assert ("Fewer than 20 cases: the figure may move a lot." in dashboard()) == (small < 20)
    assert ("small base</span>" in dashboard()) == (small < 20)


def test_without_cases_it_says_so_and_vcse_has_its_row(dashboard):
    page = dashboard()
    assert page.count("No cases yet.") == 3
    assert '<th scope="row" class="govuk-table__header">VCSE</th>' in page


def test_says_how_many_are_made_up(add, dashboard):
    add(Outcome.PAID, 2, is_demonstration=True)
    add(Outcome.PAID)
    assert re.search(r'demonstration=yes">2</a>\s+of these cases are demonstration cases: made up\.', dashboard())


def test_a_benchmarks_source_is_shown_as_text(dashboard):
    years = {"first_financial_year": 2019, "last_financial_year": 2023}
    Benchmark.objects.create(measure="value", percent="4.50", source=HOSTILE, **years)
    page = dashboard()
    assert "<strong>4.5%</strong> of contract value, 2019/20 to 2023/24" in page
    assert (HOSTILE in page, "&lt;script&gt;alert(1)&lt;/script&gt;" in page) == (False, True)


def test_as_many_queries_with_three_hundred_cases_as_with_one(add, official, django_assert_num_queries):
    for many in (1, 2, 297):
        add(Outcome.PAID, many)
        with django_assert_num_queries(8):  # session, user, five of the tally, benchmarks
            official.get(reverse("outcomes:dashboard"))


@pytest.mark.parametrize(
    "query",
    ["year=abc", "year=1900", "year=2011.5", "counted=delete", "outcome=excellent", "authority_sector=space",
     "provider=%00", "counted=__class__", "year=" + "9" * 5000],
)  # fmt: skip
def test_an_unknown_filter_is_a_clear_error(official, query):
    answer = official.get(f"{reverse('queue:cases')}?{query}")
    assert answer.status_code == 400
    assert "There is a problem" in answer.content.decode()
