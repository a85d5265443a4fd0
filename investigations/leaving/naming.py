"""The marks of people and organisations: which parts of a name, and which of them together, say who it is."""

import re
from collections.abc import Iterator, Sequence

from . import rarity
from .disguises import plain, words
from .marks import Kind, Mark, Needs

_TITLES = ("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "rev", "cllr")
_HONOURS = frozenset({*_TITLES, "obe", "mbe", "cbe", "phd", "jr", "esq", "the"})
_ALSO_CALLED = re.compile(r"\b(?:trading as|t/a|also known as|known as|formerly|aka)\b|[()\[\];|/]", re.IGNORECASE)
_NEXT_PERSON = re.compile(r"[,;/()&\n]|\band\b", re.IGNORECASE)
_MOST_NAME_WORDS = 8  # longer than that it is a sentence


def people(given: str) -> Iterator[Mark]:
    """Each person of an answer such as "Siân Pugh and Rose Green, trustees"."""
    for one in _NEXT_PERSON.split(given):
        parts = [word for word in words(one) if word not in _HONOURS][:_MOST_NAME_WORDS]
        yield from _alone(Kind.PERSON, parts)
        if len(parts) >= 2:
            yield from _person(parts)


def _person(parts: Sequence[str]) -> Iterator[Mark]:
    first, *middle, last = parts
    initials = tuple(name[0] for name in middle)
    needs = _needs((first, last)) if first in rarity.NAMES_AND_WORDS else Needs.NOTHING
    small = (tuple({*initials, "".join(initials), "".join(middle)} - {""}),)
    yield Mark(Kind.PERSON, (first, last), needs, small, is_solid=_is_solid(first + last), may_be_misspelt=True)
    yield Mark(Kind.PERSON, (last, first), needs, may_be_misspelt=True)
    if len(last) >= 3:
        yield Mark(Kind.PERSON, (first[0], last), Needs.FULL_STOP, small)
        yield Mark(Kind.PERSON, (last, first[0]), Needs.FULL_STOP)
    if len(last) >= 3 and rarity.is_rare(last, rarity.RARE_AFTER_TITLE):
        for title in _TITLES:
            yield Mark(Kind.PERSON, (title, last), Needs.CAPITALS)


def organisations(given: str) -> Iterator[Mark]:
    """Each name of an answer such as "Green Hope Services Ltd t/a GHS (Green Hope)"."""
    for one in _ALSO_CALLED.split(given):
        named = words(one.replace("&", " and "))
        core, small = _core(named)
        yield from _alone(Kind.ORGANISATION, core, is_organisation=True)
        for first in range(len(core)):
            for after in range(first + 2, min(len(core), first + _MOST_NAME_WORDS) + 1):
                yield from _run(core, small, first, after)
        yield from _acronyms(one, named, core, is_shouted=given.isupper() and " " in given)
        if len(core) == 1 and core[0] not in rarity.GENERIC:
            # A common word: only its capital makes it a name, or its legal form: "Together CIC".
            yield Mark(Kind.ORGANISATION, (core[0],), Needs.MID_SENTENCE)
            if len(named) > 1:
                yield Mark(Kind.ORGANISATION, (core[0], named[-1]), Needs.CAPITALS)


def _run(core: Sequence[str], small: Sequence[str], first: int, after: int) -> Iterator[Mark]:
    """Neighbouring words of the name, if together they say enough."""
    run = tuple(core[first:after])
    gaps = tuple(({"and": ("and", "n"), "": ()}).get(word, (word,)) for word in small[first : after - 1])
    own = [word for word in run if word not in rarity.GENERIC]
    is_whole = len(run) == len(core)
    if is_whole:
        needs = Needs.NOTHING if len(run) >= 3 or (own and _needs(run) is Needs.NOTHING) else Needs.CAPITALS
    elif len(own) >= 2 or any(rarity.is_rare(word, rarity.RARE_IN_PART) for word in own):
        needs = Needs.CAPITALS
    else:
        return
    is_solid = len(own) >= 2 and _is_solid("".join(run)) and needs is Needs.NOTHING
    yield Mark(Kind.ORGANISATION, run, needs, gaps, is_solid, may_be_misspelt=True)


def _acronyms(written: str, named: Sequence[str], core: Sequence[str], *, is_shouted: bool) -> Iterator[Mark]:
    # Taken as it is where the name is one: "HPS Ltd".
    capital = [word for word in re.findall(r"\b[^\W\d_]+\b", written) if word.isupper()]
    given = [] if is_shouted else [plain(word) for word in capital]
    initials = ["".join(word[0] for word in some) for some in (named, core)]
    rare = [acronym for acronym in initials if rarity.frequency(acronym) < rarity.RARE_AS_A_NAME]
    for acronym in dict.fromkeys([*given, *rare]):
        if len(acronym) in rarity.ACRONYM_LENGTHS and acronym not in rarity.PUBLIC_ACRONYMS | rarity.LEGAL_FORMS:
            yield Mark(Kind.ACRONYM, (acronym,), Needs.ALL_CAPITALS)
            if acronym in given:
                yield Mark(Kind.ACRONYM, (acronym,), Needs.MID_SENTENCE)


def _core(named: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words that make the name, and the small word that follows each of them, if one does."""
    core: list[str] = []
    small: list[str] = []
    for word in named:
        if word in rarity.LEGAL_FORMS:
            continue
        if word in rarity.SMALL_WORDS:
            if small:
                small[-1] = word
        else:
            core.append(word)
            small.append("")
    return core, small


def _alone(kind: Kind, parts: Sequence[str], *, is_organisation: bool = False) -> Iterator[Mark]:
    for word in parts:
        if len(word) < rarity.SHORTEST_ALONE or word.isdecimal():
            continue
        if rarity.is_rare(word, rarity.VERY_RARE if is_organisation else rarity.RARE):
            yield Mark(kind, (word,), is_solid=_is_solid(word), may_be_misspelt=len(word) >= rarity.SHORTEST_MISSPELT)
        elif is_organisation and rarity.is_rare(word, rarity.RARE_AS_A_NAME):
            yield Mark(kind, (word,), Needs.MID_SENTENCE)


def _needs(parts: Sequence[str]) -> Needs:
    is_prose = all(rarity.frequency(word) >= rarity.COMMON_PAIR or word in rarity.GENERIC for word in parts)
    return Needs.CAPITALS if is_prose else Needs.NOTHING


def _is_solid(word: str) -> bool:
    return len(word) >= 7
