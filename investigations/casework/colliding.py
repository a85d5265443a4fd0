"""Two people changed the same thing: what each made of it, side by side. Pure."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, NamedTuple


class Piece(NamedTuple):
    kind: Literal["same", "added", "removed"]
    text: str


@dataclass(frozen=True)
class Sides:
    """One field: how it was when both began, and what each of them made of it."""

    label: str
    base: str
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
        return changes(self.base, self.theirs)

    @property
    def my_changes(self) -> list[Piece]:
        return changes(self.base, self.mine)


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
