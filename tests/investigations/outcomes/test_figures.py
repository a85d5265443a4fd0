"""Every figure equals a plain recount of the cases, with the denominators that the definitions say."""

import os
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from complaints.models import SubIssue
from investigations.models import Case, Measure, Outcome
from investigations.outcomes import pages, timing, vcse
from investigations.outcomes.counting import Counted, Narrowed, counts, whole
from investigations.outcomes.dimensions import DIMENSIONS, fold
from investigations.outcomes.headline import headline
from investigations.outcomes.narrowing import Asked
from investigations.outcomes.rates import Rate
from investigations.outcomes.tables import Number, Share, Table, main_table

from .conftest import any_case

# So many examples in CI, and many more by hand: EXAMPLES=1000.
EXAMPLES = int(os.environ.get("EXAMPLES", "40"))
VCSE = {"charity", "cic", "community_benefit", "cooperative", "social_enterprise", "community_group"}
TODAY = date(2020, 9, 1)


def recount(cases: Iterable[Case]) -> tuple:
    """Received, open, uncoded, paid, changed, reported, investigated, verified, followed up: from cases."""
    cases = list(cases)
    ends = [case.outcome for case in cases]
    coded = [end for end in ends if end and end != "uncoded"]
    found = [case.followed_up_as for case in cases if case.outcome in {"changed_live", "changed_future"}]
    return (
        len(ends),
        sum(end is None for end in ends),
        ends.count("uncoded"),
        ends.count("paid"),
        ends.count("changed_live") + ends.count("changed_future"),
        len(coded),
        len(coded) - coded.count("out_of_scope") - coded.count("withdrawn"),
        found.count("verified"),
        found.count("verified") + found.count("not_done"),
    )


def numbers(some: Counted) -> tuple:
    assert some.of_reported.numerator == some.of_investigated.numerator
    return (some.received, some.open, some.uncoded, some.paid, some.of_reported.numerator,
            some.of_reported.denominator, some.of_investigated.denominator, some.verified.numerator,
            some.verified.denominator)  # fmt: skip


def year_of(case: Case) -> int:
    day = case.received_on
    return day.year - ((day.month, day.day) < (4, 6))


def quarter_of(case: Case) -> str:
    month, day, year = case.received_on.month, case.received_on.day, case.received_on.year
    if month < 4 or (month, day) < (4, 6):
        return f"{year}-01-01"
    return f"{year}-{ {4: '04-06', 5: '04-06', 6: '04-06'}.get(month) or ('07-01' if month < 10 else '10-01') }"


# What each dimension says of a case, in words of the test.
SAYS = {
    "authority-sector": lambda case: case.authority_sector,
    "provider": lambda case: "vcse" if case.provider_kind in VCSE else case.provider_kind,
    "vcse-kind": lambda case: case.provider_kind,
    "size": lambda case: case.provider_size,
    "trade": lambda case: case.provider_sector,
    "nation": lambda case: case.nation,
    "subject": lambda case: case.subject,
    "sub-issue": lambda case: (
        f"{case.subject}/{case.sub_issue if case.sub_issue in {'', *SubIssue.values} else 'another'}"
    ),
    "origin": lambda case: case.origin,
    "cpv": lambda case: case.cpv_division,
    "year": lambda case: str(year_of(case)),
    "quarter": quarter_of,
}
narrowings = st.builds(
    Narrowed,
    st.sampled_from([None, date(2012, 4, 6), date(2012, 4, 1)]),
    st.sampled_from([None, date(2013, 4, 6), date(2020, 7, 1)]),
    st.sampled_from([None, True, False]),
    st.sets(
        st.sampled_from(
            [("authority_sector", ("health",)), ("provider_kind", tuple(sorted(VCSE))), ("subject", ("payment", ""))]
        )
    ).map(tuple),
)


def kept(cases: Iterable[Case], narrowed: Narrowed) -> list[Case]:
    return [
        case
        for case in cases
        if (narrowed.first is None or case.received_on >= narrowed.first)
        and (narrowed.end is None or case.received_on < narrowed.end)
        and narrowed.is_demonstration in (None, case.is_demonstration)
        and all(getattr(case, name) in values for name, values in narrowed.where)
    ]


def check_breakdowns(cases: list[Case], narrowed: Narrowed) -> None:
    for key, dimension in DIMENSIONS.items():
        counted = counts(dimension.by, narrowed)
        found = fold(dimension, counted)
        check_sum(main_table(key, dimension, counted, Asked(narrowed)), cases)
        groups = defaultdict(list)
        for case in cases:
            groups[SAYS[key](case)].append(case)
            if key == "sub-issue":
                groups[case.subject].append(case)
        assert {row: numbers(some) for row, some in found.items()} == {
            row: recount(mine) for row, mine in groups.items()
        }, key
        # No case falls between the rows of a table.
        assert found.keys() <= dimension.values(found.keys()).keys() | (
            {"company", ""} if key == "vcse-kind" else set()
        )


