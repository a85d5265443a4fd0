"""The tally equals a recount of the cases at every moment, whoever writes them, in whatever order, at the same time."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from complaints.models import ProviderKind, Sector
from complaints.reference import new_reference
from investigations.lifecycle import Status
from investigations.models import Case, Outcome, Tally
from mysteryshopper.calendar import financial_year

KEY = ["financial_year", "authority_sector", "provider_kind", "outcome", "is_demonstration"]


def tallied() -> dict:
    return {tuple(key): cases for *key, cases in Tally.objects.exclude(cases=0).values_list(*KEY, "cases")}


def recounted() -> dict:
    """From every case, in Python; of no dimension does it ask Postgres."""
    rows = Case.objects.values_list("received_on", *KEY[1:])
    return Counter((financial_year(day), sector, kind, end or "", demo) for day, sector, kind, end, demo in rows)


def ended(outcome: Outcome | None) -> dict:
    status = Status.CLOSED if outcome else Status.ASSESSMENT
    return {"status": status, "outcome": outcome, "closed_on": date(2021, 1, 1) if outcome else None}


def new_case(**fields) -> Case:
    day = date(2020, 6, 1)
    usual = {"reference": new_reference(), "received_on": day, "status_on": day, "import_key": uuid4().hex}
    return Case(**usual | fields)


dimensions = st.fixed_dictionaries(
    {
        "received_on": st.dates(date(2011, 2, 1), date(2027, 1, 1)),
        "authority_sector": st.sampled_from(["", *Sector.values]),
        "provider_kind": st.sampled_from(["", *ProviderKind.values]),
        "is_demonstration": st.booleans(),
    }
)
endings = st.sampled_from([None, *Outcome]).map(ended)
some = st.lists(st.integers(0, 11), max_size=6)  # places among the cases that are there
steps = st.one_of(
    st.tuples(st.just("insert"), st.builds(dict.__or__, dimensions, endings)),
    st.tuples(st.just("insert many"), st.lists(st.builds(dict.__or__, dimensions, endings), max_size=5)),
    st.tuples(st.just("update"), some, st.builds(dict.__or__, dimensions, endings)),
    st.tuples(st.just("end or open again"), some, endings),
    st.tuples(st.just("move one dimension"), some, dimensions, st.sampled_from(["received_on", *KEY[1:3], KEY[4]])),
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
            chosen.update(**fields)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps, max_size=12))
def test_equals_a_recount_after_every_step(sequence):
    with transaction.atomic():
        for step in sequence:
            take(step)
            assert tallied() == recounted()
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_what_is_rolled_back_was_never_counted():
    new_case().save()
    before = tallied()
    with transaction.atomic():
        Case.objects.bulk_create([new_case(authority_sector="health"), new_case()])
        Case.objects.update(**ended(Outcome.PAID))
        transaction.set_rollback(True)
    assert tallied() == before == recounted()


@pytest.mark.django_db
def test_a_write_that_changes_no_dimension_leaves_no_trace():
    new_case().save()
    before = list(Tally.objects.values())
    assert str(Tally.objects.get()) == "2020 open: 1"
    Case.objects.update(next_due_on=date(2021, 1, 1))
    assert list(Tally.objects.values()) == before


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
    assert tallied() == recounted()


@pytest.mark.django_db(transaction=True)
def test_transactions_that_write_the_same_counts_in_opposite_order_both_succeed():
    cases = Case.objects.bulk_create(new_case(authority_sector=sector) for sector in ["health", "housing"] * 2)

    def close(*mine: Case) -> None:
        with transaction.atomic():
            for case in mine:
                Case.objects.filter(pk=case.pk).update(**ended(Outcome.PAID))
                time.sleep(0.2)  # long enough for the other to write its first

    at_once(lambda: close(cases[0], cases[1]), lambda: close(cases[3], cases[2]))
    assert tallied() == recounted()
