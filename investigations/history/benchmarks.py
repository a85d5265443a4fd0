"""Benchmarks, figures of others by measure, period and source: loaded from a CSV file, or kept by leads.

Each change leaves a row that says what it was, who made it and when."""

from collections import Counter
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from complaints.importing import Refusal, Report, RowRefused, csv_rows
from investigations import access
from investigations.lifecycle import Conflict
from investigations.models import Benchmark, BenchmarkChange
from mysteryshopper.staff.models import User

COLUMNS = ["measure", "percent", "first_financial_year", "last_financial_year", "source"]
FIRST_YEAR, LAST_YEAR = 1990, 2100


class AlreadyThere(Conflict):
    """Another benchmark has this measure, period and source."""


class ChangedMeanwhile(Conflict):
    """Somebody else changed it, or took it back."""


@transaction.atomic
def save(benchmark: Benchmark, data: dict[str, Any], *, seen: str, by: User) -> None:
    """A lead adds a benchmark, or changes one that is as `seen` says (its `in_words`). The same again changes nothing.

    Raises NotAllowed, AlreadyThere, ChangedMeanwhile."""
    access.check_lead(by)
    was = ""
    if benchmark.pk:
        benchmark = _locked(benchmark, seen)
        was = benchmark.in_words
    for name, value in data.items():
        setattr(benchmark, name, value)
    if benchmark.in_words == was:
        return
    try:
        with transaction.atomic():
            benchmark.save()
    except IntegrityError:
        raise AlreadyThere("There is a figure of this measure, period and source. Change that one") from None
    _record(f"Changed: {benchmark.in_words}. Was: {was}" if was else f"Added: {benchmark.in_words}", by=by)


@transaction.atomic
def take_back(benchmark: Benchmark, *, seen: str, by: User) -> None:
    """Raises NotAllowed, ChangedMeanwhile."""
    access.check_lead(by)
    benchmark = _locked(benchmark, seen)
    benchmark.delete()
    _record(f"Taken back: {benchmark.in_words}", by=by)


def _locked(benchmark: Benchmark, seen: str) -> Benchmark:
    found = Benchmark.objects.select_for_update().filter(pk=benchmark.pk).first()
    if found is None or found.in_words != seen:
        raise ChangedMeanwhile("Somebody has changed this figure since you opened it. Open it again.")
    return found


def _record(words: str, *, by: User | None) -> None:
    BenchmarkChange.objects.create(words=words, by=by, at=timezone.now())


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
    if not FIRST_YEAR <= read.first_financial_year <= read.last_financial_year <= LAST_YEAR:
        raise RowRefused(f"financial years: must be between {FIRST_YEAR} and {LAST_YEAR}, the first one first")
    return read


@transaction.atomic
def _load(read: Benchmark) -> str:
    """What was done: added, changed or unchanged."""
    identity = {name: getattr(read, name) for name in COLUMNS if name != "percent"}
    there = Benchmark.objects.filter(**identity).first()
    if there and there.percent == read.percent:
        return "unchanged"
    Benchmark.objects.update_or_create(**identity, defaults={"percent": read.percent})
    said = f"Changed: {read.in_words}. Was: {there.in_words}" if there else f"Added: {read.in_words}"
    _record(f"{said} (from a file)", by=None)
    return "changed" if there else "added"
