"""What to look for: values only."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from .disguises import bare

_MOST_WAYS = 64  # to say one name: what a provider types cannot make the check slow


class Kind(Enum):
    """The words say what was found without saying it again: whoever may see the text need not be entitled to more."""

    PERSON = "the name of somebody at the provider"
    ORGANISATION = "the provider’s name"
    ACRONYM = "the provider’s name, in initials"
    EMAIL = "an email address of the provider"
    DOMAIN = "a web address of the provider"
    PHONE = "a phone number of the provider"
    ADDRESS = "an address of the provider"
    POSTCODE = "the provider’s postcode"
    NUMBER = "the provider’s charity or company number"
    INVOICE = "the number of an invoice of the provider"
    AMOUNT = "an amount that only the provider and the authority know"
    BIDDERS = "how few bid"
    FILE = "the name of a file that the provider sent"
    PHRASE = "words taken from what the provider wrote"


class Needs(Enum):
    """What must be so for the spelling to count."""

    NOTHING = "nothing"
    CAPITALS = "each word starts with a capital, or wears a disguise"
    ALL_CAPITALS = "capitals throughout"
    MID_SENTENCE = "a capital where no sentence starts"
    FULL_STOP = "capitals, and a full stop after the first letter: “A price” is prose, “A. Price” a person"


class Spelling(NamedTuple):
    """A form to search for in bare text. `starts`: where each of its words starts in it."""

    text: str
    starts: tuple[int, ...]


@dataclass(frozen=True)
class Mark:
    """`words`: folded, in order. `small`: for each gap between them, small words that may stand there or not.

    `is_solid`: long and rare enough to count in the middle of a longer word."""

    kind: Kind
    words: tuple[str, ...]
    needs: Needs = Needs.NOTHING
    small: tuple[tuple[str, ...], ...] = ()
    is_solid: bool = False
    may_be_misspelt: bool = False

    def spellings(self) -> Iterator[Spelling]:
        """In bare text, with rn for m and vv for w and the other way round."""
        for pieces in _with_small_words(self.words, self.small):
            for old, new in (("", ""), ("rn", "m"), ("m", "rn"), ("vv", "w"), ("w", "vv")):
                if not old or any(old in piece for piece, _ in pieces):
                    yield _joined([(piece.replace(old, new) if old else piece, counts) for piece, counts in pieces])


class Amount(NamedTuple):
    """`is_round`: it says little, and counts only beside a word of payment."""

    value: Decimal
    is_round: bool


@dataclass(frozen=True)
class Marks:
    """`written`: what the provider wrote, for runs of words in common; `public`: what everybody may read."""

    spelled: tuple[Mark, ...] = ()
    amounts: frozenset[Amount] = field(default_factory=frozenset)
    written: tuple[str, ...] = ()
    public: str = ""

    def without(self, others: "Marks", kinds: Collection[Kind]) -> "Marks":
        """Less those of the others that are of these kinds."""
        gone = {mark for mark in others.spelled if mark.kind in kinds}
        amounts = others.amounts if Kind.AMOUNT in kinds else frozenset()
        spelled = tuple(mark for mark in self.spelled if mark not in gone)
        return replace(self, spelled=spelled, amounts=self.amounts - amounts)


def _with_small_words(words: tuple[str, ...], small: tuple[tuple[str, ...], ...]) -> Iterator[list[tuple[str, bool]]]:
    """Each way to say it: a piece of bare text, and whether it is a word of the name rather than a small one."""
    ways: list[list[tuple[str, bool]]] = [[]]
    for index, word in enumerate(words):
        gap = small[index - 1] if index and small else ()
        between = [[], *([(bare(other), False)] for other in gap)] if index else [[]]
        ways = [[*way, *other, (bare(word), True)] for way in ways for other in between][:_MOST_WAYS]
    yield from ways


def _joined(pieces: Iterable[tuple[str, bool]]) -> Spelling:
    text, starts = "", []
    for piece, counts in pieces:
        if counts:
            starts.append(len(text))
        text += piece
    return Spelling(text, tuple(starts))
