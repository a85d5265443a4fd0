"""Sealed files that no row names: a kill came between file and row, or between the end of the row and of the file."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import models

from mysteryshopper.sealed_files import erase_file
from mysteryshopper.sealed_folder import erase_unfinished, files_from_before

log = logging.getLogger(__name__)

# A file waits seconds for its row.
_OLD = timedelta(days=1)
# Kills leave a few. More: it is the rows that are missing, as while a backup is being put back.
_MOST = 100
_BATCH = 1000


def erase(*, now: datetime) -> None:
    """Erases them once they are a day old. Twice is harmless."""
    erase_unfinished(now - _OLD)
    found = _without_row(files_from_before(now - _OLD))
    if len(found) > _MOST:
        log.error("%s sealed files have no row: none is erased. Is the database the right one?", len(found))
        return
    for name in found:
        erase_file(name)


def _without_row(names: list[str]) -> list[str]:
    found: list[str] = []
    for start in range(0, len(names), _BATCH):
        batch = names[start : start + _BATCH]
        known = set[str]()
        for table in _tables():
            known.update(table.objects.filter(stored_as__in=batch).values_list("stored_as", flat=True))
        found += [name for name in batch if name not in known]
    return found


def _tables() -> list[Any]:
    """All whose rows name a sealed file: found by themselves, so that none is forgotten."""
    return [table for table in apps.get_models() if _names_a_file(table)]


def _names_a_file(table: type[models.Model]) -> bool:
    return any(field.name == "stored_as" for field in table._meta.local_fields)
