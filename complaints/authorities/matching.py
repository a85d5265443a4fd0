"""Which authority a written name means, where that is certain; otherwise the likeliest, for a person to choose from."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from complaints.models import Authority, AuthorityName, Sector

from .councils import Council, council
from .likeness import is_same_but_for_spelling, likeness
from .names import Reading, compared, reading
from .shortlist import Names, alike, bearers, known_words

# A name at least this like (of 100) may be taken for the one meant, if it differs in spelling only …
ALIKE = 80
# … and if that of the next best authority is at least this much less like.
AHEAD = 4
_CANDIDATES, _BATCH = 5, 500


@dataclass(frozen=True)
class Match:
    """`authority` is None where a person must choose, with the likeliest of all as `candidates`."""

    authority: Authority | None = None
    score: int = 0
    how: Literal["alias", "similar", "none"] = "none"
    candidates: tuple[Authority, ...] = ()


def match(name: str) -> Match:
    return match_all([name])[name]


def match_all(names: Iterable[str]) -> dict[str, Match]:
    """By name. At most four queries for each 500 different names."""
    matches: dict[str, Match] = {}
    different = iter(dict.fromkeys(names))
    while some := list(islice(different, _BATCH)):
        matches |= _match_some(some)
    return matches


def _match_some(names: list[str]) -> dict[str, Match]:
    asked = {name: reading(name) for name in names}
    forms = {form for one in asked.values() for form in one.all()}
    named = bearers(forms | {spoken.place for form in forms if (spoken := council(form))})
    certain = {name: _bearing(asked[name], named) for name in names}
    texts = {asked[name].likeliest for name in names if not certain[name]} - {""}
    like, known = alike(texts), known_words(texts)
    matches = {}
    for name, authority in certain.items():
        if authority:
            matches[name] = Match(authority, 100, "alias", (authority,))
        else:
            matches[name] = _likeliest(asked[name], named, like, known)
    return matches


def _bearing(asked: Reading, named: Names) -> Authority | None:
    """The one authority that goes by the name. An acronym beside a name is too little: two bodies may share it."""
    for form in filter(None, (asked.whole, asked.full)):
        if names := named.get(form) or _councils(form, named):
            return _the_one(names)
    return None


def _councils(form: str, named: Names) -> list[AuthorityName]:
    """Councils of the place that may call themselves so: Durham City Council is not Durham County Council."""
    spoken = council(form)
    return [name for name in named.get(spoken.place, ()) if _may_be(spoken, name.authority)] if spoken else []


def _may_be(spoken: Council, authority: Authority) -> bool:
    official = council(compared(authority.name)) if authority.sector == Sector.LOCAL_GOVERNMENT else None
    return official is not None and spoken.tiers <= official.tiers


def _the_one(names: list[AuthorityName]) -> Authority | None:
    """The only authority; else the only current one; else the only current one that officially goes by the name."""
    current = [name for name in names if name.authority.ended_on is None]
    official = [name for name in current if name.is_official]
    for narrower in (names, current, official):
        authorities = {name.authority for name in narrower}
        if len(authorities) == 1:
            return authorities.pop()
    return None


def _likeliest(asked: Reading, named: Names, like: Names, known: Collection[str]) -> Match:
    text = asked.likeliest
    scores = _best((name.authority, likeness(text, name.compared)) for name in like[text])
    misspelt = [name for name in like[text] if is_same_but_for_spelling(text, name.compared, known)]
    meant = _clearly_ahead(_best((name.authority, likeness(text, name.compared)) for name in misspelt))
    shared = _authorities(asked.all(), named)
    near = _authorities([spoken.place for form in asked.all() if (spoken := council(form))], named)
    ranked = sorted(scores, key=lambda authority: (-scores[authority], authority.ended_on is not None, authority.name))
    candidates = tuple(dict.fromkeys([*shared, *near, *ranked]))[:_CANDIDATES]
    if meant and set(shared) <= {meant}:
        return Match(meant, scores[meant], "similar", candidates)
    return Match(None, max(scores.values(), default=0), "none", candidates)


def _best(scored: Iterable[tuple[Authority, int]]) -> dict[Authority, int]:
    """By authority, the score of that of its names which fits best."""
    best: dict[Authority, int] = {}
    for authority, score in scored:
        best[authority] = max(score, best.get(authority, 0))
    return best


def _authorities(forms: Iterable[str], named: Names) -> list[Authority]:
    return [name.authority for form in forms for name in named.get(form, ())]


def _clearly_ahead(scores: dict[Authority, int]) -> Authority | None:
    first, second = sorted([*scores.values(), 0, 0])[-1:-3:-1]
    best = [authority for authority, score in scores.items() if score == first]
    return best[0] if first >= ALIKE and first - second >= AHEAD else None
