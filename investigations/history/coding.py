"""Giving imported history what its text does not say: a coded outcome, and an authority from the list."""

from django.db import transaction
from django.utils import timezone

from complaints.models import Authority
from investigations import access
from investigations.lifecycle import Conflict
from investigations.models import Case, CaseEvent, Outcome
from investigations.summaries.entering import enter_again
from mysteryshopper.staff.models import User


class NotCodable(Conflict):
    """The case is not imported history."""


class ChosenMeanwhile(Conflict):
    """Somebody else chose while this one was choosing."""


@transaction.atomic
def code(case: Case, outcome: Outcome, *, by: User, seen: str, note: str = "") -> None:
    """Codes an imported case. May be coded again, or back to `uncoded`.

    `seen`: the outcome that was there when `by` chose. Raises NotAllowed, NotCodable, ChosenMeanwhile."""
    access.check_work_queue(by)
    case = _locked(case)
    old = case.get_outcome_display()
    if case.outcome != seen:
        raise _meanwhile(case, CaseEvent.Kind.CODED, old, outcome.label)
    case.outcome = outcome
    case.save(update_fields=["outcome"])
    enter_again(case)
    _record(case, CaseEvent.Kind.CODED, by, f"{old} → {outcome.label}\n{note}".strip())


@transaction.atomic
def match(case: Case, authority: Authority, *, by: User, seen: str) -> None:
    """Says which authority an imported case is about, and so its sector.

    `seen`: the id of the authority that was there when `by` chose. Raises NotAllowed, NotCodable, ChosenMeanwhile."""
    access.check_work_queue(by)
    case = _locked(case)
    if str(case.authority_id or "") != seen:
        raise _meanwhile(case, CaseEvent.Kind.MATCHED, case.authority_name, authority.name)
    case.authority, case.authority_sector, case.nation = authority, authority.sector, authority.nation
    case.save(update_fields=["authority", "authority_sector", "nation"])
    enter_again(case)
    _record(case, CaseEvent.Kind.MATCHED, by, authority.name)


def check_codable(case: Case) -> None:
    """An investigated case gets its outcome by being closed, so it is not coded here. Raises NotCodable."""
    if case.import_key is None:
        raise NotCodable("Only imported cases are coded here. This case was investigated by us: close it instead.")


def _locked(case: Case) -> Case:
    check_codable(case)
    return Case.objects.select_for_update(of=("self",)).select_related("authority").get(pk=case.pk)


def _meanwhile(case: Case, kind: CaseEvent.Kind, theirs: str | None, yours: str) -> ChosenMeanwhile:
    last = case.events.filter(kind=kind).select_related("by").last()
    who = last.by if last else "Somebody else"
    return ChosenMeanwhile(f"{who} chose “{theirs}” while you were choosing “{yours}”.")


def _record(case: Case, kind: CaseEvent.Kind, by: User, note: str) -> None:
    CaseEvent.objects.create(case=case, kind=kind, by=by, note=note, at=timezone.now())
