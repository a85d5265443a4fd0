"""Which authorities a text means, for narrowing a list: there nobody chooses, so all that may be meant count."""

from collections.abc import Iterable
from functools import reduce
from operator import and_, or_

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat

from complaints.models import Authority, AuthorityName

from .matching import match
from .names import SMALL_WORDS, compared

# Shorter words are like too many others.
_SHORTEST_MISSPELT = 5
_MOST_WORDS = 12


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
    it; where there are none, those with a word like it. By primary key. One query, or none without any words."""
    wanted = {text: compared(text) for text in texts}
    asked = {
        text: {f"s{number}": _stands(form), f"l{number}": _is_like(form)}
        for number, (text, form) in enumerate(wanted.items())
        if form
    }
    columns = {column: fit for fits in asked.values() for column, fit in fits.items()}
    if not columns:
        return {text: set() for text in wanted}
    rows = list(_padded().filter(reduce(or_, columns.values())).annotate(**columns).values("authority_id", *columns))
    found = {text: set[int]() for text in wanted}
    for text, fits in asked.items():
        standing, like = ({row["authority_id"] for row in rows if row[column]} for column in fits)
        found[text] = standing or like
    return found


def _padded() -> QuerySet[AuthorityName]:
    return AuthorityName.objects.annotate(padded=Concat(Value(" "), "compared"))


def _stands(form: str) -> Q:
    return Q(padded__contains=f" {form}")


def _is_like(form: str) -> Q:
    return Q(compared__trigram_word_similar=form) if len(form) >= _SHORTEST_MISSPELT else Q(pk=None)
