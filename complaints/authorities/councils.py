"""How names of councils vary: "Manchester Council", "City of Manchester" and "Manchester City Council" are one."""

from dataclasses import dataclass

# What kind of council it says it is. Two councils of one place differ by it: Durham County, Durham City.
_TIERS = frozenset({"city", "county", "district", "borough"})
_BEFORE = _TIERS | {"council", "the", "royal", "metropolitan", "of", "and"}
_AFTER = _TIERS | {"council", "metropolitan", "of", "and", "corporation"}
_INITIALS = {
    "mbc": "metropolitan borough council",
    "mdc": "metropolitan district council",
    "cbc": "county borough council",
    "bc": "borough council",
    "dc": "district council",
    "cc": "council",
}
_OPENINGS = ("city of ", "county of ", "borough of ", "royal borough of ", "metropolitan borough of ")


@dataclass(frozen=True)
class Council:
    place: str
    tiers: frozenset[str]


def council(name: str) -> Council | None:
    """What a compared name says of a council, or None when it does not name one.

    A parish or town council keeps that word in its place, so that it is never taken for the district around it."""
    name = name.replace("london borough", "borough")
    words = name.split()
    if words and words[-1] in _INITIALS:
        words[-1:] = _INITIALS[words[-1]].split()
    if "council" not in words and not name.startswith(_OPENINGS):
        return None
    place = _place(words)
    return Council(" ".join(place), _TIERS.intersection(words)) if place else None


def _place(words: list[str]) -> list[str]:
    start, end = 0, len(words)
    while start < end and words[start] in _BEFORE:
        start += 1
    while end > start and words[end - 1] in _AFTER:
        end -= 1
    return words[start:end]
