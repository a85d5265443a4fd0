"""Benchmarks from a CSV file: figures of others, by measure, period and source."""

from collections import Counter

from django.core.exceptions import ValidationError

from complaints.importing import Refusal, Report, RowRefused, csv_rows
from investigations.models import Benchmark

COLUMNS = ["measure", "percent", "first_financial_year", "last_financial_year", "source"]
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


def load_benchmarks(path: str) -> Report:
    """Adds new benchmarks and corrects the per cent of those that are there. Raises FileUnusable."""
    refused: list[Refusal] = []
    done: Counter[str] = Counter()
    for row in csv_rows(path, COLUMNS, refused):
        try:
            done[_load(_read(row.values))] += 1
        except RowRefused as refusal:
            refused.append(Refusal(row.place, str(refusal)))
    return Report(added=done["added"], changed=done["changed"], unchanged=done["unchanged"], refused=refused)


def _read(values: dict[str, str]) -> Benchmark:
    """Not saved. Raises RowRefused."""
    read = Benchmark(**values)
    try:
        read.clean_fields()
    except ValidationError as error:
        reasons = [f"{column}: {' '.join(said)}" for column, said in error.message_dict.items()]
        raise RowRefused("; ".join(reasons)) from error
    if not 0 <= read.percent <= 100:
        raise RowRefused("percent: must be between 0 and 100")
    if not _FIRST_YEAR <= read.first_financial_year <= read.last_financial_year <= _LAST_YEAR:
        raise RowRefused(f"financial years: must be between {_FIRST_YEAR} and {_LAST_YEAR}, the first one first")
    return read


def _load(read: Benchmark) -> str:
    """What was done: added, changed or unchanged."""
    identity = {name: getattr(read, name) for name in COLUMNS if name != "percent"}
    there = Benchmark.objects.filter(**identity).first()
    if there and there.percent == read.percent:
        return "unchanged"
    Benchmark.objects.update_or_create(**identity, defaults={"percent": read.percent})
    return "changed" if there else "added"
