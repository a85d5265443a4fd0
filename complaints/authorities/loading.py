"""Bringing the table of authorities up to a list in a file: all or nothing, and the same list twice changes nothing."""

from pathlib import Path

from django.db import connection, transaction

from complaints.importing import Refusal, Report, RowRefused, csv_rows, progress
from complaints.models import Authority, AuthorityName

from .rows import COLUMNS, Listed, listed

_FIELDS = ("name", "sector", "nation", "kind", "started_on", "ended_on", "source")
_BATCH = 500


def load(path: str | Path) -> Report:
    """Adds and changes authorities by their code; those the list does not name stay. Raises FileUnusable."""
    report = Report()
    lines = _read(path, report.refused)
    with transaction.atomic(), connection.cursor() as cursor:
        # Two loads at once would each add what the other adds. Readers, and those who only refer to a row, go on.
        cursor.execute("LOCK TABLE complaints_authority IN SHARE ROW EXCLUSIVE MODE")
        lines = _with_known_successors(lines, report.refused)
        _save(lines, report)
    return report


def _read(path: str | Path, refused: list[Refusal]) -> dict[str, Listed]:
    """The good lines, by code."""
    lines: dict[str, Listed] = {}
    for row in progress(csv_rows(path, COLUMNS, refused)):
        try:
            line = listed(row)
            if line.code in lines:
                raise RowRefused(f"id {line.code} was already on {lines[line.code].place}")
            lines[line.code] = line
        except RowRefused as refusal:
            refused.append(Refusal(row.place, str(refusal)))
    return lines


def _with_known_successors(lines: dict[str, Listed], refused: list[Refusal]) -> dict[str, Listed]:
    """Without the lines that name an unknown successor; and without those whose successor was such a line."""
    known = set(Authority.objects.values_list("code", flat=True))
    while True:
        unknown = {code: line.successors - known - lines.keys() for code, line in lines.items()}
        unknown = {code: missing for code, missing in unknown.items() if missing}
        if not unknown:
            return lines
        for code, missing in unknown.items():
            refused.append(Refusal(lines[code].place, f"is replaced by the unknown {', '.join(sorted(missing))}"))
        lines = {code: line for code, line in lines.items() if code not in unknown}


def _save(lines: dict[str, Listed], report: Report) -> None:
    before = {authority.code: authority for authority in Authority.objects.filter(code__in=lines)}
    renamed = {code: old.name for code, old in before.items() if old.name != lines[code].authority.name}
    changed = {code for code, old in before.items() if _values(old) != _values(lines[code].authority)}
    Authority.objects.bulk_create([line.authority for code, line in lines.items() if code not in before], _BATCH)
    for code, old in before.items():
        lines[code].authority.pk = old.pk
    Authority.objects.bulk_update([lines[code].authority for code in changed], _FIELDS, _BATCH)
    changed |= _save_names(lines, renamed) | _save_successors(lines)
    report.added = len(lines) - len(before)
    report.changed = len(changed & before.keys())
    report.unchanged = len(before) - report.changed


def _values(authority: Authority) -> list[object]:
    return [getattr(authority, field) for field in _FIELDS]


def _save_names(lines: dict[str, Listed], renamed: dict[str, str]) -> set[str]:
    """Brings the names up to the list, keeping former ones. Answers with the codes for which any changed."""
    before: dict[str, dict[str, AuthorityName]] = {code: {} for code in lines}
    for name in AuthorityName.objects.filter(authority__code__in=lines).select_related("authority"):
        before[name.authority.code][name.compared] = name
    wanted = {code: _names(line, before[code], renamed.get(code)) for code, line in lines.items()}
    gone = [name for code in lines for name in _missing(before[code], wanted[code])]
    new = [name for code in lines for name in _missing(wanted[code], before[code])]
    AuthorityName.objects.filter(pk__in=[name.pk for name in gone]).delete()
    AuthorityName.objects.bulk_create(new, _BATCH)
    pks = {name.authority_id for name in [*gone, *new]}
    return {code for code, line in lines.items() if line.authority.pk in pks}


def _names(line: Listed, before: dict[str, AuthorityName], renamed: str | None) -> dict[str, AuthorityName]:
    """What the authority is to be called, by compared form."""
    names = {
        form: AuthorityName(authority=line.authority, name=name, compared=form, is_official=official)
        for form, (name, official) in line.names().items()
    }
    for form, old in before.items():
        if old.is_former or (renamed and old.is_official):
            former = AuthorityName(authority=line.authority, name=old.name, compared=form, is_official=False)
            former.is_former = True
            names.setdefault(form, former)
    return names


def _missing(names: dict[str, AuthorityName], other: dict[str, AuthorityName]) -> list[AuthorityName]:
    """Those of `names` that the `other` does not have just so."""
    return [name for form, name in names.items() if form not in other or _said(name) != _said(other[form])]


def _said(name: AuthorityName) -> tuple[object, ...]:
    return name.name, name.is_official, name.is_former


def _save_successors(lines: dict[str, Listed]) -> set[str]:
    """As `_save_names`, for who replaced whom."""
    link = Authority.replaced_by.through
    links = link.objects.filter(from_authority__code__in=lines)
    before = set(links.values_list("from_authority__code", "to_authority__code"))
    wanted = {(code, successor) for code, line in lines.items() for successor in line.successors}
    changed = {code for code, _ in wanted ^ before}
    links.filter(from_authority__code__in=changed).delete()
    new = [(code, successor) for code, successor in sorted(wanted) if code in changed]
    pks = dict(Authority.objects.filter(code__in={code for pair in new for code in pair}).values_list("code", "pk"))
    link.objects.bulk_create([link(from_authority_id=pks[code], to_authority_id=pks[heir]) for code, heir in new])
    return changed
