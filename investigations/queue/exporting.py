"""The list of cases as CSV: what its reader sees of each case, safe to open in a spreadsheet. Nothing sealed."""

import csv
from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.db.models import QuerySet

from complaints.models import SubIssue
from investigations import access
from investigations.models import Case
from investigations.models.case_choices import DatePrecision
from mysteryshopper.staff.models import User

MOST_ROWS = 20_000
_CHUNK = 2000
# A spreadsheet takes a cell that begins so for a formula: https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Column(NamedTuple):
    """`of_the_queue`: only for who works the queue, as on the page of a case."""

    title: str
    cell: Callable[[Case], object]
    of_the_queue: bool = False


def _received(case: Case) -> str:
    """As exactly as it is known: 2012, 2012-05 or 2012-05-31."""
    lengths = {DatePrecision.YEAR.value: 4, DatePrecision.MONTH.value: 7}
    return case.received_on.isoformat()[: lengths.get(case.received_precision, 10)]


_SUB_ISSUES = dict(SubIssue.choices)
COLUMNS = [
    Column("Reference", lambda case: case.reference),
    Column("Authority", lambda case: case.authority_name),
    Column("Sector of the authority", lambda case: case.get_authority_sector_display()),
    Column("Subject", lambda case: case.get_subject_display()),
    Column("Sub-issue", lambda case: _SUB_ISSUES.get(case.sub_issue, case.sub_issue)),
    Column("Received", _received),
    Column("Status", lambda case: case.get_status_display()),
    Column("Outcome", lambda case: case.get_outcome_display()),
    Column("Next due", lambda case: case.next_due_on),
    Column("Made up", lambda case: "yes" if case.is_demonstration else "no"),
    Column("Owner", lambda case: case.owner, of_the_queue=True),
    Column("Provider", lambda case: case.get_provider_kind_display(), of_the_queue=True),
    Column("Size of the provider", lambda case: case.get_provider_size_display(), of_the_queue=True),
]


class _Line:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line


def lines(cases: QuerySet[Case], user: User) -> Iterator[str]:
    """The file line by line, with the titles first. Beyond MOST_ROWS the last line says that there are more."""
    columns = [column for column in COLUMNS if not column.of_the_queue or access.can_work_queue(user)]
    write = csv.writer(_Line()).writerow
    # The mark by which Excel knows that this is UTF-8.
    yield "\ufeff" + str(write([column.title for column in columns]))
    found = cases.defer("words", "case_issue", "case_outcome").select_related("authority", "owner")[: MOST_ROWS + 1]
    for number, case in enumerate(found.iterator(_CHUNK)):
        if number == MOST_ROWS:
            yield str(write([f"There are more cases: these are the newest {MOST_ROWS:,}."]))
            return
        yield str(write([defused(column.cell(case)) for column in columns]))


def defused(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text
