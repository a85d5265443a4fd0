"""Cases counted by what they have in common, from the tally. Definitions: see `Counted`. Reads, never writes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Length

from investigations.models import CHANGED, NOT_INVESTIGATED, FollowedUpAs, Outcome, Tally
from investigations.models.tally import DIMENSIONS, coarsest, mask

from .rates import Rate

# By an outcome, empty while open, and what the follow-up found: how many cases.
Ends = Counter[tuple[str, str]]


@dataclass(frozen=True)
class Counted:
    """Some cases, by how they ended. A case counts in the month in which it was received.

    - of reported: closed cases with a coded outcome. What the 70% of 2012 speaks of.
    - of investigated: the same without `out_of_scope` and `withdrawn`.
    - changed: `changed_live` and `changed_future` only. `paid` is shown beside it, `uncoded` is in no rate.
    - verified: of the changed whose follow-up has found something, those where the change was made.
    """

    ends: Ends = field(default_factory=Counter)

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(self.ends + other.ends)

    def _sum(self, outcomes: Iterable[str], *found: str) -> int:
        wanted = set(outcomes)
        return sum(n for (end, as_), n in self.ends.items() if end in wanted and (not found or as_ in found))

    @property
    def received(self) -> int:
        return self.ends.total()

    @property
    def open(self) -> int:
        return self._sum({""})

    @property
    def closed(self) -> int:
        return self.received - self.open

    def ended(self, *outcomes: Outcome) -> int:
        """With one of these outcomes."""
        return self._sum(outcomes)

    @property
    def uncoded(self) -> int:
        return self._sum({Outcome.UNCODED})

    @property
    def paid(self) -> int:
        return self._sum({Outcome.PAID})

    @property
    def of_reported(self) -> Rate:
        return Rate(self._sum(CHANGED), self._sum(set(Outcome) - {Outcome.UNCODED}))

    @property
    def of_investigated(self) -> Rate:
        return Rate(self._sum(CHANGED), self._sum(set(Outcome) - {Outcome.UNCODED} - NOT_INVESTIGATED))

    @property
    def verified(self) -> Rate:
        return Rate(self._sum(CHANGED, FollowedUpAs.VERIFIED), self._sum(CHANGED, *FollowedUpAs))


@dataclass(frozen=True)
class Narrowed:
    """Which cases are counted. `first`, `end`: months of receipt, the second not among them. None: no bound.

    `where`: by a dimension of the tally, its values that count."""

    first: date | None = None
    end: date | None = None
    is_demonstration: bool | None = None
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def dimensions(self) -> frozenset[str]:
        return frozenset(name for name, _ in self.where)

    def condition(self, day: str) -> Q:
        """On a row of counts whose day is in the field `day`."""
        found = Q(**{f"{name}__in": values for name, values in self.where})
        if self.first:
            found &= Q(**{f"{day}__gte": self.first})
        if self.end:
            found &= Q(**{f"{day}__lt": self.end})
        if self.is_demonstration is not None:
            found &= Q(is_demonstration=self.is_demonstration)
        return found


ALL = Narrowed()
_Asked = tuple[tuple[str, ...], Narrowed]
_remembered: ContextVar[dict[_Asked, dict[tuple, Counted]] | None] = ContextVar("remembered", default=None)


@contextmanager
def each_once() -> Iterator[None]:
    """Within it no count is asked for twice. For what reads many tables of one moment, in one transaction."""
    token = _remembered.set({})
    try:
        yield
    finally:
        _remembered.reset(token)


def counts(by: Sequence[str], narrowed: Narrowed = ALL) -> dict[tuple, Counted]:
    """Cases by the values of some fields of the tally, `month` among them. One query, of the rows of the tally."""
    remembered = _remembered.get()
    if remembered is None:
        return _counts(by, narrowed)
    asked = tuple(by), narrowed
    if asked not in remembered:
        remembered[asked] = _counts(by, narrowed)
    return remembered[asked]


def _counts(by: Sequence[str], narrowed: Narrowed) -> dict[tuple, Counted]:
    rows = _rows(by, narrowed).values_list(*by, "outcome", "followed_up_as").annotate(Sum("cases")).order_by()
    found: dict[tuple, Ends] = defaultdict(Counter)
    for *values, outcome, as_, cases in rows:
        found[tuple(values)][outcome, as_] += cases
    return {values: Counted(ends) for values, ends in found.items()}


def cases_by(by: Sequence[str], narrowed: Narrowed = ALL) -> dict[tuple, int]:
    """How many were received, as `counts` has it, where nobody asks how they ended: that is a twentieth of the rows."""
    rows = _rows(by, narrowed).values_list(*by).annotate(Sum("cases")).order_by()
    return {tuple(values): cases for *values, cases in rows}


def largest(by: str, narrowed: Narrowed, most: int) -> list[tuple[str, int]]:
    """The values of a field that stands for something with the most cases, and how many each has. One query."""
    rows = _rows([by], narrowed).exclude(**{by: ""}).values_list(by).annotate(total=Sum("cases"))
    return list(rows.order_by("-total", Length(by), by)[:most])


def whole(narrowed: Narrowed = ALL) -> Counted:
    return counts([], narrowed).get((), Counted())


def _rows(by: Sequence[str], narrowed: Narrowed) -> QuerySet[Tally]:
    asked = (frozenset(by) & frozenset(DIMENSIONS)) | narrowed.dimensions
    return Tally.objects.filter(narrowed.condition("month"), grouping=mask(coarsest(asked)))
