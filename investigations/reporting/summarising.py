"""The summary in plain English. Each number is taken from a cell of a table as that prints it, and leads there."""

from collections.abc import Iterator, Mapping
from typing import Any

from investigations.outcomes.narrowing import Asked

from .printed import Printed

# Words, or a number with the place of its cell and the number of its table.
Part = str | dict[str, Any]
_NOBODY = {"Not known", "All", "All subjects"}


class _Tables:
    def __init__(self, tables: Mapping[str, Printed]) -> None:
        self._tables = tables

    def rows(self, key: str, *, level: int | None = None) -> list[Printed]:
        rows: list[Printed] = self._tables[key]["rows"]
        return [row for row in rows if level is None or row["level"] == level]

    def row(self, key: str, label: str) -> Printed:
        return next(row for row in self.rows(key) if row["label"] == label)

    def cell(self, key: str, row: Printed, column: str | int) -> dict[str, str]:
        columns = self._tables[key]["columns"]
        found: dict[str, str] = row["cells"][column if isinstance(column, int) else columns.index(column)]
        return found

    def said(self, key: str, row: Printed | str, column: str | int, *, more: bool = False) -> Part:
        """The number in a cell. `more`: its interval."""
        cell = self.cell(key, self.row(key, row) if isinstance(row, str) else row, column)
        return {"said": cell["more" if more else "text"], "place": cell["place"], "table": self._tables[key]["number"]}

    def value(self, key: str, row: Printed | str, column: str | int) -> int:
        """Of a number, for deciding what to say: never said itself."""
        cell = self.cell(key, self.row(key, row) if isinstance(row, str) else row, column)
        return int(cell["text"].replace(",", ""))

    def most(self, key: str, *, level: int) -> list[Printed]:
        """Rows with cases, those with the most first."""
        rows = [row for row in self.rows(key, level=level) if row["label"] not in _NOBODY]
        found = [row for row in rows if self.value(key, row, "Received")]
        return sorted(found, key=lambda row: -self.value(key, row, "Received"))


def summary(asked: Asked, tables: Mapping[str, Printed]) -> list[list[Part]]:
    """Paragraphs. No digit stands in the words but those of the period."""
    known = _Tables(tables)
    told = [_received, _sectors, _issues, _changed, _followed_up, _payment, _time, _vcse, _satisfaction]
    return [paragraph for tell in told if (paragraph := list(tell(known, asked)))]


def _received(known: _Tables, asked: Asked) -> Iterator[Part]:
    period, before = asked.words[0], asked.before_words
    yield from (f"In {period} we received ", known.said("in-hand", "Received", 0), " cases")
    if before:
        yield from (", against ", known.said("in-hand", "Received", 1), f" in {before}")
    yield from (". In the same time we closed ", known.said("in-hand", "Closed", 0))
    yield from (", whenever they were received, and ", known.said("in-hand", "Open at the end", 0))
    yield " were open at the end."


def _sectors(known: _Tables, asked: Asked) -> Iterator[Part]:
    wider, most = "Wider public sector", known.most("sectors", level=1)
    if not known.value("in-hand", "Received", 0):
        return
    yield from ("Central government was complained of in ", known.said("sectors", "Central government", 0), " cases (")
    yield from (known.said("sectors", "Central government", 1), "), the wider public sector in ")
    yield from (known.said("sectors", wider, 0), " (", known.said("sectors", wider, 1), ")")
    if most:
        name = _inside(most[0]["label"])
        yield from (f", of which {name} had the most: ", known.said("sectors", most[0], 0))
    yield "."


def _issues(known: _Tables, asked: Asked) -> Iterator[Part]:
    subjects, parts = known.most("issues", level=0), known.rows("actions")
    if not subjects:
        return
    yield from (f"Most complaints were about {_inside(subjects[0]['label'])}: ", known.said("issues", subjects[0], 0))
    yield from (" (", known.said("issues", subjects[0], 1), ")")
    if len(subjects) > 1:
        yield from (f", then {_inside(subjects[1]['label'])}: ", known.said("issues", subjects[1], 0))
    yield "."
    if parts:
        yield from (f" The sub-issue that came up most was “{parts[0]['label']}”: ", known.said("actions", parts[0], 0))
        yield "."


