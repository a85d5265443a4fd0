"""What commands that import a file share: reading it, refusing rows with a reason, saying how it went.

Knows no table. Exit status: 0 all rows are in, 1 some rows were refused, 2 the file cannot be used at all."""

import csv
import io
from abc import ABC, abstractmethod
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

SOME_REFUSED, CANNOT_BE_USED = 1, 2
_LARGEST_MB = 50


class FileUnusable(Exception):
    """Nothing can be imported; the message is one sentence that says why."""


class RowRefused(Exception):
    """One row cannot be imported; the message says why."""


@dataclass(frozen=True)
class Refusal:
    """`place`: where it stands in the file, such as "line 12"."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


@dataclass
class Report:
    """How an import went, counted in rows of the file."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[Refusal] = field(default_factory=list)

    def __str__(self) -> str:
        if not (self.added or self.changed or self.refused):
            return f"Nothing changed: {self.unchanged:,} were already there."
        counts = f"{self.added:,} added, {self.changed:,} changed, {self.unchanged:,} unchanged"
        return f"{counts}, {len(self.refused):,} refused."


@dataclass(frozen=True)
class Row:
    place: str
    values: dict[str, str]


def read(path: str | Path) -> bytes:
    """The file's bytes. Raises FileUnusable when it is missing, unreadable or larger than any real one."""
    path = Path(path)
    try:
        if path.stat().st_size > _LARGEST_MB * 1024 * 1024:
            raise FileUnusable(f"{path.name} is larger than {_LARGEST_MB} MB: import it in parts.")
        return path.read_bytes()
    except OSError as error:
        raise FileUnusable(f"{path.name} cannot be read: {(error.strerror or 'unknown error').lower()}.") from error


def csv_rows(
    path: str | Path, columns: Sequence[str], refused: list[Refusal], optional: Sequence[str] = ()
) -> Iterator[Row]:
    """Rows of a CSV file with exactly these columns, or these and the `optional` ones after them.

    Those that cannot be read are added to `refused`. Raises FileUnusable when the header is another."""
    # What is not UTF-8 becomes lone surrogates, so that it spoils its own row only.
    text = read(path).decode("utf-8-sig", errors="surrogateescape")
    records = _records(io.StringIO(text, newline="").readlines())
    header = next(records, (0, []))[1]
    if header != list(columns) and header != [*columns, *optional]:
        raise FileUnusable(f"{Path(path).name} must start with the columns {','.join(columns)}.")
    for line, cells in records:
        try:
            if cells:
                yield Row(f"line {line}", dict(zip(header, _sound(cells, len(header)), strict=True)))
        except RowRefused as refusal:
            refused.append(Refusal(f"line {line}", str(refusal)))


def _records(lines: list[str]) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """Each record with the number of its first line. After one that is broken it goes on at the very next line,

    so that a quotation mark that is never closed costs one row, not all that follow."""
    start = 0
    while start < len(lines):
        reader = csv.reader((lines[place] for place in range(start, len(lines))), strict=True)
        first = start
        try:
            for cells in reader:
                yield first + 1, cells
                first = start + reader.line_num
            return
        except csv.Error as error:
            yield first + 1, error
            start = first + 1


def _sound(cells: list[str] | csv.Error, expected: int) -> list[str]:
    """The cells without spaces around them. Raises RowRefused for what no column could hold."""
    if isinstance(cells, csv.Error):
        raise RowRefused(f"is not CSV: {cells}")
    if len(cells) != expected:
        raise RowRefused(f"has {len(cells)} columns instead of {expected}")
    text = "".join(cells)
    if "\0" in text:
        raise RowRefused("holds a NUL character")
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise RowRefused("holds bytes that are not UTF-8")
    return [cell.strip() for cell in cells]


def progress(rows: Iterable[Any], total: int | None = None) -> Iterable[Any]:
    """Shows how far it is on stderr, where that is a terminal."""
    return tqdm(rows, total=total, disable=None, unit=" rows")


class ImportCommand(ABC, BaseCommand):
    """Imports one file, and says how it went in words and in its exit status."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the file to import")

    @abstractmethod
    def import_file(self, file: str) -> Report:
        """Takes the file in. Raises FileUnusable."""

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        try:
            report = self.import_file(file)
        except FileUnusable as error:
            raise CommandError(str(error), returncode=CANNOT_BE_USED) from error
        for refusal in report.refused:
            self.stderr.write(str(refusal))
        self.stdout.write(str(report))
        if report.refused:
            raise CommandError("Some rows were refused; the others are in.", returncode=SOME_REFUSED)
