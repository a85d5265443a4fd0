"""Coding and matching imported cases: the verbs."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from investigations.access import NotAllowed
from investigations.history import coding
from investigations.history.coding import ChosenMeanwhile, NotCodable
from investigations.models import CHANGED, NOT_INVESTIGATED, Case, Outcome
from investigations.outcomes.counting import counts as counted_by
from investigations.outcomes.counting import whole as all_counted
from mysteryshopper.staff.models import Role


@pytest.fixture
def case(import_row):
    return import_row()


def counts() -> tuple[int, int, int, int]:
    whole = all_counted()
    reported, investigated = whole.of_reported, whole.of_investigated
    return whole.uncoded, reported.numerator, reported.denominator, investigated.denominator


@pytest.mark.parametrize("outcome", [outcome for outcome in Outcome if outcome != Outcome.UNCODED])
def test_moves_the_figures_by_exactly_one_and_back(import_row, make_user, outcome):
    import_row(Case_Issue="Another", Case_Outcome="Process changed")
    case, ann = import_row(), make_user()
    assert counts() == (1, 1, 1, 1)
    coding.code(case, outcome, by=ann, seen="uncoded")
    assert counts() == (0, 1 + (outcome in CHANGED), 2, 1 + (outcome not in NOT_INVESTIGATED))
    coding.code(case, Outcome.UNCODED, by=ann, seen=outcome)
    assert counts() == (1, 1, 1, 1)


def test_records_who_and_what(case, make_user):
    coding.code(case, Outcome.PAID, by=make_user(name="Ann"), seen="uncoded", note="See the report.")
    event = case.events.get()
    assert (event.kind, str(event.by)) == ("coded", "Ann")
    assert event.note == f"{Outcome.UNCODED.label} → {Outcome.PAID.label}\nSee the report."


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.ADMINISTRATOR])
def test_only_investigators_and_leads(case, make_user, make_authority, role):
    with pytest.raises(NotAllowed):
        coding.code(case, Outcome.PAID, by=make_user(role), seen="uncoded")
    with pytest.raises(NotAllowed):
        coding.match(case, make_authority(), by=make_user(role), seen="")
    assert (counts(), case.events.count()) == ((1, 0, 0, 0), 0)


def test_never_an_investigated_case(make_case, make_user, make_authority):
    case = make_case()
    with pytest.raises(NotCodable):
        coding.code(case, Outcome.PAID, by=make_user(), seen="")
    with pytest.raises(NotCodable):
        coding.match(case, make_authority("Other"), by=make_user(), seen="")


def test_says_what_somebody_else_chose_meanwhile(case, make_user):
    coding.code(case, Outcome.PAID, by=make_user(name="Bea"), seen="uncoded")
    with pytest.raises(ChosenMeanwhile) as conflict:
        coding.code(case, Outcome.REFUSED, by=make_user(name="Ann"), seen="uncoded")
    assert str(conflict.value) == (
        "Bea chose “Overdue payment released, nothing else changed” while you were choosing "
        "“Recommendation rejected, or the authority never answered”."
    )


def test_matching_sets_the_sector_and_moves_its_figures(case, make_user, make_authority):
    coding.match(case, make_authority(sector="health"), by=make_user(name="Ann"), seen="")
    received = {sector: counted.received for (sector,), counted in counted_by(["authority_sector"]).items()}
    assert received == {"health": 1}
    event = case.events.get()
    assert (event.kind, str(event.by), event.note) == ("matched", "Ann", "Camden Council")


def test_matching_again_starts_from_what_is_there(case, make_user, make_authority):
    camden, hull = make_authority(), make_authority("Hull")
    coding.match(case, camden, by=make_user(name="Bea"), seen="")
    with pytest.raises(ChosenMeanwhile, match="Bea chose “Camden Council” while you were choosing “Hull”"):
        coding.match(case, hull, by=make_user(), seen="")
    coding.match(case, hull, by=make_user(), seen=str(camden.pk))
    assert Case.objects.get().authority == hull


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_wins_and_the_other_is_told(case, make_user):
    people, barrier = [make_user(name="Ann"), make_user(name="Bea")], Barrier(2)

    def choose(by, outcome):
        try:
            barrier.wait()
            coding.code(case, outcome, by=by, seen="uncoded")
        except ChosenMeanwhile as conflict:
            return str(conflict)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(choose, people, [Outcome.PAID, Outcome.REFUSED]))
    assert [bool(words) for words in sorted(told, key=bool)] == [False, True]
    assert case.events.count() == 1
