"""Cases counted by the dimensions of the dashboard, kept equal to a recount by Postgres, whoever writes the cases.

So a figure costs the same with a hundred cases and with a million: the number of rows here is bounded by the
number of years × sectors × kinds × outcomes. A new dimension is a column here and in `_KEY`, and a migration.

Whoever writes cases holds the tally until the end of the transaction, so that two of them never wait for each other.
One rule keeps it so: a transaction that changes several cases locks them all before it writes the first.
"""

import pgtrigger
from django.db import models


class Tally(models.Model):
    financial_year = models.IntegerField()
    authority_sector = models.CharField(max_length=20, blank=True)
    provider_kind = models.CharField(max_length=20, blank=True)
    # Empty while the case is open.
    outcome = models.CharField(max_length=20, blank=True)
    is_demonstration = models.BooleanField()
    cases = models.IntegerField()

    class Meta:
        verbose_name_plural = "tallies"
        constraints = [
            models.UniqueConstraint(
                fields=["financial_year", "authority_sector", "provider_kind", "outcome", "is_demonstration"],
                name="tally_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.financial_year} {self.outcome or 'open'}: {self.cases}"


_KEY = "financial_year, authority_sector, provider_kind, outcome, is_demonstration"
_FROM = "SELECT financial_year, authority_sector, provider_kind, coalesce(outcome, '') AS outcome, is_demonstration"


def _keep_tally(operation: pgtrigger.Operation, **tables: str) -> pgtrigger.Trigger:
    """A trigger that adds the rows that came (`new`) and takes away those that went (`old`)."""
    changes = [f"{_FROM}, {+1 if side == 'new' else -1} AS n FROM {table}" for side, table in tables.items()]
    return pgtrigger.Trigger(
        name=f"keep_tally_{str(operation).lower()}",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(**tables),
        # One lock for all counts: were each locked by itself, two transactions could meet in opposite order.
        func=f"""
            PERFORM pg_advisory_xact_lock('investigations_tally'::regclass::bigint);
            INSERT INTO investigations_tally AS tally ({_KEY}, cases)
            SELECT {_KEY}, sum(n) FROM ({" UNION ALL ".join(changes)}) AS changes
            GROUP BY {_KEY} HAVING sum(n) <> 0
            ON CONFLICT ({_KEY}) DO UPDATE SET cases = tally.cases + excluded.cases;
            RETURN NULL;
        """,  # noqa: S608  (constants of this module)
    )


KEEP_TALLY = [
    _keep_tally(pgtrigger.Insert, new="new_cases"),
    _keep_tally(pgtrigger.Update, new="new_cases", old="old_cases"),
    _keep_tally(pgtrigger.Delete, old="old_cases"),
]
