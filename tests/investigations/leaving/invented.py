"""Invented providers, to look for. None of them exists: names, numbers, addresses are made up for these tests."""

import csv
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from investigations.leaving.identifying import Told


@dataclass(frozen=True)
class Provider:
    person: str
    organisation: str
    email: str
    phone: str
    address: str
    number: str
    invoice: str
    amount: str
    words: str

    def told(self) -> Told:
        return Told(
            people=[self.person],
            organisations=[self.organisation],
            emails=[self.email],
            phones=[self.phone],
            addresses=[self.address],
            numbers=[self.number],
            invoice_numbers=[self.invoice],
            amounts=[Decimal(self.amount)],
            written=[self.words],
        )


def _invented(name: str) -> list[Provider]:
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8") as file:
        return [Provider(**row) for row in csv.DictReader(file) if row.pop("set") == name]


# The check was made with these in sight.
DEVELOPMENT = _invented("development")
# Written once the check was done: it was not changed for any of them.
HELD_OUT = _invented("held-out")
