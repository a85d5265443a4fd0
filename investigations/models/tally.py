"""Cases counted by the dimensions of the figures, kept equal to a recount by Postgres, whoever writes the cases.

A data cube: each case counts once in every grouping of GROUPINGS, and a figure reads the coarsest grouping that has
what it asks for. NULL in a dimension stands for all its values together. So a figure costs the same with a hundred
cases and with a million: the rows are bounded by months × outcomes × values. docs/decisions/0006: why these groupings.

Whoever writes cases holds the tally until the end of the transaction, so that two of them never wait for each other.
One rule keeps it so: a transaction that changes several cases locks them all before it writes the first.
"""

from collections.abc import Sequence
from itertools import combinations

from django.db import models
from django.db.models import Q

from complaints.models import SubIssue

# What every row says. A month begins on its 1st, and once more on 6 April: so financial years are made of months.
SAID = ("month", "is_demonstration", "outcome", "followed_up_as")
# What the figures can be narrowed to.
NARROWED_BY = ("authority_sector", "provider_kind", "subject")
SPLIT_BY = ("sub_issue", "provider_size", "provider_sector", "origin", "cpv_division", "nation")
DIMENSIONS = (*NARROWED_BY, *SPLIT_BY, "authority_key")
# What published history has and our list does not, so that the rows stay bounded.
ANOTHER = "another"

Grouping = frozenset[str]


def _groupings() -> list[Grouping]:
    """Any two dimensions; and any two of SPLIT_BY beside all of NARROWED_BY. A sub-issue goes with its subject."""
    few = [set(some) for size in (0, 1, 2) for some in combinations((*NARROWED_BY, *SPLIT_BY), size)]
    few += [{*NARROWED_BY, *some} for size in (0, 1, 2) for some in combinations(SPLIT_BY, size)]
    few += [{"authority_key"}, {*NARROWED_BY, "authority_key"}]
    return list(dict.fromkeys(frozenset(some | {"subject"} if "sub_issue" in some else some) for some in few))


GROUPINGS = _groupings()


def coarsest(asked: Grouping) -> Grouping:
    """The grouping with the fewest rows that has these dimensions. ValueError: none has."""
    return min((grouping for grouping in GROUPINGS if asked <= grouping), key=len)


def mask(grouping: Grouping, dimensions: Sequence[str] = DIMENSIONS) -> int:
    """As GROUPING() says it: a bit for each dimension, 1 for one that is not there."""
    return sum(1 << place for place, name in enumerate(reversed(dimensions)) if name not in grouping)


class Tally(models.Model):
    grouping = models.IntegerField()
    # Of receipt.
    month = models.DateField()
    is_demonstration = models.BooleanField()
    # Empty while the case is open.
    outcome = models.CharField(max_length=20, blank=True)
    followed_up_as = models.CharField(max_length=10, blank=True)

    authority_sector = models.CharField(max_length=20, null=True)
    provider_kind = models.CharField(max_length=20, null=True)
    subject = models.CharField(max_length=30, null=True)
    sub_issue = models.CharField(max_length=30, null=True)
    provider_size = models.CharField(max_length=10, null=True)
    provider_sector = models.CharField(max_length=10, null=True)
    origin = models.CharField(max_length=10, null=True)
    cpv_division = models.CharField(max_length=2, null=True)
    nation = models.CharField(max_length=30, null=True)
    # The authority's id in digits. Empty: not matched.
    authority_key = models.CharField(max_length=20, null=True)

    cases = models.IntegerField()

    class Meta:
        verbose_name_plural = "tallies"
        constraints = [
            models.UniqueConstraint(fields=["grouping", *SAID, *DIMENSIONS], nulls_distinct=False, name="tally_once")
        ]
        indexes = [
            # Without it a figure that is narrowed reads every row there is.
            models.Index(fields=["grouping", *NARROWED_BY, "month"], name="tally_narrowed"),
            # Those that have come to nothing are found here, and taken out.
            models.Index(fields=["cases"], condition=Q(cases=0), name="tally_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.outcome or 'open'}: {self.cases}"


def month_of(day: str) -> str:
    """SQL: the month of a day, as SAID has it."""
    return f"""CASE WHEN extract(month FROM {day}) = 4 AND extract(day FROM {day}) >= 6
        THEN make_date(extract(year FROM {day})::int, 4, 6) ELSE date_trunc('month', {day})::date END"""


# One for all counts: were each locked by itself, two transactions could meet in opposite order.
LOCK = "PERFORM pg_advisory_xact_lock('investigations_tally'::regclass::bigint);"
_KEY = ", ".join([*SAID, *DIMENSIONS])
_SUB_ISSUES = ", ".join(f"'{value}'" for value in ["", *SubIssue.values])
_SELECT = f"""SELECT {month_of("received_on")} AS month, is_demonstration, coalesce(outcome, '') AS outcome,
    followed_up_as, authority_sector, provider_kind, subject,
    CASE WHEN sub_issue IN ({_SUB_ISSUES}) THEN sub_issue ELSE '{ANOTHER}' END AS sub_issue,
    provider_size, provider_sector, origin, cpv_division, nation, coalesce(authority_id::text, '') AS authority_key"""


def keeping_tally(tables: dict[str, int]) -> str:
    """SQL that counts the cases of each table by its factor: +1 for those that came, −1 for those that went."""
    changed = " UNION ALL ".join(f"{_SELECT}, {factor} AS n FROM {table}" for table, factor in tables.items())
    in_order = [", ".join(name for name in DIMENSIONS if name in grouping) for grouping in GROUPINGS]
    return f"""
        INSERT INTO investigations_tally AS tally (grouping, {_KEY}, cases)
        SELECT grouping({", ".join(DIMENSIONS)}), {_KEY}, sum(n) FROM (
            SELECT {_KEY}, sum(n) AS n FROM ({changed}) AS each GROUP BY {_KEY} HAVING sum(n) <> 0
        ) AS changes
        GROUP BY {", ".join(SAID)}, GROUPING SETS ({", ".join(f"({names})" for names in in_order)})
        HAVING sum(n) <> 0
        ON CONFLICT (grouping, {_KEY}) DO UPDATE SET cases = tally.cases + excluded.cases;
        DELETE FROM investigations_tally WHERE cases = 0;"""  # noqa: S608  (constants of this module)
