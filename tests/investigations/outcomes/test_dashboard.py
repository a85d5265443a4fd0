"""The dashboard's page: every figure leads to as many cases as it says, and the charts say nothing of their own."""

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from investigations.demonstration.history import RECEIVED, add_history
from investigations.models import Benchmark, Outcome
from investigations.outcomes.cells import Share
from investigations.outcomes.rates import Rate
from mysteryshopper.calendar import financial_year_name
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
    add(None, 10, authority_sector="health", received_on=date(2013, 6, 1))
    add(Outcome.WITHDRAWN, 3)


def number_of_cases(page: str) -> int:
    found = re.search(r"(\d[\d,]*) cases?, (?:newest first|not listed)", page)
    return int(found[1].replace(",", "")) if found else 0


PAGES = ["dashboard", "whom", "what", "vcse", "time", "crossed", "definitions", "downloads"]
# The notice that a provider named finds cases only for whoever may read the complaint.
NOT_ALL = "cpv="


def cases_behind(html: str) -> dict[str, int]:
    links = [link for link in Reader(html).links if link[0].startswith(reverse("queue:cases") + "?")]
    assert len(set(links)) == len({href for href, _ in links})  # one that stands twice says the same twice
    return {href: int(text.replace(",", "")) for href, text in links if NOT_ALL not in href}


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.LEAD])
@pytest.mark.parametrize(
    "query", ["", "year=2013&authority_sector=health", "from_month=3+2012&subject=payment&demonstration=yes"]
)
def test_every_figure_leads_to_as_many_cases_as_it_says(history, signed_in, role, query):
    client, said = signed_in(role), {}
    for page in PAGES[:6]:
        said |= cases_behind(client.get(f"{reverse(f'outcomes:{page}')}?{query}").content.decode())
    some = dict(sorted(said.items(), key=lambda link: hash(link[0]))[:60])
    assert {href: number_of_cases(client.get(href).content.decode()) for href in some} == some
    assert len(said) > 40


def test_officials_get_no_way_to_the_cases_of_one_kind_of_provider_in_one_place(history, official):
    pages_ = [
        official.get(reverse(f"outcomes:{page}"), {"year": "2013"}).content.decode() for page in ("whom", "crossed")
    ]
    assert not re.search(r"(size|trade|cpv|provider)=", " ".join(href for p in pages_ for href in cases_behind(p)))


@pytest.mark.parametrize("query", ["year=1900", "from_month=13+2020", "from_month=x", "to_month=%00", "provider=all",
    "year=2013&from_month=4+2013", "from_month=5+2013&to_month=4+2013", "subject=" + "9" * 5000])  # fmt: skip
def test_a_wrong_address_is_a_clear_error(history, official, query):
    for page in PAGES:
        answer = official.get(f"{reverse(f'outcomes:{page}')}?{query}")
        assert answer.status_code == 400
        assert "There is a problem" in answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_every_number_of_a_chart_stands_in_a_table(history, official, page):
    read = Reader(official.get(reverse(f"outcomes:{page}"), {"rows": "size"}).content.decode())
    shown = set(read.words["table"])
    figure = r"^(?:(.+%) of )?([\d,]+)(?:, small base)?$"
    said = [number for words in read.words["svg"] for number in re.findall(figure, words)]
    assert {number for pair in said for number in pair if number} <= shown | {"1"}
    assert said or page in {"definitions", "downloads"}


@pytest.mark.parametrize("page", PAGES)
def test_neither_style_nor_script_in_the_page(history, official, page):
    page = official.get(reverse(f"outcomes:{page}")).content.decode()
    assert not {name for name in Reader(page).attributes if name == "style" or name.startswith("on")}
    assert re.findall(r"<script(?![^>]* src=\"/static/[^>]*></script>)", page) == []


@pytest.mark.parametrize("small", [1, 19, 20])
def test_warns_of_a_small_base(add, dashboard, small):
    add(Outcome.PAID, small)
    assert ("Fewer than 20 cases: the figure may move a lot." in dashboard()) == (small < 20)
    assert ("small base</span>" in dashboard()) == (small < 20)


def test_without_cases_it_says_so_and_vcse_has_its_row(dashboard, official):
    assert dashboard().count("No cases yet.") == 4
    assert (
        '<th scope="row" class="govuk-table__header">VCSE</th>'
        in official.get(reverse("outcomes:whom")).content.decode()
    )


