"""Where a mark is spelled in a reading, letter by letter, whatever stands between the letters."""

import re
from collections.abc import Iterator

from . import rarity
from .disguises import Reading, words
from .marks import Kind, Mark, Needs

_SHORTEST_BACKWARDS = 6  # letters
_GAP = 20  # blanks before a word, at most, to see what stands there
_LINE_END = re.compile(r"[-=]\s*\n\s*")
_SENTENCE_END = re.compile(r"(?<=[a-z]{4})(?<!prof)[.!?]\s+(?=\w)")
# Only names are also words: no prose has the letters of an address.
_NAMES = frozenset({Kind.PERSON, Kind.ORGANISATION, Kind.ACRONYM})


def spelled(reading: Reading, mark: Mark) -> Iterator[tuple[int, int]]:
    """Where, in plain text."""
    spellings = list(mark.spellings())
    for form in (reading.bare, reading.bare_with_symbols):
        if form is None:
            continue
        for text, starts in spellings:
            for at in _places(form.text, text):
                first, after = form.at[at], form.at[at + len(text) - 1] + 1
                if _counts(reading, mark, first, after, [form.at[at + start] for start in starts]):
                    yield first, after
            if len(text) >= _SHORTEST_BACKWARDS:
                for at in _places(form.text, text[::-1]):
                    first, after = form.at[at], form.at[at + len(text) - 1] + 1
                    if _is_whole(reading, first, after) and not _is_prose(_words(reading, first, after), mark):
                        yield first, after


def has_capitals(reading: Reading, mark: Mark, starts: list[int], first: int, after: int) -> bool:
    """What the mark needs of capitals. `starts`: where its words start."""
    if mark.needs is Needs.NOTHING:
        return True
    if mark.needs is Needs.ALL_CAPITALS:
        return all(reading.capitals[at] for at in range(first, after) if reading.text[at].isalpha())
    # Also "gREEN hOPE".
    if not all(any(reading.capitals[start : start + 2]) for start in starts):
        return False
    if mark.needs is Needs.FULL_STOP:
        at, initial = next((start, word) for start, word in zip(starts, mark.words, strict=True) if len(word) == 1)
        return initial not in "ai" or reading.text[at + 1 : at + 2] == "."
    if mark.needs is Needs.MID_SENTENCE:
        # A slice of fixed length: the whole text, for each of many names, would be too much.
        before = reading.text[max(0, first - _GAP) : first].rstrip(" ")[-1:]
        return before.isalnum() or before in {",", "(", '"', "'"}
    return True


def _places(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def _counts(reading: Reading, mark: Mark, first: int, after: int, starts: list[int]) -> bool:
    if not _is_whole(reading, first, after):
        # In the middle of a longer word only what is long and rare, and has nothing between its letters.
        return mark.is_solid and mark.needs is Needs.NOTHING and reading.text[first:after].isalnum()
    said = words(_LINE_END.sub("", reading.text[first:after]))
    if not set(mark.words) <= set(said):
        if not _is_prose(said, mark):
            return mark.needs is not Needs.ALL_CAPITALS or has_capitals(reading, mark, starts, first, after)
        # "Bright Water" may be Brightwater; "bright water" is water, and "mall" never was "mail".
        return len(said) > len(mark.words) and all(
            reading.capitals[word.first] for word in reading.words_between(first, after)
        )
    if len(starts) > 1 and _SENTENCE_END.search(reading.text, first, after):
        return False
    return has_capitals(reading, mark, starts, first, after)


def _is_prose(said: list[str], mark: Mark) -> bool:
    """Whether what stands there is ordinary words that happen to have the letters of the mark."""
    if mark.kind not in _NAMES and len(mark.words) > 1:
        return False
    if len(said) == 1:
        return said[0] in mark.words or rarity.is_ordinary(said[0])
    return all(word in mark.words or rarity.is_prose(word) for word in said)


def _is_whole(reading: Reading, first: int, after: int) -> bool:
    """Also with a plural's or an owner's s."""
    if not _is_edge(reading, first):
        return False
    return _is_edge(reading, after) or (reading.text[after] == "s" and _is_edge(reading, after + 1))


def _is_edge(reading: Reading, at: int) -> bool:
    """Whether a word starts or ends before this character: also in KestrelBid, bid2024 and snake_case."""
    if at in (0, len(reading.text)):
        return True
    before, here = reading.text[at - 1], reading.text[at]
    if not (before.isalnum() and here.isalnum()):
        return True
    return before.isdecimal() != here.isdecimal() or (reading.capitals[at] and not reading.capitals[at - 1])


def _words(reading: Reading, first: int, after: int) -> list[str]:
    return [word.text for word in reading.words_between(first, after)]
