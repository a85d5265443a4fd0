"""Which cases an edition counts, and who is behind each. Each case once, in the first edition after it was closed."""

from collections.abc import Hashable, Iterable, Mapping
from datetime import date

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from complaints.models import Identity, IdentityKey, SubIssue
from investigations.models import Case, Edition, EditionCase, Outcome
from investigations.outcomes.disclosure.counting import CountedCase
from mysteryshopper.calendar import financial_year

from . import ways
from .merging import UNKNOWN, row_of, year_row

Values = dict[str, str]


def new_cases(ends_on: date) -> tuple[list[int], dict[int, Values]]:
    """Received, and closed with what they are counted as: up to that day, and in no edition that holds."""
    cases = _cases().filter(received_on__lte=ends_on)
    received = cases.filter(_in_none_yet(EditionCase.Kind.RECEIVED)).values_list("pk", flat=True)
    closed = cases.filter(_in_none_yet(EditionCase.Kind.CLOSED), closed_on__lte=ends_on)
    return list(received), {case.pk: _values(case) for case in closed}


def _in_none_yet(kind: EditionCase.Kind) -> Q:
    holding = [edition.pk for edition in Edition.newest_versions().only("pk")]
    return ~Q(Exists(EditionCase.objects.filter(edition__in=holding, kind=kind, case=OuterRef("pk"))))


def same_cases(edition: Edition) -> tuple[list[int], dict[int, Values]]:
    """What a version counted, as it is now. Who was reopened is left out, and waits for another edition."""
    received, closed = (edition.counted.filter(kind=kind).values_list("case", flat=True) for kind in EditionCase.Kind)
    now = _cases().filter(pk__in=closed, outcome__isnull=False)
    return list(received), {case.pk: _values(case) for case in now}


def _cases() -> QuerySet[Case]:
    """Uncoded history is not counted: what it says is in no rate. Made-up cases only where all is a demonstration."""
    found = Case.objects.exclude(outcome=Outcome.UNCODED)
    if not settings.DEMONSTRATION:
        found = found.filter(is_demonstration=False)
    wanted = "authority_sector", "provider_kind", "provider_size", "subject", "sub_issue"
    return found.only("pk", "outcome", "received_on", *wanted).order_by("pk")


def _values(case: Case) -> Values:
    outcome = case.outcome or ""
    return {
        "outcome": outcome,
        "result": ways.result_of(outcome),
        "sector": case.authority_sector or UNKNOWN,
        "kind": case.provider_kind or UNKNOWN,
        "size": case.provider_size or UNKNOWN,
        "subject": case.subject or UNKNOWN,
        "sub_issue": case.sub_issue if case.sub_issue in SubIssue.values else UNKNOWN,
        "change": ways.change_of(outcome),
        "year": str(financial_year(case.received_on)),
    }


def providers(cases: Iterable[int]) -> dict[int, Hashable]:
    """The provider of each case, as something that is the same for cases of one. Those that share an address or a
    number, directly or through others, are one. Where the identity is erased nobody knows: they all count as one."""
    complaint_of = dict(Case.objects.filter(pk__in=list(cases)).values_list("pk", "complaint"))
    complaints = [complaint for complaint in complaint_of.values() if complaint]
    known = set(Identity.objects.filter(pk__in=complaints).values_list("pk", flat=True))
    one = _Joined()
    for identity, digest in IdentityKey.objects.filter(identity__in=known).values_list("identity", "digest"):
        one.join(("complaint", identity), ("key", digest))
    found: dict[int, Hashable] = {}
    for case, complaint in complaint_of.items():
        if complaint is None:
            found[case] = ("case", case)
        else:
            found[case] = one.first(("complaint", complaint)) if complaint in known else "erased"
    return found


class _Joined:
    """Sets that grow together."""

    def __init__(self) -> None:
        self._up: dict[Hashable, Hashable] = {}

    def first(self, one: Hashable) -> Hashable:
        while one in self._up:
            one = self._up[one]
        return one

    def join(self, one: Hashable, other: Hashable) -> None:
        one, other = self.first(one), self.first(other)
        if one != other:
            self._up[other] = one


def counted(values: dict[int, Values], provider_of: Mapping[int, Hashable], cut: "Cut") -> list[CountedCase]:
    return [CountedCase(case, provider_of.get(case, ("case", case)), cut.of(each)) for case, each in values.items()]


class Cut:
    """How values become rows: which are merged, and which years have a row of their own."""

    def __init__(self, merged: Iterable[str], years: Iterable[int]) -> None:
        self.merged = frozenset(merged)
        self.year_rows = {year_row(year, self.merged) for year in years}

    def of(self, values: Values) -> Values:
        if not values:
            return {}
        made = {name: row_of(name, value, self.merged) for name, value in values.items()}
        row = year_row(int(values["year"]), self.merged)
        return {**made, "year": row if row in self.year_rows else ways.EARLIER}
