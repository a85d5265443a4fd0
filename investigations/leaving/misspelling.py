"""Near-misses: a rare word with a slip of the pen, or a whole name with one."""

from collections.abc import Iterator, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from . import rarity
from .disguises import Reading
from .marks import Mark


def misspelt(reading: Reading, marks: Sequence[Mark]) -> Iterator[tuple[Mark, int, int]]:
    """Each mark that stands there with a slip: where, in plain text. What is spelled right is not found here."""
    wanted = sorted({word for mark in marks for word in mark.words})
    said = [word.text for word in reading.words]
    near = _near(sorted({word for word in said if 2 < len(word) < 50}), wanted)
    if not near:
        return
    positions: dict[str, list[int]] = {}
    for index, word in enumerate(said):
        for meant in near.get(word, ()):
            positions.setdefault(meant, []).append(index)
    for mark in marks:
        for place, word in enumerate(mark.words):
            for index in positions.get(word, ()):
                first = index - place
                after = first + len(mark.words)
                if first >= 0 and after <= len(said) and _fits(said[first:after], mark.words, near):
                    yield mark, reading.words[first].first, reading.words[after - 1].after


def _fits(said: Sequence[str], words: Sequence[str], near: dict[str, set[str]]) -> bool:
    return all(one == word or word in near.get(one, ()) for one, word in zip(said, words, strict=True))


def _near(said: Sequence[str], wanted: Sequence[str]) -> dict[str, set[str]]:
    """Word as written to the words it may be a slip for. No slip: what is a word of its own."""
    wanted = [word for word in wanted if len(word) >= rarity.SHORTEST_MISSPELT - 1]
    if not said or not wanted:
        return {}
    distances = process.cdist(wanted, said, scorer=OSA.distance, score_cutoff=2)
    near: dict[str, set[str]] = {}
    for row, column in zip(*((distances > 0) & (distances <= 2)).nonzero(), strict=True):
        word, one = wanted[row], said[column]
        if distances[row, column] <= _slips(word) and not rarity.is_ordinary(one):
            near.setdefault(one, set()).add(word)
    return near


def _slips(word: str) -> int:
    return 2 if len(word) >= rarity.TWO_SLIPS_FROM else 1
