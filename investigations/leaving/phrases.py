"""Runs of words in common with what the provider wrote. The letters are compared, so that no spacing hides them."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from . import rarity
from .disguises import Bare, Reading, bare, words

_GRAM = 18  # letters: seven words that carry meaning are longer
_QUOTED_WORDS = 4  # so many words in a row that are public too are a quotation of it


class Written:
    """What the provider wrote, made ready to be compared with many readings."""

    def __init__(self, texts: Sequence[str], *, public: str) -> None:
        self._letters = ""
        self._words: list[str] = []
        self._ends: list[int] = []
        self._is_own: list[bool] = []
        self._grams: dict[str, int] = {}
        quotable = set(_runs(words(public), _QUOTED_WORDS))
        pieces: list[str] = []
        at = 0
        starts = []
        for text in texts:
            said = words(text)
            self._is_own += _not_quoted(said, quotable)
            for word in said:
                starts.append(at)
                pieces.append(bare(word))
                at += len(pieces[-1])
                self._words.append(word)
                self._ends.append(at)
            pieces.append("\n")
            at += 1
        self._letters = "".join(pieces)
        for start in starts:
            self._grams.setdefault(self._letters[start : start + _GRAM], start)

    def in_common(self, reading: Reading) -> Iterator[tuple[int, int]]:
        """Where the reading repeats enough of it, in its plain text."""
        if self._words:
            yield from self._shared_runs(reading.bare)
            if reading.bare_with_symbols:
                yield from self._shared_runs(reading.bare_with_symbols)

    def _shared_runs(self, form: Bare) -> Iterator[tuple[int, int]]:
        text, at = form.text, 0
        while at <= len(text) - _GRAM:
            start = self._grams.get(text[at : at + _GRAM])
            if start is None:
                at += 1
                continue
            length = _GRAM + _common(text, at + _GRAM, self._letters, start + _GRAM)
            if self._is_telling(start, start + length):
                yield form.at[at], form.at[at + length - 1] + 1
            at += length - _GRAM + 1

    def _is_telling(self, start: int, end: int) -> bool:
        first, after = bisect_right(self._ends, start), bisect_right(self._ends, end)
        own = [self._words[index] for index in range(first, after) if self._is_own[index]]
        is_enough = len(own) >= rarity.PHRASE_WORDS
        carries = sum(map(rarity.carries_meaning, own)) >= rarity.PHRASE_CONTENT
        return is_enough and (carries or len(own) >= rarity.LONG_PHRASE_WORDS)


def _runs(said: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    return (tuple(said[index : index + length]) for index in range(len(said) - length + 1))


def _not_quoted(said: Sequence[str], quotable: set[tuple[str, ...]]) -> list[bool]:
    is_own = [True] * len(said)
    for index, run in enumerate(_runs(said, _QUOTED_WORDS)):
        if run in quotable:
            is_own[index : index + _QUOTED_WORDS] = [False] * _QUOTED_WORDS
    return is_own


def _common(one: str, at: int, other: str, start: int) -> int:
    """How many letters the two have in common from there. Slices are compared, so that long runs cost little."""
    length, step = 0, 64
    while step:
        piece = one[at + length : at + length + step]
        if len(piece) == step and piece == other[start + length : start + length + step]:
            length += step
            step *= 2
        else:
            step //= 2
    return length