def check_sum(table: Table, cases: list[Case]) -> None:
    """The last row has all cases that the table has rows for, once."""
    there = [case for case in cases if table.key != "vcse-kind" or case.provider_kind in VCSE]
    sums = [row for row in table.rows if row.is_total]
    assert [[cell.value for cell in row.cells if isinstance(cell, Number)] for row in sums] == [
        list(recount(there)) for _ in sums
    ]
    assert len(sums) == bool(there)


def check_crossed(cases: list[Case], narrowed: Narrowed, rows: str, columns: str) -> None:
    section = pages.crossed(Asked(narrowed), rows, columns, "received")
    cells = Counter((SAYS[rows](case), SAYS[columns](case)) for case in cases)
    wanted = Counter(cells.values())
    shown = Counter(cell.value for row in section.table.rows for cell in row.cells if cell.value)
    if "vcse-kind" in (rows, columns):
        place = (rows, columns).index("vcse-kind")
        wanted = Counter(n for pair, n in cells.items() if pair[place] in VCSE and (rows != columns or pair[1] in VCSE))
    assert shown == wanted


def check_days(cases: list[Case], narrowed: Narrowed) -> None:
    """Medians and percentiles from sorted lists, whether in time from the cases themselves."""
    mine = [
        case
        for case in cases
        if case.closed_on and case.import_key is None and kept([replace_received(case)], narrowed)
    ]
    table = timing.duration_table("t", "t", Measure.RESOLVED, Asked(narrowed), "")
    days = sorted((case.closed_on - case.received_on).days for case in mine)
    known = [case.closed_on <= case.resolve_due_on for case in mine if case.resolve_due_on]
    median = days[(len(days) + 1) // 2 - 1] if days else None
    ninety = days[-(-len(days) * 9 // 10) - 1] if days else None
    assert [cell.plain()[0] for cell in table.rows[-1].cells[:4]] == [len(days), median, ninety, len(known)]
    assert table.rows[-1].cells[4] == Share(Rate(sum(known), len(known)))


def replace_received(case: Case) -> Case:
    """As the pace narrows: by when it closed."""
    names = ("is_demonstration", "authority_sector", "provider_kind", "subject")
    return Case(received_on=case.closed_on, **{name: getattr(case, name) for name in names})


@pytest.mark.django_db
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(any_case, max_size=30), narrowings, st.sampled_from(list(DIMENSIONS)), st.sampled_from(list(DIMENSIONS))
)
def test_every_figure_equals_a_recount(cases, narrowed, rows, columns):
    with transaction.atomic():
        Case.objects.bulk_create(cases)
        mine = kept(cases, narrowed)
        assert numbers(whole(narrowed)) == recount(mine)
        check_breakdowns(mine, narrowed)
        check_crossed(mine, narrowed, rows, columns)
        check_days(cases, narrowed)
        check_open(cases, narrowed)
        check_vcse(cases, narrowed)
        transaction.set_rollback(True)


def check_open(cases: list[Case], narrowed: Narrowed) -> None:
    asked = Asked(narrowed)
    still = [case for case in kept(cases, replace(narrowed, first=None, end=None)) if case.closed_on is None]
    ages = [(TODAY - case.received_on).days for case in still]
    bands = [sum(age <= 30 for age in ages), *(sum(low <= age <= low + 29 for age in ages) for low in (31, 61))]
    assert column(timing.ageing_table(asked, TODAY)) == [*bands, sum(age > 90 for age in ages)]
    left = [(case.resolve_due_on - TODAY).days for case in still if case.resolve_due_on]
    spans = [(-(10**6), -1), (0, 7), (8, 30), (31, 60), (61, 10**6)]
    assert column(timing.due_table(asked, TODAY)) == [sum(low <= n <= high for n in left) for low, high in spans]


def column(table: Table, place: int = 0) -> list[int | None]:
    return [cell.value for row in table.rows for cell in [row.cells[place]] if isinstance(cell, Number)]


def check_vcse(cases: list[Case], narrowed: Narrowed) -> None:
    where = tuple((name, values) for name, values in narrowed.where if name != "provider_kind")
    mine = kept(cases, replace(narrowed, where=where))
    panel = vcse.panel(Asked(narrowed))
    known = [case for case in mine if case.provider_kind]
    assert panel.share == Rate(sum(case.provider_kind in VCSE for case in known), len(known))
    assert panel.unknown == len(mine) - len(known)
    ours, others = ([case for case in known if (case.provider_kind in VCSE) == is_vcse] for is_vcse in (True, False))
    for difference, base in ((panel.of_reported, 5), (panel.of_investigated, 6)):
        assert (difference.of, difference.against) == tuple(
            Rate(recount(s)[4], recount(s)[base]) for s in (ours, others)
        )


@pytest.mark.django_db
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(any_case, max_size=20))
def test_what_comes_closes_and_stays_open_by_month(cases):
    with transaction.atomic():
        Case.objects.bulk_create(cases)
        table = timing.flow_table(Asked(Narrowed(first=date(2012, 3, 1))), TODAY)
        months = [(y, m) for y in range(2012, 2021) for m in range(1, 13) if (2012, 3) <= (y, m) <= (2020, 9)]
        of = [[getattr(case, name) for case in cases if getattr(case, name)] for name in ("received_on", "closed_on")]
        for which, days in enumerate(of):
            assert column(table, which) == [sum((day.year, day.month) == month for day in days) for month in months]
        up_to = [[sum((day.year, day.month) <= month for day in days) for month in months] for days in of]
        assert column(table, 2) == [came - closed for came, closed in zip(*up_to, strict=True)]
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("first", "end", "rows"),
    [
        (
            date(2012, 4, 6),
            date(2013, 4, 6),
            [("April 2012", 2, 0, 3), ("March 2013", 0, 0, 3), ("April 2013", 5, 0, 8)],
        ),
        (date(2012, 4, 1), date(2013, 4, 1), [("April 2012", 3, 0, 3), ("March 2013", 0, 0, 3)]),
        (date(2012, 4, 1), date(2012, 5, 1), [("April 2012", 3, 0, 3)]),
    ],
)
def test_a_period_ends_with_its_last_month_and_counts_no_day_outside(add, first, end, rows):
    for day, many in ((date(2012, 4, 5), 1), (date(2012, 4, 6), 2), (date(2013, 4, 5), 5), (date(2013, 4, 6), 7)):
        add(None, many, received_on=day)
    found = timing.flow_table(Asked(Narrowed(first=first, end=end)), TODAY).rows
    said = [(row.label, *(cell.value for cell in row.cells)) for row in found]
    assert [said[0], *said[-len(rows) + 1 :]] == rows if len(rows) > 1 else said == rows


