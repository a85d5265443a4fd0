"""What became of abolished authorities."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from complaints.models import Authority

# The depth ends the walk where somebody made two authorities replace each other.
_HEIRS = """
WITH RECURSIVE heir (ended_id, authority_id, depth) AS (
    SELECT id, id, 0 FROM complaints_authority WHERE id = ANY(%s)
    UNION
    SELECT heir.ended_id, link.to_authority_id, heir.depth + 1
    FROM heir JOIN complaints_authority_replaced_by link ON link.from_authority_id = heir.authority_id
    WHERE heir.depth < 5
)
SELECT authority.*, heir.ended_id, heir.depth
FROM heir JOIN complaints_authority authority ON authority.id = heir.authority_id
ORDER BY heir.ended_id, heir.depth, authority.name
"""


@dataclass(frozen=True)
class Successors:
    """`current`: who can be complained about instead. `note`: a line that says what happened."""

    current: tuple[Authority, ...]
    note: str


def successors_of(ended: Collection[int]) -> dict[int, Successors]:
    """By id of the abolished authority. One query, none when there is nothing to ask."""
    lines: dict[int, list[Authority]] = defaultdict(list)
    for authority in Authority.objects.raw(_HEIRS, [list(ended)]) if ended else ():
        lines[vars(authority)["ended_id"]].append(authority)
    return {pk: _successors(line) for pk, line in lines.items()}


def _successors(line: list[Authority]) -> Successors:
    """`line`: the abolished authority, then those after it, nearest first."""
    ended, *later = line
    nearest = [heir for heir in later if vars(heir)["depth"] == 1]
    current = tuple(dict.fromkeys(heir for heir in later if heir.ended_on is None))
    return Successors(current, _note(ended, nearest, current))


def _note(ended: Authority, nearest: list[Authority], current: tuple[Authority, ...]) -> str:
    day = max((heir.started_on for heir in nearest if heir.started_on), default=ended.ended_on) or date.min
    if not nearest:
        # The day is often not known, so only the year is said.
        return _("Abolished in %(year)s") % {"year": day.year}
    said = _("Replaced by %(names)s on %(day)s") % {"names": _names(nearest), "day": date_format(day, "j F Y")}
    last = [heir for heir in current if heir not in nearest]
    return said + (_(", now %(names)s") % {"names": _names(last)} if last else "")


def _names(authorities: list[Authority]) -> str:
    return _(" and ").join(authority.name for authority in authorities)
