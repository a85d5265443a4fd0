"""An attack that knows nothing but the published JSON. Shares no code with what it attacks.

Its unknowns are the cases of each edition in every combination of every attribute, so it holds without the argument
that tables which form a tree can be attacked one by one.
"""

import itertools

import numpy as np
from scipy.optimize import linprog

MANY = 1e5


def narrow(publications, least):
    """Withheld figures found in a range narrower than `least`: [(edition, version, table, rows, low, high), …]."""
    whole = _Whole(publications)
    combos = len(whole.combos)
    keys = [(each["edition"], each["version"]) for each in publications]
    start = {key: number * (combos + 2) for number, key in enumerate(keys)}
    size = len(keys) * (combos + 2)
    equal, right, hidden, current = [], [], [], {}
    for key, each in zip(keys, publications, strict=True):
        came, still_open = start[key] + combos, start[key] + combos + 1
        received, closed = each["headline"]
        of = [(received, None), (closed, [key]), *((table, each["covers"]) for table in each["tables"])]
        for table, covered in of:
            for rows, value in table["figures"]:
                line = np.zeros(size)
                if covered is None:
                    line[came] = 1
                for edition in covered or []:
                    line[start[tuple(edition)] :][:combos] = whole.inside(table, rows)
                if value is None:
                    hidden.append(((*key, table["name"], rows), line))
                else:
                    equal.append(line)
                    right.append(value)
        # No more cases can have closed than came.
        current[each["edition"]] = key
        line = np.zeros(size)
        for one in current.values():
            line[start[one] :][:combos] = -1
            line[start[one] + combos] = 1
        line[still_open] = -1
        equal.append(line)
        right.append(0)
    return _narrow(hidden, np.array(equal), np.array(right, dtype=float), least) if hidden else []


class _Whole:
    """Every combination of every attribute that no finer one stands for."""

    def __init__(self, publications):
        leaves, self.finer = {}, {}
        for each in publications:
            for table in [*each["headline"], *each["tables"]]:
                for attribute in table["attributes"]:
                    leaves[attribute["name"]] = [r["key"] for r in attribute["rows"] if r["sum_of"] is None]
                    self.finer |= {name: (attribute["name"], to) for name, to in attribute["coarser"].items()}
        self.names = [name for name in leaves if name not in self.finer]
        self.combos = list(itertools.product(*(leaves[name] for name in self.names)))

    def inside(self, table, rows):
        """1 for the combinations that a figure counts, 0 for the others."""
        counted = np.ones(len(self.combos))
        for attribute, key in zip(table["attributes"], rows, strict=True):
            row = next(row for row in attribute["rows"] if row["key"] == key)
            wanted = {key} if row["sum_of"] is None else set(row["sum_of"])
            counted *= [value in wanted for value in self._values(attribute["name"])]
        return counted

    def _values(self, name):
        fine, to = self.finer.get(name, (name, None))
        place = self.names.index(fine)
        return [to[combo[place]] if to else combo[place] for combo in self.combos]


def _narrow(hidden, equal, right, least):
    lines = np.array([line for _, line in hidden])
    low, high = np.full(len(hidden), np.inf), np.full(len(hidden), -np.inf)
    for number, line in enumerate(lines):
        for sign in (1, -1):
            if high[number] - low[number] >= least:
                break
            found = linprog(sign * line, A_eq=equal, b_eq=right, bounds=(0, MANY), method="highs")
            assert found.status == 0, found.message
            # Each way in which everything could have been says something of every figure.
            could = lines @ found.x
            low, high = np.minimum(low, could), np.maximum(high, could)
    return [
        (*name, float(least_), float(most))
        for (name, _), least_, most in zip(hidden, low, high, strict=True)
        if most - least_ < least - 1e-4
    ]
