"""Fifty people want twenty cases at the same moment, fifty times over: real Postgres, a connection for each of them."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from investigations.casework import casework, owning
from investigations.models import Case, CaseEvent

PEOPLE, CASES, ROUNDS = 50, 20, 50


def claim_this_or_next(person, case):
    """What somebody does who sees a case: claim it, and when another was faster, the next. Which case, told what."""
    try:
        return casework.claim(case, by=person).pk, ""
    except casework.AlreadyClaimed as taken:
        told = str(taken)
    try:
        return owning.claim_next(by=person).pk, told
    except owning.NothingToClaim:
        return None, told


@pytest.fixture
def crowd():
    """Does a call for each of fifty at the same moment. Each thread keeps its connection from round to round."""
    start = Barrier(PEOPLE)

    def one(call):
        start.wait(timeout=60)
        return call()

    def leave():
        start.wait(timeout=60)  # so that each thread takes one
        connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        yield lambda calls: [each.result() for each in [pool.submit(one, call) for call in calls]]
        for each in [pool.submit(leave) for _ in range(PEOPLE)]:
            each.result()


@pytest.mark.django_db(transaction=True)
def test_each_case_has_one_owner_and_the_others_are_told_who(make_case, make_user, crowd):
    cases = [make_case() for _ in range(CASES)]
    people = [make_user(name=f"Person {number}") for number in range(PEOPLE)]
    dice, told_of_others = random.Random(50), 0
    for _ in range(ROUNDS):
        Case.objects.update(owner=None)
        last = CaseEvent.objects.latest("pk").pk
        wanted = [dice.choice(cases) for _ in people]
        answers = crowd(
            [lambda who=who, case=case: claim_this_or_next(who, case) for who, case in zip(people, wanted, strict=True)]
        )
        owners = dict(Case.objects.values_list("pk", "owner__name"))
        got = {pk: person.name for person, (pk, _) in zip(people, answers, strict=True) if pk}
        assert (got, len(got), None in owners.values()) == (owners, CASES, False)
        claimed = CaseEvent.objects.filter(kind="claimed", pk__gt=last).values_list("case", "by__name")
        assert Counter(claimed) == Counter(owners.items())
        told = [(words, owners[case.pk]) for case, (_, words) in zip(wanted, answers, strict=True) if words]
        assert [words for words, _ in told] == [f"{owner} has already claimed this case." for _, owner in told]
        told_of_others += len(told)
    assert told_of_others >= ROUNDS * (PEOPLE - CASES)
