"""Two people changed the same thing: the second is told, and sees what each made of it, side by side."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal, NamedTuple

from django.http import QueryDict

from .lifecycle import Conflict


class SavedMeanwhile(Conflict):
    """Somebody saved after this one had begun. `theirs` is what stands now."""

    def __init__(self, what: str, theirs: Any, *, by: object = None) -> None:
        super().__init__(f"{by or 'Somebody'} saved {what} while you were writing.")
        self.theirs = theirs


def sent_again(typed: QueryDict, theirs: Any) -> QueryDict:
    """What was sent, on top of what stands now: saved once more, it takes the place of that."""
    again = typed.copy()
    again["seen"] = str(theirs.version)
    return again


class Piece(NamedTuple):
    kind: Literal["same", "added", "removed"]
    text: str


@dataclass(frozen=True)
class Sides:
    """One field: how it was when both began (None: that is not kept), and what each of them made of it."""

    label: str
    base: str | None
    theirs: str
    mine: str

    @property
    def is_settled(self) -> bool:
        """Whether there is nothing to choose: they agree, or one of them left it as it was."""
        return self.theirs == self.mine or self.base in (self.theirs, self.mine)

    @property
    def merged(self) -> str:
        """What only one of them changed is as they made it. Of what both changed: mine."""
        return self.theirs if self.mine == self.base else self.mine

    @property
    def their_changes(self) -> list[Piece]:
        return changes(self.theirs if self.base is None else self.base, self.theirs)

    @property
    def my_changes(self) -> list[Piece]:
        return changes(self.theirs if self.base is None else self.base, self.mine)


def differing(fields: Iterable[tuple[str, str, str]]) -> list[Sides]:
    """Of label, theirs and mine: the fields that the two have made different. How each was before is not kept."""
    return [Sides(label, None, theirs, mine) for label, theirs, mine in fields if theirs != mine]


def changes(old: str, new: str) -> list[Piece]:
    """Word by word. Together the pieces that are the same or added are `new`; the same or removed, `old`."""
    before, after = (re.findall(r"\S+\s*|\s+", text) for text in (old, new))
    pieces = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(before[a:b])))
            continue
        pieces += [Piece("removed", "".join(before[a:b]))] if a < b else []
        pieces += [Piece("added", "".join(after[c:d]))] if c < d else []
    return pieces
