"""Reads back what an edition publishes, from its pages and files: what an attacker has."""

import csv
import io
import json
import re
from html.parser import HTMLParser

from odfdo import Document

WITHHELD = "[c]"
SHARE = ("table", "row", "share", "numerator", "denominator", "value", "from", "to")


def published(browser, address):
    """The JSON of an edition, where every figure that its page or another file shows stands in place of what the JSON
    withholds. Raises AssertionError where two of them contradict each other."""
    document = json.loads(browser.get(f"{address}figures.json").content)
    page = browser.get(address).content.decode()
    lines = list(csv.reader(io.StringIO(browser.get(f"{address}figures.csv").content.decode("utf-8-sig"))))
    spread = Document(io.BytesIO(browser.get(f"{address}figures.ods").content))
    sheet = spread.body.get_table(name="Figures")
    told = list(csv.reader(io.StringIO(browser.get(f"{address}shares.csv").content.decode("utf-8-sig"))))
    shown = [_of_page(page, document), _of_lines(lines[1:]), _of_lines(list(sheet.iter_values())[1:])]
    shown += [_of_shares(told[1:], document)]
    assert [list(map(str, line)) for line in spread.body.get_table(name="Shares").iter_values()][1:] == told[1:]
    assert [[str(share[key]) for key in SHARE] for share in document["shares"]] == [line[3:] for line in told[1:]]
    for table in [*document["headline"], *document["tables"]]:
        for place, (rows, value) in enumerate(table["figures"]):
            found = {value, *(each.get((table["title"], *_labels(table, rows))) for each in shown)} - {None}
            assert len(found) <= 1, (table["name"], rows, found)
            table["figures"][place][1] = next(iter(found), None)
    return document


def _labels(table, rows):
    labels = [
        next(row["label"] for row in attribute["rows"] if row["key"] == key)
        for attribute, key in zip(table["attributes"], rows, strict=True)
    ]
    return (*labels, *["All"] * (2 - len(rows)))


def _of_lines(lines):
    return {tuple(line[3:6]): int(line[6]) for line in lines if line[6] != WITHHELD}


def _of_shares(lines, document):
    """The two counts of each share, where the tables have a figure of them."""
    first, found = document["headline"][1]["title"], {}
    by_result = {table["title"]: len(table["attributes"]) > 1 for table in document["tables"]}
    for *_, title, row, name, numerator, denominator, _share, _low, _high in lines:
        if WITHHELD in (numerator, denominator):
            continue
        changed, everything = _rows_of_result(document, title), "All"
        if title == first:
            base = "All" if name.endswith("reported") else _rows_of_result(document, title, "investigated")
            pairs = [((title, changed, "All"), numerator), ((title, base, "All"), denominator)]
        elif name == "VCSE, of closed cases":
            pairs = [((title, "VCSE", "All"), numerator), ((title, "All", "All"), denominator)]
        elif by_result[title]:
            pairs = [((title, row, changed), numerator)]
            pairs += [((title, row, everything), denominator)] if name.endswith("reported") else []
        else:
            pairs = [((title, row, "All"), numerator), ((title, "All", "All"), denominator)]
        for key, value in pairs:
            assert found.setdefault(key, int(value)) == int(value), (key, value)
    return found


def _rows_of_result(document, title, key="changed"):
    """The label of that row of the last attribute of a table."""
    table = next(each for each in [*document["headline"], *document["tables"]] if each["title"] == title)
    return next((row["label"] for row in table["attributes"][-1]["rows"] if row["key"] == key), None)


def _of_page(page, document):
    """Its tables, and its charts and shares as far as they name a count."""
    reader = _Tables()
    reader.feed(page)
    found = {}
    for table in document["tables"]:
        header, *lines = reader.tables[table["name"]]
        across = [row["label"] for row in table["attributes"][1]["rows"]] if len(table["attributes"]) > 1 else ["All"]
        for first, *cells in lines:
            for column, cell in zip(across, cells, strict=False):
                if not cell.startswith(WITHHELD):
                    found[table["title"], first, column] = _number(cell)
        found |= _of_chart(reader.charts.get(table["name"], []), table)
        assert len(header) >= 1 + len(across)
    return found


def _of_chart(words, table):
    """A bar has its label, whole, on as many lines as it needs, and then "70% of 1,234"."""
    found, label = {}, []
    labels = {row["label"] for row in table["attributes"][0]["rows"]}
    for said in words:
        of = re.fullmatch(r".*% of ([\d,]+)", said)
        if not (of or said.startswith(WITHHELD)):
            label.append(said)
            continue
        full, label = " ".join(label), []
        assert full in labels, (full, said)
        if of and len(table["attributes"]) > 1:
            found[table["title"], full, "All"] = _number(of[1])
    assert not label
    return found


def _number(text):
    return int(text.replace(",", ""))


class _Tables(HTMLParser):
    """The cells of each table by its name, and the words of the chart that stands before it."""

    def __init__(self):
        super().__init__()
        self.tables, self.charts, self._rows, self._chart, self._in = {}, {}, None, [], ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "table":
            self._rows = self.tables.setdefault(given.get("data-table", ""), [])
            self.charts[given.get("data-table", "")], self._chart = self._chart, []
        elif tag == "tr":
            self._rows.append([])
        elif tag in {"td", "th"}:
            self._rows[-1].append("")
            self._in = "cell"
        elif tag == "text":
            self._chart.append("")
            self._in = "chart"

    def handle_endtag(self, tag):
        if tag in {"td", "th", "text"}:
            self._in = ""

    def handle_data(self, data):
        if self._in == "cell":
            self._rows[-1][-1] += data.strip()
        elif self._in == "chart":
            self._chart[-1] += data.strip()
