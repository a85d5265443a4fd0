"""Which authorities a text means, for narrowing a list: there nobody chooses, so all that may be meant count."""

from collections.abc import Iterable
from functools import reduce
from operator import and_, or_

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat
from django.db.models.lookups import GreaterThan

from complaints.models import Authority, AuthorityName

from .likeness import may_misspell
from .matching import match
from .names import SMALL_WORDS, compared

_A_LITTLE_LIKE = 0.3
_MOST_WORDS = 12
# As compared, and the primary key of the authority.
Names = list[tuple[str, int]]


def meant(name: str) -> list[Authority]:
    """The one that goes by the name; else those with all its words; else the likeliest. At most five queries."""
    found = match(name)
    return [found.authority] if found.authority else _with_words(name) or list(found.candidates)


def _with_words(name: str) -> list[Authority]:
    words = [word for word in dict.fromkeys(compared(name).split()) if word not in SMALL_WORDS][:_MOST_WORDS]
    if not words:
        return []
    having = _padded().filter(reduce(and_, [Q(padded__contains=f" {word}") for word in words]))
    return list(Authority.objects.filter(pk__in=having.values("authority")))


def by_words(texts: Iterable[str]) -> dict[str, set[int]]:
    """Of each text (a word, or some in a row) the authorities in one of whose names it stands, or that begins a word in
    it; where there are none, those with a word that it misspells. By primary key. One query, none without any words."""
    forms = {text: compared(text) for text in texts}
    fits = [fit for form in forms.values() if form for fit in (_stands(form), _is_like(form))]
    names = list(_padded().filter(reduce(or_, fits)).values_list("compared", "authority_id")) if fits else []
    return {text: _standing(form, names) or _misspelt(form, names) for text, form in forms.items()}


def _standing(form: str, names: Names) -> set[int]:
    return {authority for name, authority in names if form and f" {form}" in f" {name}"}


def _misspelt(form: str, names: Names) -> set[int]:
    return {authority for name, authority in names if form and any(may_misspell(form, word) for word in name.split())}


def _padded() -> QuerySet[AuthorityName]:
    return AuthorityName.objects.annotate(padded=Concat(Value(" "), "compared"))


def _stands(form: str) -> Q:
    return Q(padded__contains=f" {form}")


def _is_like(form: str) -> Q:
    """Wider than what is misspelt: it only spares us reading all names."""
    return Q(GreaterThan(TrigramWordSimilarity(form, "compared"), _A_LITTLE_LIKE))
