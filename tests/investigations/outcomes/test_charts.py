"""Charts: plain SVG that says in text what it draws, and lets nobody's words become markup."""

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from investigations.outcomes.charts import bars_of_rates
from investigations.outcomes.figures import Row
from investigations.outcomes.rates import Rate

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert('1')</script> & \"]]>"


def row(label: str, numerator: int, denominator: int) -> Row:
    rate = Rate(numerator, denominator)
    return Row(label, "", denominator, 0, 0, 0, rate, rate)


def drawn(*rows: Row, title: str = "By year") -> ElementTree.Element:
    return ElementTree.fromstring(bars_of_rates(list(rows), title=title))


def texts(chart: ElementTree.Element) -> list[str | None]:
    return [text.text for text in chart.iter(f"{SVG}text")]


def test_says_its_title_and_each_row_in_words():
    chart = drawn(row("2011/12", 40, 73), row("2012/13", 0, 0))
    assert (chart[0].tag, chart[0].text, chart.get("role"), chart.get("aria-label")) == (
        f"{SVG}title", "By year", "img", "By year",
    )  # fmt: skip
    assert texts(chart) == ["2011/12", "55% of 73", "2012/13", "none yet"]


def test_bar_and_interval_stand_where_the_figures_are():
    chart = drawn(row("x", 7, 10))
    bar = next(rect for rect in chart.iter(f"{SVG}rect") if rect.get("class") == "app-chart__bar")
    line = next(line for line in chart.iter(f"{SVG}line") if line.get("class") == "app-chart__interval")
    assert (bar.get("width"), line.get("x1"), line.get("x2")) == ("70.00%", "39.68%", "89.22%")


def test_a_row_without_a_base_has_no_bar():
    assert {rect.get("class") for rect in drawn(row("x", 0, 0)).iter(f"{SVG}rect")} == {"app-chart__track"}


def test_hostile_words_stay_words():
    chart = drawn(row(HOSTILE, 1, 2), title=HOSTILE)
    assert (texts(chart)[0], chart[0].text, chart.get("aria-label")) == (HOSTILE, HOSTILE, HOSTILE)
    assert list(chart.iter(f"{SVG}script")) == []


labels = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))
counts = st.integers(0, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(st.lists(st.tuples(labels, counts), max_size=5))
def test_any_rows_make_valid_xml_without_style_or_script(rows):
    chart = drawn(*(row(label, *rate) for label, rate in rows))
    assert {part.tag.removeprefix(SVG) for part in chart.iter()} <= {"svg", "title", "g", "text", "rect", "line"}
    assert not any(name == "style" or name.startswith("on") for part in chart.iter() for name in part.attrib)
