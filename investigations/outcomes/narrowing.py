"""What the figures are narrowed to. The address is its state, and leads on to the cases behind each figure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from complaints.models import ProviderKind
from investigations.models import Tally
from investigations.models.tally import mask
from mysteryshopper.calendar import financial_year, financial_year_name

from .counting import Narrowed, whole

UNKNOWN = "unknown"
PROVIDERS = {
    "vcse": ("VCSE", tuple(ProviderKind.vcse())),
    ProviderKind.COMPANY.value: ("Not VCSE", (ProviderKind.COMPANY,)),
    UNKNOWN: ("Not known", ("",)),
}
# In the address of a case list: what tells of one case what officials don't see on its page. See decision 9.
_OF_THE_PROVIDER = {"provider", "size", "trade", "cpv"}


@dataclass(frozen=True)
class Asked:
    """`query`: the address of these figures. `cases`: the same as filters of the list of cases.

    `before`: the period of the same length just before, where there is one; `before_words`: what it is called."""

    narrowed: Narrowed = Narrowed()
    query: str = ""
    cases: Mapping[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    before: Narrowed | None = None
    before_words: str = ""
    works_queue: bool = True

    def behind(self, *more: Mapping[str, object] | None) -> str:
        """The address of the cases behind a figure. Empty: there is none, or it is not for this reader."""
        merged = dict(self.cases)
        for some in more:
            if some is None:
                return ""
            if any(name.startswith("received_") or name == "year" for name in some):
                merged = {k: v for k, v in merged.items() if not k.startswith("received_") and k != "year"}
            if any(merged.get(name, value) != value for name, value in some.items()):
                return ""
            merged |= {name: str(value) for name, value in some.items()}
        others = {name for name in merged if name not in _OF_THE_PROVIDER and name != "counted"}
        narrow = others - ({"outcome"} if merged.get("outcome") == "paid" else set())
        told = _OF_THE_PROVIDER & merged.keys()
        if not self.works_queue and told and (told != {"provider"} or narrow or _is_one_kind(merged["provider"])):
            return ""
        return f"?{urlencode(merged)}"


def _is_one_kind(provider: str) -> bool:
    return provider not in {"known", *PROVIDERS}


# Of fewer cases, kinds and sizes of providers would tell an official, who can list the cases, whose each is.
FEWEST = 10


TOO_NARROW = (
    f"Choose a longer period or fewer filters: of fewer than {FEWEST} cases the figures would say who complained"
)


def is_too_narrow(asked: Asked) -> bool:
    """Whether officials narrow to so few cases. One query; none for who works the queue, nor of all cases."""
    where = tuple((name, values) for name, values in asked.narrowed.where if name != "provider_kind")
    everybody = replace(asked.narrowed, where=where)
    is_narrow = replace(everybody, is_demonstration=None) != Narrowed()
    return not asked.works_queue and is_narrow and 0 < whole(everybody).received < FEWEST


def years(today: date) -> range:
    """The financial years from the first case to this one."""
    first = Tally.objects.filter(grouping=mask(frozenset())).order_by("month").values_list("month", flat=True).first()
    return range(financial_year(first or today), financial_year(today) + 1)


def received(first: date | None, end: date | None) -> dict[str, str]:
    """Filters of the list of cases: received from `first` until the day before `end`."""
    bounds = {"received_from": first, "received_to": end - timedelta(days=1) if end else None}
    boxes = ("day", "month", "year")
    return {f"{name}-{box}": str(getattr(day, box)) for name, day in bounds.items() if day for box in boxes}


def period_in_words(first: date | None, end: date | None) -> str:
    if first and end and (first.month, first.day, end) == (4, 6, first.replace(year=first.year + 1)):
        return financial_year_name(first.year)
    last = end - timedelta(days=1) if end else None
    match (first, last):
        case (None, None):
            return "All years"
        case (None, date()):
            return f"Up to {last:%B %Y}"
        case (date(), None):
            return f"From {first:%B %Y}"
    return f"{first:%B %Y} to {last:%B %Y}"
