"""What happened to a case in one stream, or one sort of it: for its page. Reads, never writes."""

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from investigations.models import CaseEvent

_K = CaseEvent.Kind
# What is of no other sort stands under “Everything” only.
SORTS: dict[str, tuple[str, frozenset[CaseEvent.Kind]]] = {
    "stands": (
        "Where it stands",
        frozenset(
            {_K.OPENED, _K.MOVED, _K.ASKED_AGAIN, _K.FOUND, _K.RECOMMENDED, _K.CODED, _K.FOLLOWED_UP, _K.SUMMARY}
        ),
    ),
    "notes": ("Notes and tasks", frozenset({_K.NOTED, _K.TASK})),
    "authority": (
        "The authority",
        frozenset(
            {_K.LETTER, _K.OFFICER, _K.CHASED, _K.MAIL, _K.BOUNCED, _K.TIME_ASKED, _K.TIME_GIVEN, _K.TIME_REFUSED}
        )
        | {kind for kind in _K if kind.startswith("authority_")},
    ),
    "clocks": ("Clocks", frozenset({_K.CLOCK_STOPPED, _K.CLOCK_RESTARTED, _K.CLOCKS_MOVED, _K.STANDSTILL})),
    "people": (
        "Who works on it and may read it",
        frozenset(
            {_K.CLAIMED, _K.HANDED_OVER, _K.GIVEN_BACK, _K.CONFLICT, _K.CONFLICT_LIFTED, _K.READERS, _K.OPENED_FILE}
        )
        | {_K.TAKEN_OUT, _K.COPIED},
    ),
}


class Sort(NamedTuple):
    key: str
    label: str
    number: int


@dataclass(frozen=True)
class History:
    """`chosen`: a key of SORTS, or empty for everything. `sorts`: those of which there is something."""

    events: list[CaseEvent]
    sorts: list[Sort]
    chosen: str


def history(events: list[CaseEvent], chosen: str) -> History:
    """A sort that nobody knows shows everything."""
    number = Counter(key for event in events for key, (_, kinds) in SORTS.items() if event.kind in kinds)
    sorts = [Sort("", "Everything", len(events))]
    sorts += [Sort(key, label, number[key]) for key, (label, _) in SORTS.items() if number[key]]
    if chosen not in SORTS:
        return History(events, sorts, "")
    kinds = SORTS[chosen][1]
    return History([event for event in events if event.kind in kinds], sorts, chosen)
