"""Every figure equals a plain recount of the cases, with the denominators that the definitions say."""

from collections.abc import Iterable

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from complaints.models import Sector
from investigations.models import Case, Outcome
from investigations.outcomes.figures import Row, dashboard
from investigations.outcomes.rates import Rate

from .conftest import any_case

VCSE = {"charity", "cic", "community_benefit", "cooperative", "social_enterprise", "community_group"}


def recount(cases: Iterable[Case]) -> tuple:
    """Received, open, uncoded, paid, changed, reported, investigated. Knows nothing of the tally or its words."""
    ends = [case.outcome for case in cases]
    coded = [end for end in ends if end and end != "uncoded"]
    return (
        len(ends),
        sum(end is None for end in ends),
        ends.count("uncoded"),
        ends.count("paid"),
        ends.count("changed_live") + ends.count("changed_future"),
        len(coded),
        len(coded) - coded.count("out_of_scope") - coded.count("withdrawn"),
    )


def numbers(row: Row) -> tuple:
    assert row.of_reported.numerator == row.of_investigated.numerator
    reported, investigated = row.of_reported, row.of_investigated
    return (row.received, row.open, row.uncoded, row.paid, reported.numerator, reported.denominator,
            investigated.denominator)  # fmt: skip


def year_of(case: Case) -> str:
    day = case.received_on
    first = day.year - ((day.month, day.day) < (4, 6))
    return f"{first}/{(first + 1) % 100:02}"


def check(cases: list[Case]) -> None:
    found = dashboard()
    sectors = dict(Sector.choices) | {"": "Not known"}
    kinds = {"VCSE": VCSE, "Not VCSE": {"company"}, "Not known": {""}}
    assert numbers(found.whole) == recount(cases)
    assert {row.label: numbers(row) for row in found.by_authority_sector} == {
        label: recount(case for case in cases if case.authority_sector == sector) for sector, label in sectors.items()
    }
    assert [(row.label, numbers(row)) for row in found.by_provider] == [
        (label, recount(case for case in cases if case.provider_kind in mine)) for label, mine in kinds.items()
    ]
    assert [(row.label, numbers(row)) for row in found.by_year] == [
        (year, recount(case for case in cases if year_of(case) == year)) for year in sorted(set(map(year_of, cases)))
    ]
    known = [case for case in cases if case.provider_kind]
    assert found.vcse.share == Rate(sum(case.provider_kind in VCSE for case in known), len(known))
    assert found.vcse.unknown == len(cases) - len(known)
    assert found.demonstration == sum(case.is_demonstration for case in cases)


@pytest.mark.django_db
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(any_case, max_size=40))
def test_every_figure_equals_a_recount(cases):
    with transaction.atomic():
        Case.objects.bulk_create(cases)
        check(cases)
        transaction.set_rollback(True)


def test_the_denominators(add):
    """One case of each end: what counts where, number by number."""
    for outcome in [None, *Outcome]:
        add(outcome)
    whole = dashboard().whole
    assert whole.of_reported == Rate(2, 8)  # without the open and the uncoded one
    assert whole.of_investigated == Rate(2, 6)  # nor out of scope, nor withdrawn
    assert (whole.received, whole.open, whole.uncoded, whole.paid) == (10, 1, 1, 1)


@pytest.mark.django_db
def test_without_cases_vcse_has_its_row_and_nothing_a_share():
    found = dashboard()
    assert [row.label for row in found.by_provider] == ["VCSE", "Not VCSE", "Not known"]
    assert [row.label for row in found.by_authority_sector] == [*Sector.labels, "Not known"]
    assert found.by_year == []
    assert (found.whole.of_reported.share, found.whole.of_reported.interval, found.vcse.share.share) == (None,) * 3


def test_vcse_has_its_row_when_no_vcse_complained(add):
    add(Outcome.PAID, provider_kind="company")
    assert numbers(dashboard().by_provider[0]) == (0,) * 7


def test_as_many_queries_with_three_hundred_cases_as_with_one(add, django_assert_num_queries):
    for many in (1, 2, 297):
        add(Outcome.PAID, many)
        with django_assert_num_queries(6):
            dashboard()
