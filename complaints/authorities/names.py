"""How names of authorities are compared: pure functions on text, no database."""

import re
import unicodedata
from dataclasses import dataclass

import ftfy

# Longest name that is read, and longest form that a column holds.
_READ, _KEPT = 1000, 200
_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_APOSTROPHES = re.compile(r"['\u2018\u2019\u02bc`\u00b4]")
_INITIAL_WITH_DOT = re.compile(r"\b(\w)\.")
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_MIDDLE_DASH = re.compile(r"\s+[-\u2013\u2014:/|]+\s+|:\s+")
_SHORT = {
    r"\b(?:her|his) majestys\b": "hm",
    r"\bunited kingdom\b": "uk",
    r"\bnational health service\b": "nhs",
    r"\bdept\b": "department",
}
# Left out or exchanged without naming another body: "Department of Transport".
SMALL_WORDS = frozenset({"and", "at", "for", "in", "of", "the"})
# In brackets these tell one body from another: "Department of Health (Northern Ireland)", "Manchester (university)".
_TELLING = frozenset({"northern", "ireland", "ni", "scotland", "wales", "england"}).union(
    {"council", "county", "city", "borough", "district", "parish", "town", "housing", "trust"},
    {"nhs", "hospital", "hospitals", "ambulance", "icb", "ccg", "police", "constabulary", "fire"},
    {"university", "college", "school", "academy"},
)


@dataclass(frozen=True)
class Reading:
    """The names that one written name may stand for, in the compared form: "DVSA - Driver and Vehicle …" has three."""

    whole: str
    full: str = ""
    acronym: str = ""

    @property
    def likeliest(self) -> str:
        return self.full or self.whole

    def all(self) -> list[str]:
        return [name for name in (self.whole, self.full, self.acronym) if name]


def compared(name: str) -> str:
    """The form in which names are compared: lower-case ASCII words, at most 200 characters, or "" when none are left.

    Only ASCII, because every official name of an authority has an ASCII reading, and so the form is its own form."""
    text = _without_accents(ftfy.fix_text(name[:_READ])).replace("&", " and ")
    text = _APOSTROPHES.sub("", _INITIAL_WITH_DOT.sub(r"\1", text))
    words = _NOT_A_WORD.sub(" ", _without_brackets(text)).strip()
    for long, short in _SHORT.items():
        words = re.sub(long, short, words)
    return " ".join(_without_the(_fitting(words.split())))


def reading(name: str) -> Reading:
    """What a written name may stand for. "A - B" and "A (B)" are two names only where one abbreviates the other."""
    whole = compared(name)
    for one, other in _halves(name[:_READ]):
        for short, long in ((one, other), (other, one)):
            if _abbreviates(short, long):
                return Reading(whole, compared(long), compared(short))
    return Reading(whole)


def _without_accents(text: str) -> str:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _without_brackets(text: str) -> str:
    """Brackets off, and what stands in them, unless it tells one body from another or is all there is."""
    while True:
        barer = _BRACKETS.sub(lambda found: f" {found[1]} " if _TELLING & set(found[1].split()) else " ", text)
        if not _NOT_A_WORD.sub("", barer):
            return text
        if barer == text:
            return barer
        text = barer


def _fitting(words: list[str]) -> list[str]:
    """The first words, as many as a column holds: never part of a word, which could be another word."""
    length = 0
    for place, word in enumerate(words):
        length += len(word) + 1
        if length - 1 > _KEPT:
            return words[:place]
    return words


def _without_the(words: list[str]) -> list[str]:
    """ "The University of Leeds", "Leeds, University of, The"."""
    while words and words[0] == "the":
        words = words[1:]
    while words and words[-1] == "the":
        words = words[:-1]
    return words


def _halves(name: str) -> list[tuple[str, str]]:
    """ "A - B" at its first dash, and "A (B)"."""
    halves = []
    if len(dashed := _MIDDLE_DASH.split(name, maxsplit=1)) == 2:
        halves.append((dashed[0], dashed[1]))
    if bracketed := _BRACKETS.search(name):
        halves.append((name[: bracketed.start()], bracketed[1]))
    return halves


def _abbreviates(short: str, long: str) -> bool:
    """DVSA, Defra and DfTc abbreviate the long name: by its initials, or in capitals whose letters come in order in it.

    The last letter may be the abbreviation's own, as in DfTc, the core of the department."""
    letters, words = compared(short), compared(long).split()
    if not (2 <= len(letters) <= 8 and letters.isalpha() and len(words) > 1):
        return False
    if letters == "".join(word[0] for word in words if word not in SMALL_WORDS):
        return True
    rest = iter("".join(words))
    in_order = [letter in rest for letter in letters]
    is_all = all(in_order[:-1]) and (in_order[-1] or len(letters) > 3)
    return sum(map(str.isupper, short)) >= 2 and words[0][0] == letters[0] and is_all
