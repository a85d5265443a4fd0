"""Benchmarks from a CSV file: figures of others, by measure, period and source."""

from collections import Counter

from django.core.exceptions import ValidationError

from complaints.importing import Refusal, Report, Row, csv_rows
from investigations.models import Benchmark

COLUMNS = ["measure", "percent", "first_financial_year", "last_financial_year", "source"]


def load_benchmarks(path: str) -> Report:
    """Adds new benchmarks and corrects the per cent of those that are there. Raises FileUnusable."""
    refused: list[Refusal] = []
    done: Counter[str] = Counter()
    for row in csv_rows(path, COLUMNS, refused):
        try:
            done[_load(row)] += 1
        except ValidationError as error:
            refused.append(Refusal(row.place, "; ".join(error.messages)))
    return Report(added=done["added"], changed=done["changed"], unchanged=done["unchanged"], refused=refused)


def _load(row: Row) -> str:
    """What was done: added, changed or unchanged. Raises ValidationError."""
    read = Benchmark(**row.values)
    read.clean_fields()
    identity = {name: getattr(read, name) for name in COLUMNS if name != "percent"}
    there = Benchmark.objects.filter(**identity).first()
    if there and there.percent == read.percent:
        return "unchanged"
    Benchmark.objects.update_or_create(**identity, defaults={"percent": read.percent})
    return "changed" if there else "added"
