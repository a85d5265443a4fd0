"""Series of editions of few values, made from a seed: cases come, close, and are corrected."""

import random

from investigations.outcomes.disclosure.counting import CountedCase
from investigations.outcomes.disclosure.publication import Key, closed_table, received_table
from investigations.outcomes.disclosure.tables import Attribute, Table
from investigations.outcomes.disclosure.withholding import Before, Cases, Plan, decide


def attribute(name, values, groups=None, coarser=None):
    return Attribute(name, name, {value: value for value in values}, groups or {}, coarser or {})


RESULTS = {"live": "changed", "future": "changed", "advice": "not_changed", "withdrawn": "left"}
INVESTIGATED = ("investigated", ("changed", "not_changed"))
RESULT = attribute("result", ["changed", "not_changed", "left"], {"investigated": INVESTIGATED})
OUTCOME = attribute("outcome", RESULTS, {}, {"result": RESULTS})
PLAIN = attribute("result", ["changed", "not_changed", "left"])
SECTOR = attribute("sector", ["health", "council"])
KIND = attribute("kind", ["company", "charity", "mutual"], {"vcse": ("VCSE", ("charity", "mutual"))})
SUBJECT = attribute("subject", ["payment", "process"])
SUB_ISSUE = attribute("sub_issue", ["scoring", "award"])
RECEIVED, CLOSED = received_table("received"), closed_table("closed", RESULT)
DETAIL = (
    Table("outcomes", "outcomes", (OUTCOME,)),
    Table("sectors", "sectors", (SECTOR, PLAIN)),
    Table("providers", "providers", (KIND, PLAIN)),
    Table("sector_subjects", "sector_subjects", (SECTOR, SUBJECT)),
    Table("sub_issues", "sub_issues", (SUBJECT, SUB_ISSUE)),
)


def case(number, provider, dice):
    outcome = dice.choices(list(RESULTS), [3, 4, 2, 1])[0]
    values = {
        "outcome": outcome,
        "result": RESULTS[outcome],
        "sector": dice.choices(["health", "council"], [5, 2])[0],
        "kind": dice.choices(["company", "charity", "mutual"], [8, 2, 1])[0],
        "subject": dice.choice(["payment", "process"]),
        "sub_issue": dice.choice(["scoring", "award"]),
    }
    return CountedCase(number, provider, values)


def series(seed, editions, most):
    """Up to so many publications, of up to `most` cases each: [Decided, …]."""
    dice = random.Random(seed)
    decided, counted, waiting, number = [], {}, [], 0
    covers = []
    for edition in range(editions):
        came = []
        for _ in range(dice.randint(0, most)):
            number += 1
            came.append(case(number, dice.randint(1, max(1, most)) if dice.random() < 0.3 else -number, dice))
        waiting += came
        dice.shuffle(waiting)
        left = dice.randint(0, min(3, len(waiting)))
        waiting, closed = waiting[:left], waiting[left:]
        key = Key(f"e{edition}", 1)
        covers.append(key.edition)
        decided.append(_decide(key, covers if dice.random() < 0.6 else [], came, closed, counted, decided))
        if decided[-1].publication.covers:
            covers = []
        if dice.random() < 0.4:
            decided.append(_correct(dice, dice.choice(list(counted)), counted, decided))
    return decided


def _decide(key, covers, came, closed, counted, decided, before=None):
    """`covers`: the names of editions, each as it is counted by now."""
    counted[key.edition] = (key, came, closed, tuple(covers))
    covered = [one for other in covers for one in counted[other][2]]
    plan = Plan(key, RECEIVED, CLOSED, DETAIL if covers else (), tuple(counted[other][0] for other in covers))
    return decide(plan, Cases(came, closed, covered), [each.publication for each in decided], before)


def _correct(dice, edition, counted, decided):
    """Some of its cases turn out to have been something else, some to have been forgotten."""
    key, came, closed, covers = counted[edition]
    old = Cases(came, closed, [one for other in covers for one in counted[other][2]])
    before = Before(next(d.publication for d in decided if d.publication.key == key), old)
    share = dice.choice([0.03, 0.4])
    anew = [case(c.case, c.provider, dice) if dice.random() < share else c for c in closed if dice.random() < 0.98]
    return _decide(Key(edition, key.version + 1), covers, came, anew, counted, decided, before)
