"""The triggers on cases that keep the tally and the pace, in one step and under one lock."""

import pgtrigger

from .pace import keeping_pace
from .tally import LOCK, keeping_tally


def _keep(operation: pgtrigger.Operation, **tables: int) -> pgtrigger.Trigger:
    """`tables`: the rows that came (`new_cases`) and went (`old_cases`), with the factor of each."""
    references = {name.removesuffix("_cases"): name for name in tables}
    return pgtrigger.Trigger(
        name=f"keep_tally_{str(operation).lower()}",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(**references),
        func=f"""
            {LOCK}
            {keeping_tally(tables)}
            {keeping_pace(tables)}
            RETURN NULL;
        """,
    )


KEEP_TALLY = [
    _keep(pgtrigger.Insert, new_cases=1),
    _keep(pgtrigger.Update, new_cases=1, old_cases=-1),
    _keep(pgtrigger.Delete, old_cases=-1),
]
