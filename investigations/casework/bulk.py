"""Several cases at once: shown beforehand what changes in each, done in one step, undone for ten minutes.

Each case goes through the verb that it would go through by itself, so that no rule stands here again."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.utils import timezone

from investigations.access import NotAllowed, can_claim
from investigations.lifecycle import Conflict, Status
from investigations.models import BulkAction, BulkItem, Case, CaseEvent
from mysteryshopper.staff.models import User

from . import casework, noting, owning
from .trail import locked, record

MOST = 100
_UNDONE = "Undone."


class TooLate(Conflict):
    """It was undone already, or more than ten minutes ago."""


@dataclass(frozen=True)
class Asked:
    """`to`: who takes the cases that are handed over."""

    kind: BulkAction.Kind
    by: User
    to: User | None = None
    note: str = ""


class _OnlyLooking(Exception):
    """Takes back what was tried."""


def preview(cases: Sequence[Case], asked: Asked) -> list[BulkItem]:
    """What would change in each case, or why nothing would: each is tried and taken back. Saves nothing."""
    items: list[BulkItem] = []
    try:
        with transaction.atomic():
            items += _try_all(cases, asked)
            raise _OnlyLooking
    except _OnlyLooking:
        return items


@transaction.atomic
def apply(cases: Sequence[Case], asked: Asked) -> BulkAction:
    """Does it in all cases where it may be done. The others stay as they are, with the reason."""
    action = BulkAction.objects.create(kind=asked.kind, by=asked.by, at=timezone.now())
    items = _try_all(cases, asked)
    for item in items:
        item.action = action
    BulkItem.objects.bulk_create(items)
    return action


@transaction.atomic
def undo(action: BulkAction, *, by: User) -> list[Case]:
    """Gives each case back to whom it had before. Answers those that somebody has changed since: they stay.

    Raises NotAllowed for anybody but who did it, and TooLate."""
    action = BulkAction.objects.select_for_update().get(pk=action.pk)
    if action.by_id != by.pk:
        raise NotAllowed("Only who did it can undo it.")
    now = timezone.now()
    if not action.can_be_undone(now):
        raise TooLate("This can no longer be undone. Change the cases one by one.")
    action.undone_at = now
    action.save(update_fields=["undone_at"])
    changed = list(action.items.filter(why_not="").select_related("case", "before").order_by("case_id"))
    _all_locked(item.case for item in changed)
    return [item.case for item in changed if not _undo(item, by=by)]


def _try_all(cases: Iterable[Case], asked: Asked) -> list[BulkItem]:
    return [_try(case, asked) for case in _all_locked(cases)]


def _all_locked(cases: Iterable[Case]) -> list[Case]:
    """All before the first is written (models/tally.py says why), and in one order: so nobody waits in a circle."""
    found = Case.objects.filter(pk__in=[case.pk for case in cases]).order_by("pk").select_for_update(of=("self",))
    return list(found.select_related("authority"))


def _try(case: Case, asked: Asked) -> BulkItem:
    try:
        with transaction.atomic():
            before = locked(case).owner
            _verb(asked)(case)
    except (NotAllowed, Conflict) as reason:
        return BulkItem(case=case, before=case.owner, after=case.owner, why_not=str(reason))
    after = {BulkAction.Kind.CLAIM: asked.by, BulkAction.Kind.HAND_OVER: asked.to}.get(asked.kind)
    return BulkItem(case=case, before=before, after=after)


def _verb(asked: Asked) -> Callable[[Case], object]:
    """Raises ValueError when it is to be handed over to nobody."""
    match asked.kind:
        case BulkAction.Kind.CLAIM:
            return partial(_claim, by=asked.by, note=asked.note)
        case BulkAction.Kind.GIVE_BACK:
            return partial(owning.give_back, by=asked.by, note=asked.note)
        case _:
            if asked.to is None:
                raise ValueError("Say who takes the cases.")
            return partial(owning.hand_over, by=asked.by, to=asked.to, note=asked.note)


def _claim(case: Case, *, by: User, note: str) -> None:
    """Claiming takes no words by itself: what was said of it becomes a note."""
    casework.claim(case, by=by)
    if note:
        noting.note(case, by=by, text=note)


def _undo(item: BulkItem, *, by: User) -> bool:
    case = locked(item.case)
    if case.owner_id != item.after_id or case.status == Status.CLOSED:
        return False
    # Since then the case may have been shut to who did it, or to whoever had it, or they may have left.
    if not can_claim(by, case):
        return False
    if item.before and not can_claim(item.before, case):
        return False
    case.owner = item.before
    case.save(update_fields=["owner"])
    kind = CaseEvent.Kind.HANDED_OVER if item.before else CaseEvent.Kind.GIVEN_BACK
    record(case, kind, by=by, note=f"To {item.before}. {_UNDONE}" if item.before else _UNDONE)
    return True
