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


# More are not counted: what a page costs does not grow with the register.
MOST_COUNTED = 10_000


@dataclass(frozen=True)
class Page:
    """`after`: the key behind which the next page begins. `before`: that before which the one before ends. Empty: there
    is none. `ahead`: how many entries stand before this page, of `total`. None: more than MOST_COUNTED."""

    entries: list[RegisterEntry]
    after: str
    before: str
    ahead: int | None
    total: int | None

    @property
    def most(self) -> int:
        return MOST_COUNTED

    @property
    def first(self) -> int | None:
        return None if self.ahead is None else self.ahead + 1

    @property
    def last(self) -> int | None:
        return None if self.ahead is None else self.ahead + len(self.entries)


def page_of(entries: EntryQuerySet, *, after: str = "", before: str = "", size: int = PER_PAGE) -> Page:
    """The newest first. Raises NoSuchKey. Two queries on the first page, else five at most."""
    ahead: int | None = 0
    if before:
        is_last = before == END
        found = _last(entries if is_last else entries.filter(_ahead_of(_key(before))), size)
    else:
        found, is_last = _first(entries.filter(_behind(_key(after))) if after else entries, size)
    if before and len(found) < size:
        # It would be a part of the first page.
        found, is_last = _first(entries, size)
    elif found and (after or before):
        ahead = _counted(entries.filter(_ahead_of(_place(found[0]))))
    return Page(
        found,
        after=found[-1].public_id if found and not is_last else "",
        before=found[0].public_id if found and ahead != 0 else "",
        ahead=ahead,
        total=_counted(entries),
    )


def _counted(entries: EntryQuerySet) -> int | None:
    number = entries.order_by()[: MOST_COUNTED + 1].count()
    return number if number <= MOST_COUNTED else None


def _first(entries: EntryQuerySet, size: int) -> tuple[list[RegisterEntry], bool]:
    """And whether there are no more."""
    found = list(_shown(entries)[: size + 1])
    return found[:size], len(found) <= size


def _last(entries: EntryQuerySet, size: int) -> list[RegisterEntry]:
    return list(_shown(entries).reverse()[:size])[::-1]


def _shown(entries: EntryQuerySet) -> EntryQuerySet:
    return entries.defer("words").select_related("authority").newest_first()


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
