"""Charts: plain SVG that says in text what it draws, and lets nobody's words become markup."""

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from investigations.outcomes.charts import bars_of_rates
from investigations.outcomes.line_charts import lines
from investigations.outcomes.rates import Rate
from investigations.outcomes.tables import Number, Row, Table

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<b>alert('1')</b> & \"]]>"


def row(label: str, numerator: int, denominator: int) -> tuple[str, Rate]:
    return label, Rate(numerator, denominator)


def drawn(*rows: tuple[str, Rate], title: str = "By year", alone: bool = False) -> ElementTree.Element:
    return ElementTree.fromstring(bars_of_rates(rows, title=title).svg(alone=alone))


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


def test_lines_tell_themselves_apart_without_colour_and_fit_their_place():
    rows = [Row(f"{month} 2020", [Number(month), Number(4 - month)]) for month in (1, 2, 3)]
    table = Table("flow", "Flow", "Month", ["Received", "Closed"], rows)
    chart = lines(table, table.columns, title="Flow")
    for alone, points in (
        (False, "0.00,66.67 50.00,33.33 100.00,0.00"),
        (True, "0.00,160.00 360.00,80.00 720.00,0.00"),
    ):
        drawn_ = ElementTree.fromstring(chart.svg(alone=alone))
        found = list(drawn_.iter(f"{SVG}polyline"))
        assert [line.get("stroke-dasharray") for line in found] == [None, "8 4"]
        assert found[0].get("points") == points
    assert {"Received", "3", "Closed", "1", "1 2020", "3 2020"} <= set(texts(drawn_))


def test_a_long_name_is_written_whole_over_lines():
    name = "Central government, Community interest company that is not registered"
    for alone in (False, True):
        words = texts(drawn(row(name, 3, 5), alone=alone))
        assert " ".join(words[alone:-1]) == name
        assert max(map(len, words)) <= (62 if alone else 34)


def test_a_picture_alone_is_as_high_as_what_stands_in_it():
    chart = bars_of_rates([row(f"Row {n} " + "of a long name " * 6, n, 9) for n in range(9)], title="Title " * 20)
    alone = ElementTree.fromstring(chart.svg(alone=True, under=["Period " * 30], notes=["Note " * 60]))
    assert float(alone.get("height")) > max(float(text.get("y")) for text in alone if text.tag == f"{SVG}text")


def test_a_long_chart_comes_in_pieces_that_fit_on_paper():
    chart = bars_of_rates([row(f"Row {n}", n, 30) for n in range(23)], title="Many")
    pieces = [ElementTree.fromstring(piece.svg()) for piece in chart.pieces]
    assert [piece.get("aria-label") for piece in pieces] == [f"Many, part {n} of 3" for n in (1, 2, 3)]
    assert [word for piece in pieces for word in texts(piece)] == texts(ElementTree.fromstring(chart.svg()))
    assert max(float(piece.get("height")) for piece in pieces) < 900
