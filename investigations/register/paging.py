"""Pages by key: one begins behind an entry, or ends before one, whatever was published or taken out meanwhile."""

import re
from dataclasses import dataclass

from django.db.models import Q

from investigations.models import RegisterEntry
from investigations.models.register import PUBLIC_ID, EntryQuerySet

PER_PAGE = 25
# In place of a key: before the end of the list.
END = "end"


class NoSuchKey(Exception):
    """There is no entry of this number."""


@dataclass(frozen=True)
class Page:
    """`after`: the key behind which the next page begins. `before`: that before which the one before ends. Empty: there
    is none. `ahead`: how many entries stand before this page, of `total`."""

    entries: list[RegisterEntry]
    after: str
    before: str
    ahead: int
    total: int

    @property
    def first(self) -> int:
        return self.ahead + 1

    @property
    def last(self) -> int:
        return self.ahead + len(self.entries)


def page_of(entries: EntryQuerySet, *, after: str = "", before: str = "", size: int = PER_PAGE) -> Page:
    """The newest first. Raises NoSuchKey. Two queries on the first page, else four at most."""
    total = entries.count()
    if before:
        found = _last(entries if before == END else entries.filter(_ahead_of(_key(before))), size)
    else:
        found = _first(entries.filter(_behind(_key(after))) if after else entries, size)
    ahead = entries.filter(_ahead_of(_place(found[0]))).count() if found and (after or before) else 0
    if before and len(found) < size and len(found) < total:
        # It would be a part of the first page.
        found, ahead = _first(entries, size), 0
    is_last = ahead + len(found) >= total
    return Page(
        found,
        after=found[-1].public_id if found and not is_last else "",
        before=found[0].public_id if found and ahead else "",
        ahead=ahead,
        total=total,
    )


def _first(entries: EntryQuerySet, size: int) -> list[RegisterEntry]:
    return list(entries.defer("words").select_related("authority").newest_first()[:size])


def _last(entries: EntryQuerySet, size: int) -> list[RegisterEntry]:
    return list(entries.defer("words").select_related("authority").newest_first().reverse()[:size])[::-1]


_Place = tuple[object, int]


def _place(entry: RegisterEntry) -> _Place:
    return entry.listed_on, entry.pk


def _key(public_id: str) -> _Place:
    known = RegisterEntry.objects.known().filter(public_id=public_id)
    key = known.values_list("listed_on", "pk").first() if re.fullmatch(PUBLIC_ID, public_id) else None
    if key is None:
        raise NoSuchKey
    return key


# The first half of each is what the index is read by.
def _behind(place: _Place) -> Q:
    day, pk = place
    return Q(listed_on__lte=day) & (Q(listed_on__lt=day) | Q(pk__lt=pk))


def _ahead_of(place: _Place) -> Q:
    day, pk = place
    return Q(listed_on__gte=day) & (Q(listed_on__gt=day) | Q(pk__gt=pk))
