"""One line of the list of authorities, checked: pure functions, no database."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from complaints.importing import Row, RowRefused
from complaints.models import Authority, Sector

from .councils import council
from .names import compared

COLUMNS = ("id", "name", "sector", "nation", "kind", "start", "end", "replaced_by", "aliases", "source")
_REQUIRED = ("id", "name", "sector", "nation", "source")
_LONGEST = {"id": 60, "name": 200, "nation": 30, "kind": 60, "source": 200}
_DATE = re.compile(r"\A([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")


@dataclass(frozen=True)
class Listed:
    """An authority as the list has it. `aliases` do not include the official name; `successors` are codes."""

    place: str
    authority: Authority
    aliases: tuple[str, ...]
    successors: frozenset[str]

    @property
    def code(self) -> str:
        return self.authority.code

    def names(self) -> dict[str, tuple[str, bool]]:
        """By compared form: the name as written, and whether it is official. A council also goes by its place."""
        official = self.authority.name
        named = {compared(official): (official, True)}
        for alias in self.aliases:
            named.setdefault(compared(alias), (alias, False))
        if spoken := council(compared(official)):
            named.setdefault(spoken.place, (official, False))
        return {form: name for form, name in named.items() if form and not _is_scrap(form)}


def listed(row: Row) -> Listed:
    """Raises RowRefused with the reason."""
    values = {column: " ".join(cell.split()) for column, cell in row.values.items()}
    for column in _REQUIRED:
        if not values[column]:
            raise RowRefused(f"has no {column}")
    for column, longest in _LONGEST.items():
        if len(values[column]) > longest:
            raise RowRefused(f"{column} is longer than {longest} characters")
    if values["sector"] not in Sector.values:
        raise RowRefused(f"sector {_quoted(values['sector'])} is not one of {', '.join(Sector.values)}")
    if not compared(values["name"]):
        raise RowRefused(f"name {_quoted(values['name'])} has no letters to compare")
    return Listed(row.place, _authority(values), _aliases(values["aliases"]), _successors(values))


def _authority(values: dict[str, str]) -> Authority:
    start, end = _day("start", values["start"], last=False), _day("end", values["end"], last=True)
    if start and end and end < start:
        raise RowRefused(f"end {end} is before start {start}")
    return Authority(
        code=values["id"],
        name=values["name"],
        sector=values["sector"],
        nation=values["nation"],
        kind=values["kind"],
        started_on=start,
        ended_on=end,
        source=values["source"],
    )


def _day(column: str, text: str, *, last: bool) -> date | None:
    """A date; of a year or a month alone the first or the `last` day, so that nothing ends before it did."""
    if not text:
        return None
    try:
        year, month, day = (int(part or 0) for part in _DATE.findall(text)[0])
        month = month or (12 if last else 1)
        return date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1))
    except (IndexError, ValueError) as error:
        raise RowRefused(f"{column} {_quoted(text)} is not a date such as 2020-04-01, 2020-04 or 2020") from error


def _aliases(text: str) -> tuple[str, ...]:
    aliases = tuple(filter(None, (alias.strip() for alias in text.split("|"))))
    if any(len(alias) > _LONGEST["name"] for alias in aliases):
        raise RowRefused(f"an alias is longer than {_LONGEST['name']} characters")
    return aliases


def _successors(values: dict[str, str]) -> frozenset[str]:
    """Codes of the successors. The list names them by what follows the last hyphen of a code in the same register."""
    register = values["id"].rpartition("-")[0]
    shorts = filter(None, (short.strip() for short in values["replaced_by"].split(",")))
    return frozenset(f"{register}-{short}" for short in shorts)


def _is_scrap(form: str) -> bool:
    """ "City of" and the like, which the lists hold where a name was cut in two."""
    return set(form.split()) <= {"city", "county", "borough", "district", "council", "of", "the"}


def _quoted(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:60] + "…")
