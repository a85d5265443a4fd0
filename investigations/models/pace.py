"""How long cases take, and how many come, close and fall due: counts by day and by days taken, kept by Postgres as the
tally is. Medians and percentiles come from the counts of each number of days, so they cost the same however many cases.

Durations leave out imported history: of it only the date of publication is known.
"""

from django.db import models
from django.db.models import Q

from .tally import NARROWED_BY, Grouping, month_of

PACE_GROUPINGS: list[Grouping] = [frozenset(), frozenset({"authority_sector"}), frozenset(NARROWED_BY)]


class Measure(models.TextChoices):
    """What `on` and `days` are, for each case that has them."""

    CLOSED = "closed", "Closed: the month"
    RESOLVED = "resolved", "Days from receipt to closing, by the month of closing"
    ANSWERED = "answered", "Days until the authority answered, by the month of the answer"
    FOLLOWED_UP = "followed_up", "Days from closing to follow-up, by the month of the follow-up"
    OPEN = "open", "Open: the day of receipt"
    DUE = "due", "Open: the day on which resolving it is due"


class Pace(models.Model):
    grouping = models.IntegerField()
    measure = models.CharField(max_length=12, choices=Measure)
    on = models.DateField()
    # 0 where the measure has no days.
    days = models.IntegerField()
    # None: it had no target, or its target was not known.
    is_in_time = models.BooleanField(null=True)
    is_demonstration = models.BooleanField()

    authority_sector = models.CharField(max_length=20, null=True)
    provider_kind = models.CharField(max_length=20, null=True)
    subject = models.CharField(max_length=30, null=True)

    cases = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["grouping", "measure", "on", "days", "is_in_time", "is_demonstration", *NARROWED_BY],
                nulls_distinct=False,
                name="pace_once",
            )
        ]
        indexes = [models.Index(fields=["cases"], condition=Q(cases=0), name="pace_nothing")]

    def __str__(self) -> str:
        return f"{self.measure} {self.on}, {self.days} days: {self.cases}"


_SAID = ("measure", '"on"', "days", "is_in_time", "is_demonstration")
_KEY = ", ".join([*_SAID, *NARROWED_BY])
# Measure, day, days taken, whether in time, which cases.
_MEASURED = [
    (Measure.CLOSED, month_of("closed_on"), "0", "NULL", "closed_on IS NOT NULL"),
    (
        Measure.RESOLVED,
        month_of("closed_on"),
        "closed_on - received_on",
        "closed_on <= resolve_due_on",
        "closed_on IS NOT NULL AND import_key IS NULL",
    ),
    (
        Measure.ANSWERED,
        month_of("answered_on"),
        "answered_on - asked_on",
        "answered_on <= answer_due_on",
        "answered_on IS NOT NULL AND asked_on IS NOT NULL AND import_key IS NULL",
    ),
    (
        Measure.FOLLOWED_UP,
        month_of("followed_up_on"),
        "followed_up_on - closed_on",
        "NULL",
        "followed_up_on IS NOT NULL AND closed_on IS NOT NULL AND import_key IS NULL",
    ),
    (Measure.OPEN, "received_on", "0", "NULL", "closed_on IS NULL"),
    (Measure.DUE, "resolve_due_on", "0", "NULL", "closed_on IS NULL AND resolve_due_on IS NOT NULL"),
]


def keeping_pace(tables: dict[str, int]) -> str:
    """SQL that counts the cases of each table by its factor: see `keeping_tally`."""
    changed = " UNION ALL ".join(
        f"""SELECT '{measure.value}' AS measure, {on} AS "on", {days} AS days, ({in_time})::boolean AS is_in_time,
            is_demonstration, {", ".join(NARROWED_BY)}, {factor} AS n FROM {table} WHERE {which}"""  # noqa: S608
        for table, factor in tables.items()
        for measure, on, days, in_time, which in _MEASURED
    )
    sets = ", ".join(f"({', '.join(name for name in NARROWED_BY if name in some)})" for some in PACE_GROUPINGS)
    return f"""
        INSERT INTO investigations_pace AS pace (grouping, {_KEY}, cases)
        SELECT grouping({", ".join(NARROWED_BY)}), {_KEY}, sum(n) FROM (
            SELECT {_KEY}, sum(n) AS n FROM ({changed}) AS each GROUP BY {_KEY} HAVING sum(n) <> 0
        ) AS changes
        GROUP BY {", ".join(_SAID)}, GROUPING SETS ({sets})
        HAVING sum(n) <> 0
        ON CONFLICT (grouping, {_KEY}) DO UPDATE SET cases = pace.cases + excluded.cases;
        DELETE FROM investigations_pace WHERE cases = 0;"""  # noqa: S608  (constants of this module)
