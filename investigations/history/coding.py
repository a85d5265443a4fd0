"""Giving imported history what its text does not say: a coded outcome, and an authority from the list."""

from django.db import transaction
from django.utils import timezone

from complaints.models import Authority
from investigations import access
from investigations.lifecycle import Conflict
from investigations.models import Case, CaseEvent, Outcome
from mysteryshopper.staff.models import User


class NotCodable(Conflict):
    """The case is not imported history."""


@transaction.atomic
def code(case: Case, outcome: Outcome, *, by: User, note: str) -> None:
    """Codes an imported case. May be coded again, or back to `uncoded`. Raises NotAllowed, NotCodable."""
    access.check_work_queue(by)
    case = _imported(case)
    old, case.outcome = case.get_outcome_display(), outcome
    case.save(update_fields=["outcome"])
    _record(case, CaseEvent.Kind.CODED, by, f"{old} → {outcome.label}\n{note}".strip())


@transaction.atomic
def match(case: Case, authority: Authority, *, by: User) -> None:
    """Says which authority an imported case is about. Raises NotAllowed, NotCodable."""
    access.check_work_queue(by)
    case = _imported(case)
    case.authority, case.authority_sector = authority, authority.sector
    case.save(update_fields=["authority", "authority_sector"])
    _record(case, CaseEvent.Kind.MATCHED, by, authority.name)


def _imported(case: Case) -> Case:
    """The row, locked. An investigated case gets its outcome by being closed, so it is not coded here."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    if case.import_key is None:
        raise NotCodable("Only imported cases are coded here. This case was investigated by us: close it instead.")
    return case


def _record(case: Case, kind: CaseEvent.Kind, by: User, note: str) -> None:
    CaseEvent.objects.create(case=case, kind=kind, by=by, note=note, at=timezone.now())