def test_the_denominators(add):
    """One case of each end: what counts where, number by number."""
    for outcome in [None, *Outcome]:
        add(outcome)
    add(Outcome.CHANGED_LIVE, followed_up_as="verified")
    add(Outcome.CHANGED_FUTURE, followed_up_as="not_done")
    add(Outcome.PAID, followed_up_as="verified")  # no change was promised, so none was made
    some = whole()
    assert some.of_reported == Rate(4, 11)  # without the open and the uncoded one
    assert some.of_investigated == Rate(4, 9)  # nor out of scope, nor withdrawn
    assert some.verified == Rate(1, 2)
    assert (some.received, some.open, some.uncoded, some.paid) == (13, 1, 1, 2)


def test_the_change_is_against_the_period_of_the_same_length_before(add):
    add(Outcome.CHANGED_LIVE, 3, received_on=date(2012, 4, 5))
    add(Outcome.PAID, 1, received_on=date(2012, 4, 5))
    add(Outcome.CHANGED_LIVE, 1, received_on=date(2012, 4, 6))
    year = Narrowed(date(2012, 4, 6), date(2013, 4, 6))
    before = replace(year, first=date(2011, 4, 6), end=date(2012, 4, 6))
    change = headline(Asked(year, before=before)).figures[0].change
    assert (change.of, change.against, change.value) == (Rate(1, 1), Rate(3, 4), 0.25)


@pytest.mark.django_db
def test_without_cases_vcse_has_its_row_and_nothing_a_share():
    for narrowed in (Narrowed(), Narrowed(is_demonstration=True)):
        table = next(one.table for one in pages.whom(Asked(narrowed), TODAY) if one.key == "provider")
        assert [row.label for row in table.rows] == ["VCSE", "Not VCSE", "Not known"]
        assert [figure.rate.share for figure in headline(Asked(narrowed)).figures] == [None] * 3


@pytest.mark.parametrize(
    ("days", "half", "ninety"),
    [({}, None, None), ({5: 1}, 5, 5), ({1: 1, 9: 1}, 1, 9), ({1: 9, 70: 1}, 1, 1), ({1: 8, 70: 2}, 1, 70)],
)
def test_a_percentile_is_the_fewest_days_that_suffice(days, half, ninety):
    assert (timing.percentile(days, 50), timing.percentile(days, 90)) == (half, ninety)
