"""Published cases in the official seven columns, and two of our own, become closed cases: once each."""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from complaints.authorities.matching import match_all
from complaints.importing import Refusal, Report, RowRefused, csv_rows, progress
from complaints.models import Authority, Sector, SubIssue, Subject
from complaints.reference import new_reference
from investigations.history.reading_outcomes import outcome_in
from investigations.lifecycle import Status
from investigations.models import Case
from investigations.models.case_choices import DatePrecision
from investigations.summaries.entering import enter_history

OFFICIAL_COLUMNS = ["Year", "Month", "Authority", "Subject", "Sub Issue", "Case Issue", "Case Outcome"]
OWN_COLUMNS = ["Authority Sector", "Source"]
FIRST_YEAR = 2011  # the service began in February 2011

_MONTHS = [
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
]  # fmt: skip


@dataclass(frozen=True)
class PublishedCase:
    """A row that was read and found good. `key` is the fingerprint by which it is known again."""

    key: str
    received_on: date
    precision: DatePrecision
    authority_given: str
    sector: str
    subject: str
    sub_issue: str
    issue: str
    outcome: str
    source: str


def read_row(row: dict[str, str], *, seen: Counter[str], today: date) -> PublishedCase:
    """Checks one row. `seen` counts equal rows of the same file, which are different cases. Raises RowRefused."""
    text = {column: (row.get(column) or "").strip() for column in OFFICIAL_COLUMNS + OWN_COLUMNS}
    for column, longest in [("Authority", 300), ("Sub Issue", 100), ("Source", 300)]:
        _check_length(column, text[column], longest)
    received_on, precision = _when(text["Year"], text["Month"], today)
    content = "\x1f".join(text[column] for column in OFFICIAL_COLUMNS)
    seen[content] += 1
    return PublishedCase(
        key=hashlib.sha256(f"{content}\x1f{seen[content]}".encode()).hexdigest(),
        received_on=received_on,
        precision=precision,
        authority_given=text["Authority"],
        sector=_sector(text["Authority Sector"]),
        subject=_listed(Subject, "Subject", text["Subject"]),
        sub_issue=_choice(SubIssue, text["Sub Issue"]) or text["Sub Issue"],
        issue=text["Case Issue"],
        outcome=text["Case Outcome"],
        source=text["Source"],
    )


def import_cases(path: str, *, today: date) -> Report:
    """Adds the good rows that are not there yet; refuses the others with line and reason. Raises FileUnusable."""
    refused: list[Refusal] = []
    published, seen = [], Counter[str]()
    for row in progress(csv_rows(path, OFFICIAL_COLUMNS, refused, optional=OWN_COLUMNS)):
        try:
            published.append(read_row(row.values, seen=seen, today=today))
        except RowRefused as refusal:
            refused.append(Refusal(row.place, str(refusal)))
    added = _add(published)
    enter_history()
    return Report(added=added, unchanged=len(published) - added, refused=refused)


def _add(published: list[PublishedCase]) -> int:
    """Adds those that are not there yet. Returns how many."""
    keys = [row.key for row in published]
    there = set(Case.objects.filter(import_key__in=keys).values_list("import_key", flat=True))
    new = [row for row in published if row.key not in there]
    matches = match_all({row.authority_given for row in new})
    cases = [_case(row, matches[row.authority_given].authority) for row in new]
    # Two imports at once: Postgres keeps one of each, and this one counts those that are its own.
    Case.objects.bulk_create(cases, ignore_conflicts=True)
    return Case.objects.filter(reference__in=[case.reference for case in cases]).count()


def _case(row: PublishedCase, authority: Authority | None) -> Case:
    return Case(
        reference=new_reference(),
        import_key=row.key,
        import_source=row.source,
        authority=authority,
        authority_given=row.authority_given,
        authority_sector=row.sector or (authority.sector if authority else ""),
        nation=authority.nation if authority else "",
        subject=row.subject,
        sub_issue=row.sub_issue,
        received_on=row.received_on,
        received_precision=row.precision,
        status=Status.CLOSED,
        outcome=outcome_in(row.outcome),
        # The publication gives one date. The day it closed is not known, so imports count in no duration.
        status_on=row.received_on,
        closed_on=row.received_on,
        case_issue=row.issue,
        case_outcome=row.outcome,
    )


def _when(year: str, month: str, today: date) -> tuple[date, DatePrecision]:
    """The first of the month, or the middle of a year of which no month is known; never a day to come."""
    if not re.fullmatch(r"\d{4}", year, re.ASCII) or not FIRST_YEAR <= int(year) <= today.year:
        _refuse(f"Year must be between {FIRST_YEAR} and {today.year}")
    if not month:
        return min(date(int(year), 7, 1), today), DatePrecision.YEAR
    number = next((n for n, name in enumerate(_MONTHS, 1) if month.lower() in {name, name[:3], str(n), f"{n:02}"}), 0)
    if not number:
        _refuse(f"Month “{month[:20]}” must be a month, such as January")
    day = date(int(year), number, 1)
    return (day, DatePrecision.MONTH) if day <= today else _refuse("Month is still to come")


def _sector(text: str) -> str:
    if not text:
        return ""
    if "housing" in text.lower():
        return Sector.HOUSING
    bare = re.sub(r"\(.*", "", text).strip()
    return _listed(Sector, "Authority Sector", bare)


def _listed(choices: type[Sector] | type[Subject], column: str, text: str) -> str:
    return _choice(choices, text) or _refuse(f"{column} “{text[:60]}” is not in the list")


def _choice(choices: type[Sector] | type[Subject] | type[SubIssue], text: str) -> str:
    wanted = text.strip().lower()
    return next((value for value, label in choices.choices if wanted in {value, str(label).lower()}), "")


def _check_length(column: str, text: str, longest: int) -> None:
    if len(text) > longest:
        _refuse(f"{column} must be {longest} characters or fewer")


def _refuse(reason: str) -> NoReturn:
    raise RowRefused(reason)