def _changed(known: _Tables, asked: Asked) -> Iterator[Part]:
    reported, investigated = "Process changed, of reported cases", "Process changed, of investigated cases"
    if not known.value("headline", reported, "Of"):
        yield "No case received in the period has been closed with a coded outcome yet."
        return
    yield from ("Of the cases received in the period, ", known.said("headline", reported, "Of"))
    yield from (" are reported: closed since, with a coded outcome. Process was changed in ",)
    yield from (known.said("headline", reported, "Cases"), " of them, ", known.said("headline", reported, "Share"))
    yield from (" (interval ", known.said("headline", reported, "Share", more=True), ").")
    yield from _against(known, asked, reported)
    if known.value("headline", investigated, "Of"):
        yield from (" Of investigated cases it was ", known.said("headline", investigated, "Cases"), " of ")
        yield from (known.said("headline", investigated, "Of"), ", ", known.said("headline", investigated, "Share"))
        yield "."
    if known.row("headline", reported)["is_small"]:
        yield " A base of fewer than twenty cases is small: read the interval, not the share."


def _against(known: _Tables, asked: Asked, row: str) -> Iterator[Part]:
    """A change is never said without what it may be by chance."""
    if known.cell("headline", known.row("headline", row), "Change")["text"] != "–":
        yield from (f" Against {asked.before_words} that is ", known.said("headline", row, "Change"), " (interval ")
        yield from (known.said("headline", row, "Change", more=True), "): ")
        is_clear = known.cell("headline", known.row("headline", row), "Clear or chance")["text"] == "clear"
        yield "a clear difference." if is_clear else "it may be chance."


def _followed_up(known: _Tables, asked: Asked) -> Iterator[Part]:
    if known.value("followed-up", "All", "Followed up"):
        yield from ("Of the cases in which process changed, ", known.said("followed-up", "All", "Followed up"))
        yield from (" have been followed up. The change was made in ",)
        yield from (known.said("followed-up", "All", "Change was made"), " of them, ")
        yield from (known.said("followed-up", "All", "Share"), ".")
    elif known.value("in-hand", "Received", 0):
        yield "No case in which process changed has been followed up yet."


def _payment(known: _Tables, asked: Asked) -> Iterator[Part]:
    column, paid = "Cases about payment", "Payment released, nothing else changed"
    yield from (known.said("payment", "All", column), " cases were about payment. In ")
    yield from (known.said("payment", "All", paid), " an overdue payment was released and nothing else changed. ")
    released = known.rows("released")
    # Of several years each has its sum, and none stands for all.
    if len(released) == 1 and known.cell("released", released[0], "Pounds")["text"] != "–":
        yield from ("Late payments of £", known.said("released", released[0], "Pounds"), " were released, for ")
        yield from (known.said("released", released[0], "Invoices"), " invoices. ")
    yield from ("Spot checks, which nobody complained for: ", known.said("origin", "Spot check", "Received"), ".")


def _time(known: _Tables, asked: Asked) -> Iterator[Part]:
    if known.value("resolved", "All", "Cases"):
        median = known.said("resolved", "All", "Median days")
        yield from ("Half of the cases that closed took ", median, " days or fewer")
        if known.value("resolved", "All", "With a target"):
            share = known.said("resolved", "All", "Within target")
            yield from (", and ", share, " of those with a target were closed within it")
        yield "."


def _vcse(known: _Tables, asked: Asked) -> Iterator[Part]:
    """What is of the period, and what is of other years, each with its own numbers."""
    (share,) = known.rows("vcse-share")
    if not known.value("vcse-share", share, "Say who complained"):
        yield "No case received in the period says who complained."
    else:
        yield from ("Voluntary, community and social enterprises brought ", known.said("vcse-share", share, "Of VCSEs"))
        yield from (" of the ", known.said("vcse-share", share, "Say who complained"))
        yield from (" cases that say who complained, ", known.said("vcse-share", share, "VCSE share"), " (interval ")
        yield from (known.said("vcse-share", share, "VCSE share", more=True), ").")
    markets = [row for row in known.rows("market") if known.value("market", row, "Complaints")]
    if markets:
        yield from _beside_market(known, markets[0])


def _beside_market(known: _Tables, row: Printed) -> Iterator[Part]:
    yield from (" Of the complaints received in ", known.said("market", row, "Complaints received in"), " it was ")
    yield from (known.said("market", row, "Of VCSEs"), " of ", known.said("market", row, "Complaints"), ", ")
    yield from (known.said("market", row, "VCSE share"), ". Their newest published share of public contracts is ")
    yield from (known.said("market", row, "Share of contracts"), ". So the ratio over these years is ")
    yield from (known.said("market", row, "Ratio"), " (interval ", known.said("market", row, "Ratio", more=True))
    yield "), where one is parity."


def _satisfaction(known: _Tables, asked: Asked) -> Iterator[Part]:
    for row in known.rows("satisfaction"):
        if known.value("satisfaction", row, "Answered"):
            yield from (f"{row['label']}: ", known.said("satisfaction", row, "Answered"), " told us how satisfied ")
            yield from ("they were; ", known.said("satisfaction", row, "Satisfied"), " were satisfied. ")


def _inside(label: str) -> str:
    """Its label inside a sentence."""
    return label[0].lower() + label[1:]
