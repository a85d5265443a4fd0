"""Bringing the table of notices up to an OCDS release package: all or nothing, and a package twice is as once."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from complaints.importing import FileUnusable, Refusal, Report, RowRefused, progress, read
from complaints.models import Notice

from . import releases
from .matching import Match, match_all

# An ocid has been seen used again by another buyer.
Key = tuple[str, str]

_KEPT = frozenset({"id", "authority"})
_FIELDS = [field.name for field in Notice._meta.concrete_fields if field.name not in _KEPT]
_BATCH = 500


def receive(path: str | Path) -> Report:
    """Adds and changes notices by ocid and buyer; a release no later than what we have changes nothing.

    A buyer that is not certainly one authority is left for a person. Raises FileUnusable."""
    package, report = _package(path), Report()
    latest = _latest(package, report)
    matches = match_all(notice.buyer_name for notice in latest.values())
    with transaction.atomic(), connection.cursor() as cursor:
        # Two imports at once would each add what the other adds. Readers, and those who only refer to a row, go on.
        cursor.execute("LOCK TABLE complaints_notice IN SHARE ROW EXCLUSIVE MODE")
        _save(latest, matches, report)
    return report


def _package(path: str | Path) -> list[Any]:
    """The releases of the package."""
    data, name = read(path), Path(path).name
    try:
        package = json.loads(data, parse_float=Decimal, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise FileUnusable(f"{name} is not JSON.") from error
    found = package.get("releases") if isinstance(package, dict) else None
    if not isinstance(found, list):
        raise FileUnusable(f"{name} is not an OCDS release package: it has no list of releases.")
    return found


def _refuse(constant: str) -> None:
    """NaN and Infinity, which Python would take for numbers."""
    raise ValueError(constant)


def _latest(package: list[Any], report: Report) -> dict[Key, Notice]:
    """The latest good release of each notice in the package."""
    latest: dict[Key, Notice] = {}
    for place, release in enumerate(progress(package)):
        try:
            notice = releases.notice(release)
        except RowRefused as refusal:
            report.refused.append(Refusal(f"releases[{place}]", str(refusal)))
            continue
        known = latest.get(_key(notice))
        report.unchanged += known is not None
        if known is None or notice.released_at > known.released_at:
            latest[_key(notice)] = notice
    return latest


def _key(notice: Notice) -> Key:
    return notice.ocid, notice.buyer_id


def _save(latest: dict[Key, Notice], matches: dict[str, Match], report: Report) -> None:
    before = {_key(notice): notice for notice in Notice.objects.filter(ocid__in={ocid for ocid, _ in latest})}
    new, changed = [], []
    for key, notice in latest.items():
        notice.authority = matches[notice.buyer_name].authority
        if key not in before:
            new.append(notice)
        elif _renew(before[key], notice):
            changed.append(before[key])
    Notice.objects.bulk_create(new, _BATCH)
    Notice.objects.bulk_update(changed, [*_FIELDS, "authority"], _BATCH)
    report.added, report.changed = len(new), len(changed)
    report.unchanged += len(latest) - len(new) - len(changed)


def _renew(ours: Notice, theirs: Notice) -> bool:
    """Takes over what is later, and an authority where none was known: what a person chose stays. Says if any was."""
    is_later = theirs.released_at > ours.released_at
    is_named = ours.authority_id is None and theirs.authority is not None and ours.buyer_name == theirs.buyer_name
    for field in _FIELDS if is_later else ():
        setattr(ours, field, getattr(theirs, field))
    if is_named or (is_later and ours.authority_id is None):
        ours.authority = theirs.authority
    return is_later or is_named