def test_says_how_many_are_made_up(add, dashboard):
    add(Outcome.PAID, 2, is_demonstration=True)
    add(Outcome.PAID)
    assert 'demonstration=yes">2</a> of the 3 cases in these figures are demonstration cases: made up.' in dashboard()


def test_of_real_cases_only_nothing_is_said_to_be_made_up(add, official):
    add(Outcome.PAID, 2, is_demonstration=True, received_on=date(2013, 6, 1))
    add(Outcome.PAID, 10, received_on=date(2012, 6, 1))
    for page in ("dashboard", "whom", "time"):
        path = reverse(f"outcomes:{page}")
        assert "cases in these figures" not in official.get(path, {"demonstration": "no"}).content.decode()
        of_year = official.get(path, {"year": "2012"}).content.decode()
        assert "No case received in this period is made up." in of_year


def test_the_top_says_how_many_cases_there_are_and_the_table_sums_them_up(add, official, dashboard):
    add(Outcome.CHANGED_LIVE, 3, received_on=date(2012, 6, 1))
    add(Outcome.UNCODED, 1, received_on=date(2012, 6, 1))
    add(None, 2, received_on=date(2015, 6, 1))
    words = " ".join(re.sub("<[^>]+>", "", dashboard()).split())
    assert "6 cases received. Of these, 4 are closed and 2 are open. 1 of the closed ones has no coded outcome" in words
    table = official.get(reverse("outcomes:dashboard")).context["sections"][0].table
    # A year without a case has its row, and all years have one.
    assert [(row.label, row.cells[0].value) for row in table.rows] == [
        ("2012/13", 4), ("2013/14", 0), ("2014/15", 0), ("2015/16", 2), ("All", 6),
    ]  # fmt: skip


def test_a_wrong_filter_shows_no_figures(history, official):
    page = official.get(reverse("outcomes:dashboard"), {"year": "1900"}).content.decode()
    assert "<table" not in page
    assert "data-figure" not in page


def test_a_wrong_breakdown_is_a_clear_error(official):
    answer = official.get(reverse("outcomes:crossed"), {"rows": "xx"})
    assert (answer.status_code, "Rows: choose one from the list" in answer.content.decode()) == (400, True)


def test_the_chart_of_sub_issues_is_of_sub_issues(add, official):
    add(Outcome.PAID, 2, subject="payment", sub_issue="payment")
    add(Outcome.PAID, 3, subject="procurement_process", sub_issue="award")
    sections = official.get(reverse("outcomes:what")).context["sections"]
    chart = next(section.chart for section in sections if section.key == "sub-issue")
    assert [bar.label for bar in chart.bars] == ["Procurement process: Award", "Payment itself"]


def test_shares_of_vcses_stand_with_their_intervals_beside_others(add, official):
    add(Outcome.CHANGED_LIVE, 3, provider_kind="cic", subject="payment")
    add(Outcome.PAID, 7, provider_kind="company", subject="payment")
    answer = official.get(reverse("outcomes:vcse"))
    page = " ".join(re.sub("<[^>]+>", "", answer.content.decode()).split())
    assert "3 of 3. 95% interval 43.9% to 100.0%." in page
    assert "Others: 0.0%, 0 of 7. 95% interval 0.0% to 35.4%." in page
    # All of all is 100%, as it must be: neither an interval nor a bar of it says anything.
    assert "VCSEs, 100% " not in page
    chart = answer.context["sections"][-1].chart
    assert {"Payment, VCSEs", "Payment, others"} <= {bar.label for bar in chart.bars}
    assert not [bar for bar in chart.bars if bar.label.startswith("All")]
    total = answer.context["sections"][-1].table.rows[-1]
    assert [cell.plain()[1:] for cell in total.cells if isinstance(cell, Share)] == [[None, None]] * 2


def test_a_benchmarks_source_is_shown_as_text(official):
    years = {"first_financial_year": 2019, "last_financial_year": 2023}
    Benchmark.objects.create(measure="value", percent="4.50", source=HOSTILE, **years)
    page = official.get(reverse("outcomes:vcse")).content.decode()
    assert "4.5% of contract value, 2019/20 to 2023/24" in page
    assert (HOSTILE in page, "&lt;script&gt;alert(1)&lt;/script&gt;" in page) == (False, True)


