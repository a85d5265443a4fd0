"""An entry as data: for the API, for the JSON file and for the CSV files. Codes, with their labels beside them."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Subquery
from django.urls import reverse

from complaints.models import Authority, Sector, Subject
from investigations.lifecycle import State
from investigations.models import CHANGED, EntryVersion, RegisterEntry
from investigations.models.case_choices import DatePrecision, FollowedUpAs
from investigations.models.register import EntryQuerySet

from . import reading

_CHUNK = 1000
_as_json = json.JSONEncoder(ensure_ascii=False).encode
# A spreadsheet takes a cell that begins so for a formula: https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def whole(entries: EntryQuerySet) -> EntryQuerySet:
    """With what the authority says to the version that is published now, and what became of it since. One query."""
    now = EntryVersion.objects.filter(entry=OuterRef("pk"), version=OuterRef("version"))
    return (
        entries.defer("words")
        .select_related("authority")
        .annotate(
            reply=Subquery(now.values("reply")[:1]),
            states=ArraySubquery(reading.recommendations().filter(case=OuterRef("case")).values_list("state")),
            follow_up=F("case__followed_up_as"),
        )
    )


def record(entry: RegisterEntry) -> dict[str, Any]:
    """Of an entry from `whole`."""
    return {
        "id": entry.public_id,
        "url": reading.address(entry.public_id),
        "authority": {
            "code": entry.authority.code if entry.authority else None,
            "name": entry.authority_name,
            "sector": _coded(entry.authority_sector, reading.labels(Sector)),
        },
        "subject": _coded(entry.subject, reading.labels(Subject)),
        "sub_issue": _named(entry.sub_issue, reading.sub_issue_name(entry)),
        "outcome": _named(entry.outcome, reading.outcome_name(entry.outcome)),
        "process_changed": process_changed(entry),
        "case_issue": entry.case_issue,
        "case_outcome": entry.case_outcome,
        "reply": entry.reply or None,  # type: ignore[attr-defined]
        "recommendations": [_coded(state, reading.labels(State)) for state in entry.states],  # type: ignore[attr-defined]
        "follow_up": _coded(entry.follow_up, reading.labels(FollowedUpAs)),  # type: ignore[attr-defined]
        "published": _published(entry),
        "version": entry.version,
        "updated_at": entry.updated_at.isoformat(),
        "is_imported": entry.is_imported,
        "source": entry.source or None,
        "is_demonstration": entry.is_demonstration,
    }


def version_record(version: EntryVersion) -> dict[str, Any]:
    return {
        "version": version.version,
        "published_at": version.published_at.isoformat(),
        "correction": version.correction or None,
        "outcome": _named(version.outcome, reading.outcome_name(version.outcome)),
        "case_issue": version.case_issue,
        "case_outcome": version.case_outcome,
        "reply": version.reply or None,
        "is_reply_redacted": version.is_reply_redacted,
    }


def authority_record(authority: Authority) -> dict[str, Any]:
    cases = f"{settings.BASE_URL}{reverse('api:cases')}?{urlencode({'authority': authority.code})}"
    sector = _coded(authority.sector, reading.labels(Sector))
    return {"code": authority.code, "name": authority.name, "sector": sector, "cases": cases}


def process_changed(entry: RegisterEntry) -> bool | None:
    """None: nobody has coded how it ended."""
    return None if entry.outcome == "uncoded" else entry.outcome in CHANGED


def _coded(code: str, labels: Mapping[str, str]) -> dict[str, str] | None:
    return _named(code, labels[code]) if code else None


def _named(code: str, label: str) -> dict[str, str] | None:
    return {"code": code, "label": label} if code else None


def _published(entry: RegisterEntry) -> str:
    """As exactly as it is known: 2012, 2012-05 or 2012-05-31."""
    lengths = {DatePrecision.YEAR.value: 4, DatePrecision.MONTH.value: 7}
    return entry.listed_on.isoformat()[: lengths.get(entry.listed_precision, 10)]


class Column(NamedTuple):
    """`kind` and `about` are for the description of the file."""

    title: str
    cell: Callable[[RegisterEntry], object]
    kind: str = "string"
    about: str = ""


def _month(entry: RegisterEntry) -> str:
    return "" if entry.listed_precision == DatePrecision.YEAR else f"{entry.listed_on:%B}"


def _given(entry: RegisterEntry) -> str:
    """History as it was published, also where we know now whom it means."""
    return entry.authority_given or (entry.authority.name if entry.authority else "")


def _subject_as_published(entry: RegisterEntry) -> str:
    return reading.labels(Subject).get(entry.subject, "").title()


# As the service has always published its results, and in the form in which we import them.
OFFICIAL = [
    Column("Year", lambda entry: entry.listed_on.year, "year"),
    Column("Month", _month),
    Column("Authority", _given),
    Column("Subject", _subject_as_published),
    Column("Sub Issue", reading.sub_issue_name),
    Column("Case Issue", lambda entry: entry.case_issue),
    Column("Case Outcome", lambda entry: entry.case_outcome),
]
OURS = [
    Column("id", lambda entry: entry.public_id, about="Number of the entry. It is not the reference of the case"),
    Column("url", lambda entry: reading.address(entry.public_id)),
    Column("published", _published, about="2012, 2012-05 or 2012-05-31: as exactly as it is known"),
    Column("version", lambda entry: entry.version, "integer"),
    Column("updated_at", lambda entry: entry.updated_at.isoformat(), "datetime"),
    Column("authority_code", lambda entry: entry.authority.code if entry.authority else ""),
    Column("authority", lambda entry: entry.authority_name),
    Column("authority_sector", lambda entry: entry.authority_sector),
    Column("subject", lambda entry: entry.subject),
    Column("sub_issue", lambda entry: entry.sub_issue, about="A code, or the words of published history"),
    Column("outcome", lambda entry: entry.outcome),
    Column("process_changed", lambda entry: _word(process_changed(entry)), "boolean"),
    Column("case_issue", lambda entry: entry.case_issue),
    Column("case_outcome", lambda entry: entry.case_outcome),
    Column("reply", lambda entry: entry.reply or "", about="What the authority says"),  # type: ignore[attr-defined]
    Column(
        "recommendations",
        lambda entry: "|".join(entry.states),  # type: ignore[attr-defined]
        about="What became of each, with | between them",
    ),
    Column("follow_up", lambda entry: entry.follow_up),  # type: ignore[attr-defined]
    Column("is_imported", lambda entry: _word(entry.is_imported), "boolean", "Published before this register began"),
    Column("source", lambda entry: entry.source, about="Of imported entries"),
    Column("is_demonstration", lambda entry: _word(entry.is_demonstration), "boolean", "Made up"),
]


class _Line:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(entries: EntryQuerySet, columns: list[Column]) -> Iterator[str]:
    """The file line by line, titles first, safe to open in a spreadsheet. Needs no more memory than a chunk."""
    write = csv.writer(_Line()).writerow
    # The mark by which Excel knows that this is UTF-8.
    yield "\ufeff" + str(write([column.title for column in columns]))
    for entry in whole(entries).order_by("listed_on", "pk").iterator(_CHUNK):
        yield str(write([_defused(column.cell(entry)) for column in columns]))


def json_lines(entries: EntryQuerySet) -> Iterator[str]:
    """One object with all the entries, line by line."""
    yield '{"licence": "Open Government Licence v3.0", "cases": ['
    for number, entry in enumerate(whole(entries).order_by("listed_on", "pk").iterator(_CHUNK)):
        yield (",\n" if number else "\n") + _as_json(record(entry))
    yield "\n]}\n"


def _word(value: bool | None) -> str:
    return "" if value is None else str(value).lower()


def _defused(cell: object) -> str:
    text = str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text
