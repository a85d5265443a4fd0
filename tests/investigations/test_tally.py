"""Tally and pace equal a recount of the cases at every moment, whoever writes them, in any order, at the same time."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import combinations
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from complaints.models import ProviderKind, ProviderSector, ProviderSize, Sector, Subject
from complaints.reference import new_reference
from investigations.lifecycle import Status
from investigations.models import Case, FollowedUpAs, Outcome, Pace, Tally
from investigations.models.case_choices import Origin
from investigations.models.tally import NARROWED_BY, SPLIT_BY, coarsest, mask

from .counted import pace_recounted, paced, tallied, tally_recounted

# So many examples in CI, and many more by hand: EXAMPLES=1000.
EXAMPLES = int(os.environ.get("EXAMPLES", "60"))


def check() -> None:
    assert tallied() == tally_recounted()
    assert paced() == pace_recounted()


def ended(outcome: Outcome | None) -> dict:
    status = Status.CLOSED if outcome else Status.ASSESSMENT
    return {"status": status, "outcome": outcome, "closed_on": date(2021, 1, 1) if outcome else None}


def new_case(*, is_imported: bool = True, **fields) -> Case:
    """Only imported history ends without a code."""
    day, is_imported = date(2020, 6, 1), is_imported or fields.get("outcome") == Outcome.UNCODED
    usual = {"reference": new_reference(), "received_on": day, "status_on": day}
    return Case(**usual | fields, import_key=uuid4().hex if is_imported else None)


# Few, so that cases meet: the days about the turn of a month and of a financial year.
days = st.sampled_from([date(2012, 4, 5), date(2012, 4, 6), date(2012, 5, 1), date(2013, 3, 31), date(2020, 2, 29)])
maybe_days = st.none() | days
dimensions = st.fixed_dictionaries(
    {
        "received_on": days,
        "authority_sector": st.sampled_from(["", *Sector.values]),
        "provider_kind": st.sampled_from(["", *ProviderKind.values]),
        "provider_size": st.sampled_from(["", *ProviderSize.values]),
        "provider_sector": st.sampled_from(["", *ProviderSector.values]),
        "subject": st.sampled_from(["", *Subject.values]),
        "sub_issue": st.sampled_from(["", "feedback", "scoring", "Something published", "another"]),
        "origin": st.sampled_from(Origin.values),
        "cpv_division": st.sampled_from(["", "45", "72"]),
        "nation": st.sampled_from(["", "England", "Wales"]),
        "is_demonstration": st.booleans(),
        "resolve_due_on": maybe_days,
        "answer_due_on": maybe_days,
        "answered_on": maybe_days,
        "followed_up_on": maybe_days,
        "followed_up_as": st.sampled_from(["", *FollowedUpAs.values]),
    }
)
MOVED = ["received_on", "authority_sector", "provider_kind", "sub_issue", "resolve_due_on", "followed_up_as"]
asked = st.sampled_from([{}, {"asked_on": date(2012, 4, 6), "asked_basis": "notice"}])
endings = st.sampled_from([None, *Outcome]).map(ended)
ones = st.builds(lambda *parts: {name: part[name] for part in parts for name in part}, dimensions, endings, asked)
new_ones = st.builds(lambda one, is_imported: {**one, "is_imported": is_imported}, ones, st.booleans())
some = st.lists(st.integers(0, 11), max_size=6)  # places among the cases that are there
steps = st.one_of(
    st.tuples(st.just("insert"), new_ones),
    st.tuples(st.just("insert many"), st.lists(new_ones, max_size=5)),
    st.tuples(st.just("update"), some, ones),
    st.tuples(st.just("end or open again"), some, endings),
    st.tuples(st.just("move one dimension"), some, dimensions, st.sampled_from(MOVED)),
    st.tuples(st.just("delete"), some),
)


def take(step: tuple) -> None:
    name, *given_ = step
    if name == "insert":
        new_case(**given_[0]).save()
    elif name == "insert many":
        Case.objects.bulk_create(new_case(**fields) for fields in given_[0])
    else:
        there = list(Case.objects.order_by("pk").values_list("pk", flat=True))
        chosen = Case.objects.filter(pk__in=[there[place] for place in given_[0] if place < len(there)])
        if name == "delete":
            chosen.delete()
        else:
            fields = given_[1] if len(given_) == 2 else {given_[2]: given_[1][given_[2]]}
            _may_end(chosen, fields).update(**fields)


def _may_end(chosen: QuerySet, fields: dict) -> QuerySet:
    return chosen.exclude(import_key=None) if fields.get("outcome") == Outcome.UNCODED else chosen


@pytest.mark.django_db
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps, max_size=12))
def test_equals_a_recount_after_every_step(sequence):
    with transaction.atomic():
        for step in sequence:
            take(step)
            check()
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_what_is_rolled_back_was_never_counted():
    new_case().save()
    before = tallied()
    with transaction.atomic():
        Case.objects.bulk_create([new_case(authority_sector="health"), new_case()])
        Case.objects.update(**ended(Outcome.PAID))
        transaction.set_rollback(True)
    assert tallied() == before == tally_recounted()
    check()


@pytest.mark.django_db
def test_a_write_that_changes_no_dimension_leaves_no_trace():
    new_case().save()
    before = list(Tally.objects.values())
    assert str(Tally.objects.filter(grouping=mask(frozenset())).get()) == "2020-06-01 open: 1"
    assert {str(pace) for pace in Pace.objects.all()} == {"open 2020-06-01, 0 days: 1"}
    Case.objects.update(next_due_on=date(2021, 1, 1))
    assert list(Tally.objects.values()) == before


def test_there_is_a_grouping_for_any_two_dimensions_however_narrowed():
    for pair in combinations((*NARROWED_BY, *SPLIT_BY), 2):
        assert coarsest(frozenset(pair)) >= set(pair)
        assert coarsest(frozenset([*pair, *NARROWED_BY])) >= {*pair, *NARROWED_BY}
    assert coarsest(frozenset(["provider_size"])) == {"provider_size"}
    assert coarsest(frozenset(["sub_issue"])) == {"subject", "sub_issue"}
    with pytest.raises(ValueError, match="empty"):
        coarsest(frozenset(["provider_size", "origin", "nation"]))


@pytest.mark.django_db
def test_what_has_come_to_nothing_has_no_row():
    new_case().save()
    Case.objects.all().delete()
    assert (Tally.objects.count(), Pace.objects.count()) == (0, 0)


def at_once(*jobs) -> None:
    """Each in a thread with a connection of its own. Raises what one of them raised."""

    def run(job):
        try:
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        for future in [pool.submit(run, job) for job in jobs]:
            future.result(timeout=30)


@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_neither_deadlock_nor_lose_a_case():
    cases = Case.objects.bulk_create(new_case(authority_sector=sector) for sector in Sector.values for _ in "12")
    barrier = Barrier(2)

    def mix(mine: list[Case], outcomes: list[Outcome]) -> None:
        barrier.wait()
        for outcome in outcomes * 8:
            Case.objects.filter(pk__in=[case.pk for case in mine]).update(**ended(outcome))
            Case.objects.bulk_create(new_case(authority_sector=case.authority_sector) for case in mine)

    at_once(
        lambda: mix(cases[::2], [Outcome.PAID, Outcome.REFUSED]),
        lambda: mix(cases[::-2], [Outcome.REFUSED, Outcome.PAID]),
    )
    check()


@pytest.mark.django_db(transaction=True)
def test_transactions_that_write_the_same_counts_in_opposite_order_both_succeed():
    cases = Case.objects.bulk_create(new_case(authority_sector=sector) for sector in ["health", "housing"] * 2)

    def close(*mine: Case) -> None:
        with transaction.atomic():
            for case in mine:
                Case.objects.filter(pk=case.pk).update(**ended(Outcome.PAID))
                time.sleep(0.2)  # long enough for the other to write its first

    at_once(lambda: close(cases[0], cases[1]), lambda: close(cases[3], cases[2]))
    check()