def test_short_periods_are_pooled_until_parity_would_be_twenty_complaints(add, official):
    years = {"first_financial_year": 2019, "last_financial_year": 2023, "source": "x"}
    Benchmark.objects.create(measure="number", percent="10", **years)
    for year in range(2015, 2021):
        add(Outcome.PAID, 79, received_on=date(year, 6, 1), provider_kind="company")
        add(Outcome.PAID, 1, received_on=date(year, 6, 1), provider_kind="cic")
    against = official.get(reverse("outcomes:vcse"), {"year": "2019"}).context["panel"].against[0]
    assert (against.pooled, against.share, against.ratio.value) == ("2017/18 to 2019/20", Rate(3, 240), 0.125)


FILES = ["figures.xlsx", "overview/year.csv", "time/repeats.ods", "what/subject.svg", "crossed/crossed.csv"]


@pytest.mark.parametrize(
    "path", [*(reverse_lazy(f"outcomes:{page}") for page in PAGES), *(f"/staff/dashboard/downloads/{f}" for f in FILES)]
)
def test_as_many_queries_with_three_hundred_cases_as_with_two(add, make_authority, official, path):
    authority, asked = make_authority(), []
    for many in (2, 3, 295):
        add(Outcome.PAID, many, received_on=timezone.localdate(), authority=authority)
        with CaptureQueriesContext(connection) as queries:
            assert official.get(path).status_code == 200
        asked.append(len(queries))
    assert len(set(asked)) == 1


def test_what_was_received_each_year_is_what_was_published(db, official):
    call_command("import_cases", str(DATA / "published_cases.csv"))
    add_history(seed=2011)
    table = official.get(reverse("outcomes:dashboard")).context["sections"][0].table
    found = {row.label: row.cells[0].value for row in table.rows}
    published = {financial_year_name(year): number for year, number in (RECEIVED | {2019: 1}).items()}
    assert found.pop("All") == sum(published.values())
    assert {year: number for year, number in found.items() if number} == published


@pytest.mark.parametrize(
    "query",
    ["year=abc", "year=1900", "year=2011.5", "counted=delete", "outcome=excellent", "authority_sector=space",
     "provider=%00", "counted=__class__", "year=" + "9" * 5000],
)  # fmt: skip
def test_an_unknown_filter_is_a_clear_error(official, query):
    answer = official.get(f"{reverse('queue:cases')}?{query}")
    assert answer.status_code == 400
    assert "There is a problem" in answer.content.decode()


def test_officials_do_not_see_of_which_authorities_one_kind_of_provider_complains(add, signed_in, make_authority):
    """Two cases of an authority, both of VCSEs: named beside it, each would be one's."""
    add(Outcome.PAID, 2, authority=make_authority("Borsetshire County Council"), provider_kind="cic")
    path = reverse("outcomes:time")
    seen = {
        (role, query): "Borsetshire" in signed_in(role).get(f"{path}?{query}").content.decode()
        for role in (Role.OFFICIAL, Role.LEAD)
        for query in ("", "provider=vcse")
    }
    assert seen == {
        (Role.OFFICIAL, ""): True,
        (Role.OFFICIAL, "provider=vcse"): False,
        (Role.LEAD, ""): True,
        (Role.LEAD, "provider=vcse"): True,
    }


@pytest.mark.parametrize("page", ["dashboard", "whom", "vcse", "crossed"])
@pytest.mark.parametrize(("many", "is_refused"), [(9, True), (10, False), (0, False)])
def test_officials_narrow_to_ten_cases_or_more(add, signed_in, page, many, is_refused):
    add(Outcome.PAID, 30, received_on=date(2019, 6, 1))
    add(Outcome.PAID, many, received_on=date(2020, 6, 1), authority_sector="health", provider_kind="charity")
    for narrow in ("year=2020", "authority_sector=health", "authority_sector=health&provider=vcse"):
        said = signed_in(Role.OFFICIAL).get(f"{reverse(f'outcomes:{page}')}?{narrow}")
        assert (said.status_code == 400) == is_refused
        assert ("of fewer than 10 cases the figures would say who complained" in said.content.decode()) == is_refused
        assert signed_in(Role.INVESTIGATOR).get(f"{reverse(f'outcomes:{page}')}?{narrow}").status_code == 200


def test_nor_is_there_a_file_of_fewer(add, official):
    add(Outcome.PAID, 3, received_on=date(2020, 6, 1), provider_kind="charity")
    for name, args in (("file", ["whom", "provider", "csv"]), ("workbook", [])):
        assert official.get(f"{reverse(f'outcomes:{name}', args=args)}?year=2020").status_code == 400
