"""Folds a text to the form in which it is compared, whatever disguise its letters wear. Knows where each came from.

Three forms: what is `Mapped` is still as written; a `Reading` is plain small ASCII, with its spaces and punctuation;
`Bare` is letters and figures only, with those that look alike made one (1, l and i; 0 and o).
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from anyascii import anyascii
from confusable_homoglyphs import confusables

# Half-blank letters that Unicode calls letters or symbols.
_BLANK = frozenset("\u115f\u1160\u17b4\u17b5\u3164\uffa0")
_ALIKE = str.maketrans("01345789i", "oleastbgl")
_SYMBOLS = str.maketrans("@$!|+", "asllt")
_NOT_BARE = re.compile(r"[^a-z0-9]+")
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True)
class Mapped:
    """Character i of `text` was written as original[starts[i]:ends[i]]."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, text: str) -> "Mapped":
        return cls(text, range(len(text)), range(1, len(text) + 1))

    @classmethod
    def joined(cls, parts: Sequence["Mapped"]) -> "Mapped":
        """One after the other, a line each."""
        starts: list[int] = []
        ends: list[int] = []
        for part in parts:
            starts += [*part.starts, part.starts[-1]]
            ends += [*part.ends, part.ends[-1]]
        return cls("".join(f"{part.text}\n" for part in parts), starts, ends)

    def rewritten(self, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str]) -> "Mapped":
        """The same with every match replaced. What is new comes from all of what it replaces."""
        parts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        at = 0
        for match in pattern.finditer(self.text):
            new, first, after = replace(match), match.start(), match.end()
            parts += self.text[at:first], new
            starts += [*self.starts[at:first], *[self.starts[first]] * len(new)]
            ends += [*self.ends[at:first], *[self.ends[after - 1]] * len(new)]
            at = after
        if not at:
            return self
        parts.append(self.text[at:])
        return Mapped("".join(parts), [*starts, *self.starts[at:]], [*ends, *self.ends[at:]])


@dataclass(frozen=True)
class Word:
    text: str
    first: int
    after: int


@dataclass(frozen=True)
class Reading(Mapped):
    """`capitals`: whether character i was a capital."""

    capitals: Sequence[bool]

    @cached_property
    def words(self) -> list[Word]:
        return [Word(match[0], *match.span()) for match in _WORD.finditer(self.text)]

    def words_between(self, first: int, after: int) -> list[Word]:
        """What of its words stands there, cut at both ends."""
        return [Word(match[0], *match.span()) for match in _WORD.finditer(self.text, first, after)]

    @cached_property
    def bare(self) -> "Bare":
        return Bare.of(self.text)

    @cached_property
    def bare_with_symbols(self) -> "Bare | None":
        """With @, $ and the like read as letters. None: there are none."""
        read = re.sub(r"[@$!|+](?=[a-z0-9@$!|+])", lambda match: match[0].translate(_SYMBOLS), self.text)
        return None if read == self.text else Bare.of(read)

    def span(self, first: int, after: int) -> tuple[int, int]:
        """Where [first:after] stood in the original."""
        return self.starts[first], self.ends[after - 1]


@dataclass(frozen=True)
class Bare:
    """Character i stands in the plain text at `at[i]`."""

    text: str
    at: Sequence[int]

    @classmethod
    def of(cls, plain_text: str) -> "Bare":
        at = [index for match in _WORD.finditer(plain_text) for index in range(*match.span())]
        return cls(bare(plain_text), at)


def bare(plain_text: str) -> str:
    """Letters and figures alone, those that look alike made one."""
    return _NOT_BARE.sub("", plain_text).translate(_ALIKE)


class _Table(dict[str, str]):
    """Each character's plain form, worked out when first met."""

    def __init__(self, reads: Callable[[str], str]) -> None:
        self._reads = reads

    def __missing__(self, character: str) -> str:
        self[character] = plain = _character(character, self._reads)
        return plain


def _character(character: str, reads: Callable[[str], str]) -> str:
    if character < "\x80":
        return character.lower() if character.isprintable() or character.isspace() else ""
    if character == "£":
        return character
    category = unicodedata.category(character)
    if category[0] == "Z":
        return " "
    # Zero width, writing direction, soft hyphens, accents by themselves, and what is no character.
    if category in {"Cf", "Mn", "Me", "Cs", "Co", "Cn"} or character in _BLANK:
        return ""
    apart = unicodedata.normalize("NFKD", character)
    if apart != character:
        return "".join(_character(part, reads) for part in apart)
    return reads(character)


def _looks(character: str) -> str:
    """As the eye reads it: Cyrillic Н is H."""
    if not unicodedata.name(character, "").startswith("LATIN "):
        for other in confusables.confusables_data.get(character, ()):
            if re.fullmatch("[A-Za-z0-9]", other["c"]):
                return str(other["c"]).lower()
    return _sounds(character)


def _sounds(character: str) -> str:
    """As it is said: Cyrillic Н is n."""
    return anyascii(character).lower()


_LOOKS, _SOUNDS = _Table(_looks), _Table(_sounds)


def fold(mapped: Mapped, *, by_sound: bool = False) -> Reading:
    """Plain small ASCII. Again, it changes nothing. Never raises."""
    text = mapped.text
    # Also of letters in a circle or a square, which are no letters themselves.
    capitals = [one.isupper() or (one > "\x7f" and unicodedata.normalize("NFKC", one).isupper()) for one in text]
    if text.isascii() and text.isprintable():
        return Reading(text.lower(), mapped.starts, mapped.ends, capitals)
    table = _SOUNDS if by_sound else _LOOKS
    pieces = [table[character] for character in text]
    sources = [index for index, piece in enumerate(pieces) for _ in piece]
    return Reading(
        "".join(pieces),
        [mapped.starts[source] for source in sources],
        [mapped.ends[source] for source in sources],
        [capitals[source] for source in sources],
    )


def plain(text: str) -> str:
    return fold(Mapped.of(text)).text


def words(text: str) -> list[str]:
    return _WORD.findall(plain(text))
