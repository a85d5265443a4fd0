"""Where providers give up in the form, from counts that belong to nobody. Reads the counts, never writes.

Definitions. A complaint reaches a page when the page is answered for the first time.
- kept: of those that reached the page before, how many reached this one.
- all the way: of those that answered the first page, how many were sent.
- counts hold nobody's way through the form. Of a complaint begun before the period, or with pages answered out of
  order, later pages may count without earlier ones: a share is then capped at all of them.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from complaints.models import FilingCount, ProviderKind
from complaints.models.filing_count import PAGES_COUNTED
from mysteryshopper.calendar import add_months

from .rates import Rate

WORDS = {
    "organisation": "Kind of organisation",
    "notice": "The notice",
    "authority": "Who ran the procurement",
    "what-happened": "What went wrong",
    "invoice": "The unpaid invoice",
    "procurement": "Which procurement",
    "outcome": "What they tried and want",
    "name": "Their name, and who may see it",
    "contact": "How to reach them",
    "sent": "Sent",
}
# Asked of some only, so who is not there did not give up: it has no share, and is no base for the next page.
NOT_ASKED_OF_ALL = frozenset({"invoice"})
# The last so many months, this one included. None: all.
PERIODS: dict[str, tuple[str, int | None]] = {
    "12": ("Last 12 months", 12),
    "3": ("Last 3 months", 3),
    "all": ("Since counting began", None),
}
_GROUPS: list[tuple[str, Callable[[str], bool]]] = [
    ("VCSE", lambda kind: kind in ProviderKind.vcse()),
    ("Others", lambda kind: kind == ProviderKind.COMPANY),
    ("Kind not given", lambda kind: not kind),
]
GROUPS = [label for label, _ in _GROUPS]


@dataclass(frozen=True)
class Step:
    """One group at one page. `kept` is None where a share would say nothing: at the first page, and at some others."""

    reached: int
    kept: Rate | None


@dataclass(frozen=True)
class PageRow:
    page: str
    label: str
    steps: list[Step]

    @property
    def is_asked_of_all(self) -> bool:
        return self.page not in NOT_ASKED_OF_ALL


@dataclass(frozen=True)
class Abandonment:
    """`all_the_way`: by group, in the order of GROUPS."""

    rows: list[PageRow]
    all_the_way: list[Rate]

    @property
    def is_empty(self) -> bool:
        return not any(step.reached for row in self.rows for step in row.steps)

    @property
    def has_small_base(self) -> bool:
        rates = [step.kept for row in self.rows for step in row.steps] + self.all_the_way
        return any(rate.is_small for rate in rates if rate and rate.denominator)


def since(period: str, today: date) -> date | None:
    """First day of a period. None: there is no first day. KeyError: there is no such period."""
    _, months = PERIODS[period]
    return add_months(today.replace(day=1), 1 - months) if months else None


def abandonment(first_month: date | None) -> Abandonment:
    """Everything counted since that month. One query, of one row a page and kind."""
    counts = FilingCount.objects.filter(month__gte=first_month or date.min)
    summed = list(counts.values_list("provider_kind", "page").annotate(Sum("number")).order_by())
    groups = [_reached((page, number) for kind, page, number in summed if is_in(kind)) for _, is_in in _GROUPS]
    return Abandonment(
        rows=[PageRow(page, WORDS[page], [_step(page, reached) for reached in groups]) for page in PAGES_COUNTED],
        all_the_way=[_share("sent", PAGES_COUNTED[0], reached) for reached in groups],
    )


def _reached(counts: Iterable[tuple[str, int]]) -> Counter[str]:
    reached: Counter[str] = Counter()
    for page, number in counts:
        reached[page] += number
    return reached


def _step(page: str, reached: Counter[str]) -> Step:
    before = [page for page in PAGES_COUNTED[: PAGES_COUNTED.index(page)] if page not in NOT_ASKED_OF_ALL]
    has_share = before and page not in NOT_ASKED_OF_ALL
    return Step(reached[page], _share(page, before[-1], reached) if has_share else None)


def _share(page: str, of: str, reached: Counter[str]) -> Rate:
    return Rate(min(reached[page], reached[of]), reached[of])
