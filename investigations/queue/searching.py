"""Search of cases by words: which cases a text finds, for whom. What providers wrote is sealed, and is not searched.

Written as for a search engine: all words must be there; quotes for words in a row, OR for either, - for without."""

import re
from collections.abc import Iterator
from functools import reduce
from operator import and_, or_
from typing import NamedTuple

from django.contrib.postgres.search import SearchQuery
from django.db.models import Func, IntegerField, Q
from django.db.models.lookups import Exact

from complaints.authorities.matching import match
from complaints.authorities.meaning import by_words
from complaints.models import Complaint, Notice
from complaints.reference import ALPHABET, read_reference
from investigations import access
from mysteryshopper.staff.models import User

MOST_TERMS = 12
_TERM = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
# Fewer characters stand in too many references.
_SHORTEST_REFERENCE, _REFERENCE = 4, 9


class Term(NamedTuple):
    """A word, or the words between quotes. `is_not`: cases with it are left out."""

    text: str
    is_not: bool


def read(typed: str) -> list[list[Term]]:
    """Alternatives, in each of which all terms must hold. Without any word there are none."""
    alternatives: list[list[Term]] = [[]]
    for minus, phrase, word in _TERM.findall(typed):
        if word.casefold() == "or" and not minus:
            alternatives.append([])
        elif re.search(r"\w", phrase or word):
            alternatives[-1].append(Term(phrase or word, bool(minus)))
    return [terms for terms in alternatives if terms]


def matching(typed: str, user: User) -> Q:
    """The condition on cases. Asks up to five queries, for the authorities."""
    alternatives = read(typed)
    authorities = by_words({term.text for terms in alternatives for term in terms})
    found = [reduce(and_, _all(terms, authorities, user)) for terms in alternatives]
    if whole := read_reference(typed):
        found.append(Q(reference=whole))
    # A name with several words wrong is known only as a whole.
    if len(alternatives) == 1 and (authority := match(typed).authority):
        found.append(Q(authority=authority))
    return reduce(or_, found, Q(pk__in=[]))


def _all(terms: list[Term], authorities: dict[str, set[int]], user: User) -> Iterator[Q]:
    for term in terms:
        query = SearchQuery(f'"{term.text}"', config="english", search_type="websearch")
        found = Q(words=query) | _by_reference(term.text) | _by_notice(query, user)
        if authorities[term.text]:
            found |= Q(authority__in=authorities[term.text])
        if term.is_not:
            yield ~found
        elif len(terms) > 1:
            # "University of Leeds": that “of” stands in no index must not leave Leeds out.
            yield found | Q(Exact(Func(query, function="numnode", output_field=IntegerField()), 0))
        else:
            yield found


def _by_notice(query: SearchQuery, user: User) -> Q:
    """It is the provider who named the notice: only for who may read the complaint."""
    if not access.can_work_queue(user):
        return Q(pk__in=[])
    about = Complaint.objects.filter(notice__in=Notice.objects.saying(query))
    return Q(complaint__in=about) & access.complaints_read_by(user)


def _by_reference(text: str) -> Q:
    """A part of a reference: with a digit or a hyphen in it, so that no word is taken for one."""
    bare = text.upper().replace("-", "")
    if not re.search(r"[\d-]", text) or not set(bare) <= set(ALPHABET):
        return Q(pk__in=[])
    parts = {part for part in (bare, bare.removeprefix("MS")) if _SHORTEST_REFERENCE <= len(part) <= _REFERENCE}
    places = [_hyphened(part, start) for part in parts for start in range(_REFERENCE - len(part) + 1)]
    return reduce(or_, [Q(reference__contains=place) for place in places], Q(pk__in=[]))


def _hyphened(part: str, start: int) -> str:
    """As it stands in MS-7K3P-9QXD-T from this character on, not counting the hyphens."""
    return "".join("-" * (place + start in (4, 8) and place > 0) + letter for place, letter in enumerate(part))
