"""How like one another two names are: pure functions on names in the compared form."""

from collections import Counter
from collections.abc import Collection

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import token_sort_ratio

from .names import SMALL_WORDS

# A trust may become a foundation trust and stays the same body.
_PASSED_OVER = SMALL_WORDS | {"foundation"}


def likeness(one: str, other: str) -> int:
    """0 to 100, whatever the order of the words."""
    return round(token_sort_ratio(one, other))


def is_same_but_for_spelling(asked: str, name: str, known_words: Collection[str]) -> bool:
    """Whether the names differ in nothing but small words, order, and misspelt words.

    A word that some authority bears is never a misspelling: Herefordshire is not Hertfordshire, nor Harlow Hadlow."""
    ours, theirs = _words(asked), _words(name)
    strange, unmatched = list((ours - theirs).elements()), list((theirs - ours).elements())
    if len(strange) != len(unmatched):
        return False
    for word in strange:
        meant = next((other for other in unmatched if misspells(word, other)), None)
        if meant is None or (word in known_words and not _is_plural(word, meant)):
            return False
        unmatched.remove(meant)
    return True


def _words(name: str) -> Counter[str]:
    return Counter(word for word in name.split() if word not in _PASSED_OVER)


def misspells(word: str, other: str) -> bool:
    """One slip in six letters or more, two in nine or more. Names often differ in the first letter, slips do not."""
    shorter = min(len(word), len(other))
    slips = 2 if shorter >= 9 else 1 if shorter >= 6 else 0
    return word[0] == other[0] and OSA.distance(word, other) <= slips


def may_misspell(word: str, other: str) -> bool:
    """The same, and one slip where the longer has five letters: Wigen, Devn. For a search, which a wrong guess only
    makes longer."""
    one_slip = max(len(word), len(other)) >= 5 and word[0] == other[0] and OSA.distance(word, other) <= 1
    return one_slip or misspells(word, other)


def _is_plural(word: str, other: str) -> bool:
    return word == f"{other}s" or other == f"{word}s"
