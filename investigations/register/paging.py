"""Pages by key: the next one begins after an entry, whatever was published or taken out meanwhile. No counting."""

import re
from dataclasses import dataclass

from django.db.models import Q

from investigations.models import RegisterEntry
from investigations.models.register import PUBLIC_ID, EntryQuerySet

PER_PAGE = 25


class NoSuchKey(Exception):
    """There is no entry of this number."""


@dataclass(frozen=True)
class Page:
    """`after`: the key of the next page. Empty: this is the last."""

    entries: list[RegisterEntry]
    after: str


def page_of(entries: EntryQuerySet, *, after: str, size: int = PER_PAGE) -> Page:
    """The newest first. Raises NoSuchKey. Two queries, one on the first page."""
    if after:
        entries = entries.filter(_behind(after))
    found = list(entries.defer("words").select_related("authority").newest_first()[: size + 1])
    return Page(found[:size], found[size - 1].public_id if len(found) > size else "")


def _behind(after: str) -> Q:
    known = RegisterEntry.objects.known().filter(public_id=after)
    key = known.values_list("listed_on", "pk").first() if re.fullmatch(PUBLIC_ID, after) else None
    if key is None:
        raise NoSuchKey
    day, pk = key
    # The first half is what the index is read by.
    return Q(listed_on__lte=day) & (Q(listed_on__lt=day) | Q(pk__lt=pk))
