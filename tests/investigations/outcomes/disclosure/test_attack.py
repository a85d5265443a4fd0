"""Nothing withheld is given away by everything published together: attacked by a program of its own."""

import json
import random
from collections import namedtuple
from dataclasses import replace

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from investigations.outcomes.disclosure.counting import count
from investigations.outcomes.disclosure.publication import Key, Publication
from investigations.outcomes.disclosure.withholding import NARROWEST, Cases, Plan, decide

from . import series
from .attacking import narrow

LARGE = [series.case(number, number, random.Random(number)) for number in range(150)]


TWICE = Cases(LARGE, LARGE, [*LARGE, *(replace(case, case=-case.case - 1) for case in LARGE)])
Shown = namedtuple("Shown", "publication")


def published(decided):
    """What the public has: text."""
    return [json.loads(json.dumps(each.publication.as_json())) for each in decided]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), editions=st.integers(1, 3), most=st.sampled_from([6, 25, 60, 200]))
# The next edition withholds nothing, and its tables less its headline are what a correction had withheld.
@example(seed=839, editions=3, most=200)
@example(seed=931, editions=2, most=200)
def test_no_withheld_figure_of_any_series_is_pinned_down(seed, editions, most):
    assert narrow(published(series.series(seed, editions, most)), NARROWEST) == []


def plan(edition="e0", detail=series.DETAIL):
    key = Key(edition, 1)
    return Plan(key, series.RECEIVED, series.CLOSED, detail, (key,) if detail else ())


def by_rule(cases, is_hidden):
    """Everything, but for the cells (not the sums) that a rule of thumb hides."""
    figures = {f: n.cases for table, these in plan().counted(cases) for f, n in count(table, these).items()}
    sums = {"all", "investigated", "vcse"}
    shown = {f: None if is_hidden(n) and not sums & set(f.rows) else n for f, n in figures.items()}
    return json.loads(json.dumps(plan().publication(shown).as_json()))


def test_the_attack_breaks_the_obvious_rules():
    cases = Cases(LARGE, LARGE, LARGE)
    hidden_1_to_4 = by_rule(cases, lambda n: 1 <= n <= 4)
    found = narrow([hidden_1_to_4], NARROWEST)
    withheld = sum(value is None for table in hidden_1_to_4["tables"] for _, value in table["figures"])
    exactly = [row for row in found if row[-1] - row[-2] < 1e-6]
    assert withheld > 0 and len(exactly) > withheld / 2
    assert narrow([by_rule(cases, lambda n: n < 8)], NARROWEST) != []


def test_the_attack_sees_what_one_edition_says_of_another():
    """The tables of the second cover both; so what the first withholds is what is left."""
    first, second = (decide(plan(edition, ()), Cases(LARGE, LARGE, []), []).publication for edition in ("e0", "e1"))
    both = replace(plan("e1"), covers=(first.key, second.key))
    figures = {f: n.cases for table, these in both.counted(TWICE) for f, n in count(table, these).items()}
    figures |= {figure: second.figures[figure] for figure in second.figures}
    first = replace(first, figures={f: None if "received" not in f.table else n for f, n in first.figures.items()})
    found = narrow(published([Shown(first), Shown(both.publication(figures))]), NARROWEST)
    assert {tuple(row[3]) for row in found} == {("changed",), ("not_changed",), ("left",), ("investigated",), ("all",)}


def test_what_was_published_is_read_back_as_it_was():
    made = decide(plan(), Cases(LARGE, LARGE, LARGE), []).publication
    assert Publication.from_json(json.loads(json.dumps(made.as_json()))).as_json() == made.as_json()
