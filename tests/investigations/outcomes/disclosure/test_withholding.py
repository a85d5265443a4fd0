"""What is withheld by itself, in plain cases."""

import random
from dataclasses import replace

import pytest

from investigations.outcomes.disclosure.publication import Figure, Key
from investigations.outcomes.disclosure.tables import Attribute, Table, check_tree
from investigations.outcomes.disclosure.withholding import Before, Cases, Why, decide

from . import series
from .test_attack import plan

MUTUAL = Figure("providers", ("mutual", "changed"))


def some(number, provider=None, **values):
    """So many more cases, each of a provider of its own, or all of one."""
    names = [f"{sorted(values.items())} {n}" for n in range(number)]
    made = [series.case(name, provider or name, random.Random(0)) for name in names]
    return [replace(case, values={**case.values, **values}) for case in made]


def decided(cases, before=None, version=1):
    key = Key("e0", version)
    return decide(
        replace(plan(), key=key, covers=(key,)),
        Cases(cases, cases, cases),
        before and [before.publication] or [],
        before,
    )


MANY = [series.case(number, number, random.Random(number)) for number in range(1200)]
BASE = [case for case in MANY if (case.values["kind"], case.values["result"]) != ("mutual", "changed")]
CHANGED = {"kind": "mutual", "outcome": "live", "result": "changed"}
NOT_CHANGED = {**CHANGED, "outcome": "advice", "result": "not_changed"}


def test_twelve_complaints_of_one_provider_count_as_one():
    twelve_of_one = decided([*BASE, *some(12, provider="one", **CHANGED)])
    twelve_of_twelve = decided([*BASE, *some(12, **CHANGED)])
    assert twelve_of_one.why[MUTUAL] == Why.FEW_PROVIDERS
    assert twelve_of_one.publication.figures[MUTUAL] is None
    assert twelve_of_twelve.publication.figures[MUTUAL] == 12


def test_one_provider_s_cases_are_not_known_together_either():
    """Six changed and six not, all of one provider: together they are what is left of the sum."""
    others = [case for case in BASE if case.values["kind"] != "mutual"]
    cases = [*others, *some(6, "one", **CHANGED), *some(6, "one", **NOT_CHANGED)]
    figures = decided(cases).publication.figures
    assert figures[Figure("providers", ("mutual", "all"))] is None


def test_nought_is_withheld_like_any_small_number():
    assert decided(BASE).why[MUTUAL] == Why.SMALL


@pytest.mark.parametrize(("number", "shown"), [(4, None), (5, 5)])
def test_four_are_few_and_five_are_not(number, shown):
    assert decided([*BASE, *some(number, **CHANGED)]).publication.figures[MUTUAL] == shown


def test_a_correction_shows_neither_what_few_moved_nor_what_was_withheld_before():
    old = [*BASE, *some(9, **CHANGED)]
    first = decided(old)
    moved = [replace(old[-1], values={**old[-1].values, "outcome": "advice", "result": "not_changed"})]
    anew = [*old[:-1], *moved]
    second = decided(anew, Before(first.publication, Cases(old, old, old)), version=2)
    closed = {rows: second.publication.figures[Figure("closed", (rows,))] for rows in ("changed", "not_changed", "all")}
    assert (closed["changed"], closed["not_changed"], closed["all"]) == (None, None, len(old))
    assert second.why[Figure("closed", ("changed",))] == Why.SMALL_CHANGE
    assert set(first.why) <= set(second.why)


def test_a_large_correction_is_shown():
    old = [*BASE, *some(9, **CHANGED)]
    first = decided(old)
    second = decided([*old, *some(20, **CHANGED)[9:]], Before(first.publication, Cases(old, old, old)), version=2)
    assert second.publication.figures[MUTUAL] == 20


def test_figures_that_differ_only_in_what_is_withheld_are_published_alike():
    """Two cases change places between withheld cells, and nothing that is published moves."""
    rest = [case for case in MANY if case.values["kind"] == "company"]
    left = {"outcome": "withdrawn", "result": "left", "sector": "health", "subject": "payment", "sub_issue": "award"}
    same = {**left, "outcome": "advice", "result": "not_changed"}

    def made(charities_left, mutuals_left):
        few = [({**left, "kind": "charity"}, charities_left), ({**left, "kind": "mutual"}, mutuals_left)]
        few += [({**same, "kind": "charity"}, 3 - charities_left), ({**same, "kind": "mutual"}, 3 - mutuals_left)]
        return decided([*rest, *(case for values, number in few for case in some(number, **values))])

    one, other = made(1, 2), made(2, 1)
    assert one.why[Figure("providers", ("charity", "left"))] == Why.SMALL
    assert one.publication.as_json() == other.publication.as_json()


def test_tables_that_run_in_a_circle_are_refused():
    a, b, c = (Attribute(name, name, {"x": "x"}) for name in "abc")
    pairs = [Table("ab", "", (a, b)), Table("bc", "", (b, c)), Table("ca", "", (c, a))]
    check_tree(pairs[:2])
    with pytest.raises(ValueError, match="circle"):
        check_tree(pairs)
