"""Finding an authority by whatever a provider types: part of a name, an acronym, an old name, a misspelling."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from complaints.models import Authority, AuthorityName

from .councils import council
from .names import SMALL_WORDS, compared
from .successors import Successors, successors_of

_LONGEST_TEXT = 200
# Rows that are ranked: several names of one authority may be among them.
_RANKED = 150
_MOST_WORDS = 12
# How a name fits: 0 exactly, 1 it is the place of the council asked for, 2 it opens so, 3 it has the words, or else:
_ALIKE = 4


@dataclass(frozen=True)
class Found:
    """One authority to choose, ready to print."""

    id: int
    name: str
    sector: str
    nation: str
    note: str = ""


def search(text: str, limit: int = 20) -> list[Found]:
    """The likeliest first, at most `limit`; an abolished authority comes right after what replaced it.

    Two queries, however much is found."""
    wanted = compared(text[:_LONGEST_TEXT])
    if not wanted:
        return []
    names = _first_of_each(sorted(_ranked(wanted), key=_order))[:limit]
    successors = successors_of([name.authority_id for name in names if name.authority.ended_on])
    return _with_successors(names, successors)[:limit]


def _ranked(wanted: str) -> QuerySet[AuthorityName]:
    """Names like the wanted one, as `rank` and `likeness` (0 to 1) say."""
    telling = [word for word in dict.fromkeys(wanted.split()) if word not in SMALL_WORDS][:_MOST_WORDS]
    words = [Q(padded__contains=f" {word}") for word in telling] or [Q(pk=None)]
    # "Camden Council" is officially the London Borough of Camden.
    spoken = council(wanted)
    place = Q(compared=spoken.place if spoken else wanted)
    fits = [Q(compared=wanted), place, Q(compared__startswith=wanted), reduce(and_, words)]
    alike = [Q(compared__trigram_similar=wanted), Q(compared__trigram_word_similar=wanted), *words]
    cases = [When(fit, then=rank) for rank, fit in enumerate(fits)]
    return (
        AuthorityName.objects.annotate(padded=Concat(Value(" "), "compared"))
        .filter(reduce(or_, [*fits, *alike]))
        .annotate(
            rank=Case(*cases, default=_ALIKE, output_field=IntegerField()),
            # Of the name as a whole, and of that part of it that is most like what was typed.
            likeness=(TrigramSimilarity("compared", wanted) + TrigramWordSimilarity(wanted, "compared")) / 2,
        )
        .order_by("rank", F("likeness").desc(), "pk")
        .select_related("authority")[:_RANKED]
    )


def _order(name: AuthorityName) -> tuple[object, ...]:
    """By how the name fits, current authorities first; of those that are only alike, whatever is most so."""
    authority, found = name.authority, vars(name)
    is_over = authority.ended_on is not None
    if found["rank"] == _ALIKE:
        return (_ALIKE, round(0.1 * is_over - found["likeness"], 4), is_over, authority.name)
    return (found["rank"], is_over, -found["likeness"], authority.name)


def _first_of_each(names: Iterable[AuthorityName]) -> list[AuthorityName]:
    first: dict[int, AuthorityName] = {}
    for name in names:
        first.setdefault(name.authority_id, name)
    return list(first.values())


def _with_successors(names: list[AuthorityName], successors: dict[int, Successors]) -> list[Found]:
    listed: dict[int, Found] = {}
    for name in names:
        over = successors.get(name.authority_id)
        for heir in over.current if over else ():
            listed.setdefault(heir.pk, _found(heir, _("Took over from %(name)s") % {"name": name.authority.name}))
        note = over.note if over else _also_known(name)
        listed.setdefault(name.authority_id, _found(name.authority, note))
    return list(listed.values())


def _found(authority: Authority, note: str) -> Found:
    return Found(authority.pk, authority.name, authority.get_sector_display(), authority.nation, note)


def _also_known(name: AuthorityName) -> str:
    """Says by which name it was found, unless the official name shows it. Lower-case aliases are not fit to print."""
    if name.is_official or name.name.islower() or name.compared in compared(name.authority.name):
        return ""
    if name.is_former:
        return _("Formerly %(name)s") % {"name": name.name}
    return _("Also known as %(name)s") % {"name": name.name}
