"""What the service published about itself, with sources: to hold the figures against."""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from mysteryshopper.calendar import financial_year_name

_FILE = Path(__file__).parents[1] / "data" / "published_figures.csv"


class Published(NamedTuple):
    """`value`: per cent, or pounds of what was paid."""

    first_year: int
    last_year: int
    value: float
    words: str
    source: str

    @property
    def period(self) -> str:
        first, last = financial_year_name(self.first_year), financial_year_name(self.last_year)
        return first if first == last else f"{first} to {last}"


@cache
def published(figure: str) -> tuple[Published, ...]:
    """`figure`: rate, paid or in-time."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Published(
                int(row["first_financial_year"]),
                int(row["last_financial_year"]),
                float(row["value"]),
                row["words"],
                row["source"],
            )
            for row in csv.DictReader(file)
            if row["figure"] == figure
        )
