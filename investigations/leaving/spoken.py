"""Numbers written in words: "oh seven seven double nine", "twelve thousand three hundred and forty-five"."""

import re
from collections.abc import Callable

from .disguises import Reading

_NAMED = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
"""
_NAMED_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ONES = {word: value for value, word in enumerate(_NAMED.split())} | {"oh": 0, "nought": 0}
_TENS = {word: 10 * value for value, word in enumerate(_NAMED_TENS.split(), 2)}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}
_ANY = "|".join([*_ONES, *_TENS, *_SCALES, "double", "triple"])
_RUN = re.compile(rf"\b(?:{_ANY})(?:[\s,-]+(?:and\s+)?(?:{_ANY}))+\b")


def as_figures(reading: Reading) -> Reading | None:
    """The same with numbers in figures. None: there are none in words."""
    if not _RUN.search(reading.text):
        return None
    new = reading.rewritten(_RUN, _figures)
    return Reading(new.text, new.starts, new.ends, [False] * len(new.text))


def _figures(match: re.Match[str]) -> str:
    said = re.findall(r"[a-z]+", match[0])
    is_amount = any(word in _SCALES or word in _TENS for word in said)
    read: Callable[[list[str]], str] = _amount if is_amount else _one_by_one
    return read([word for word in said if word != "and"])


def _one_by_one(said: list[str]) -> str:
    figures, times = "", 1
    for word in said:
        if word in {"double", "triple"}:
            times = 2 if word == "double" else 3
        else:
            figures, times = figures + str(_ONES[word]) * times, 1
    return figures


def _amount(said: list[str]) -> str:
    total = part = 0
    for word in said:
        if word == "hundred":
            part = max(part, 1) * 100
        elif word in _SCALES:
            total, part = total + max(part, 1) * _SCALES[word], 0
        else:
            part += _ONES.get(word, 0) + _TENS.get(word, 0)
    return str(total + part)
