"""Entries of the register counted by what they are about and how they ended, kept equal to a recount by Postgres.

So a learning pack costs the same however many entries there are."""

import pgtrigger
from django.db import models
from django.db.models import Q

from complaints.models import SubIssue

from .tally import LOCK

_SAID = ("subject", "sub_issue", "outcome", "is_demonstration")


class ThemeCount(models.Model):
    """Of those that are shown. Sub-issues that are in no list are no theme."""

    subject = models.CharField(max_length=30)
    sub_issue = models.CharField(max_length=30)
    outcome = models.CharField(max_length=20)
    is_demonstration = models.BooleanField()
    entries = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=_SAID, name="themecount_once")]
        # Those that have come to nothing are found here, and taken out.
        indexes = [models.Index(fields=["entries"], condition=Q(entries=0), name="themecount_nothing")]

    def __str__(self) -> str:
        return f"{self.subject}.{self.sub_issue} {self.outcome}: {self.entries}"


_KEY = ", ".join(_SAID)
_LISTED = ", ".join(f"'{value}'" for value in SubIssue.values)


def _changes(tables: dict[str, int]) -> str:
    """SQL: what the rows of each table change, by its factor: +1 for those that came, −1 for those that went."""
    shown = f"withdrawn_at IS NULL AND sub_issue IN ({_LISTED})"
    each = " UNION ALL ".join(
        f"SELECT {_KEY}, {factor} AS n FROM {table} WHERE {shown}"  # noqa: S608  (constants of this module)
        for table, factor in tables.items()
    )
    return f"SELECT {_KEY}, sum(n) AS n FROM ({each}) AS each GROUP BY {_KEY} HAVING sum(n) <> 0"  # noqa: S608


def _keep(operation: pgtrigger.Operation, **tables: int) -> pgtrigger.Trigger:
    """Most updates change no count, and then wait for nobody. The others take the one lock of all counts."""
    changes = _changes(tables)
    return pgtrigger.Trigger(
        name=f"keep_themes_{str(operation).lower()}",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(**{name.removesuffix("_entries"): name for name in tables}),
        func=f"""
            IF EXISTS ({changes}) THEN
                {LOCK}
                INSERT INTO investigations_themecount AS kept ({_KEY}, entries) {changes}
                ON CONFLICT ({_KEY}) DO UPDATE SET entries = kept.entries + excluded.entries;
                DELETE FROM investigations_themecount WHERE entries = 0;
            END IF;
            RETURN NULL;
        """,  # noqa: S608
    )


KEEP_THEMES = [_keep(pgtrigger.Insert, new_entries=1), _keep(pgtrigger.Update, new_entries=1, old_entries=-1)]
