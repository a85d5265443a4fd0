"""What clocks are counted by is changed: a number, or a bank holiday. Every case that it concerns is counted again."""

import time
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from investigations import access
from investigations.deadlines import RULES
from investigations.lifecycle import OPEN, Conflict
from investigations.models import Case, CaseClock, ClockChange, ClockSetting, Holiday
from mysteryshopper.calendar import bank_holidays
from mysteryshopper.owed import NotYet
from mysteryshopper.staff.models import User

from . import keeping

_AT_A_TIME = 100
# Well within the time that a task has; what is left is taken up at once.
_SECONDS = 8


@transaction.atomic
def set_number(key: str, number: int, *, by: User, reason: str) -> None:
    """A lead changes a number of `deadlines.RULES`. The same number again changes nothing. Raises NotAllowed."""
    access.check_lead(by)
    keeping.hold_still()
    rule, old = RULES[key], keeping.table().numbers[key]
    if number == old:
        return
    ClockSetting.objects.update_or_create(key=key, defaults={"number": number})
    _owe(f"{rule.label}: {rule.in_words(number)}, was {old}. {reason}", by=by)


@transaction.atomic
def add_holiday(day: date, name: str, *, by: User) -> None:
    """Adds a one-off bank holiday. Raises NotAllowed, Conflict when it is one already."""
    access.check_keep_calendar(by)
    keeping.hold_still()
    if day in bank_holidays() or not Holiday.objects.get_or_create(day=day, defaults={"name": name})[1]:
        raise Conflict("This day is a bank holiday already.")
    _owe(f"Bank holiday added: {name}, {keeping.in_words(day)}.", by=by)


@transaction.atomic
def remove_holiday(holiday: Holiday, *, by: User) -> None:
    """Takes back a one-off bank holiday. Raises NotAllowed, Conflict once it is over: it was one."""
    access.check_keep_calendar(by)
    keeping.hold_still()
    if holiday.day < timezone.localdate():
        raise Conflict("This bank holiday is over. Clocks were counted by it.")
    if Holiday.objects.filter(pk=holiday.pk).delete()[0]:
        _owe(f"Bank holiday taken back: {holiday.name}, {keeping.in_words(holiday.day)}.", by=by)


def _owe(words: str, *, by: User) -> None:
    ClockChange.objects.create(words=words.strip(), by=by, at=timezone.now())


def count_again(change: ClockChange) -> None:
    """Counts every case that the change may concern, some at a time. Raises NotYet when there are too many for once."""
    began = time.monotonic()
    while _next_cases(change):
        if time.monotonic() - began > _SECONDS:
            raise NotYet(timezone.now())


@transaction.atomic
def _next_cases(change: ClockChange) -> bool:
    """In one transaction with how far it has got: so each case says once what moved, whatever is killed."""
    cases = list(
        Case.objects.filter(_concerned(change), import_key=None, pk__gt=change.done_to)
        .order_by("pk")
        .select_for_update(of=("self",))[:_AT_A_TIME]
    )
    if cases:
        keeping.refresh(*cases, because=change.words)
        change.done_to = cases[-1].pk
        change.save(update_fields=["done_to"])
    return bool(cases)


def _concerned(change: ClockChange) -> Q:
    clocks = CaseClock.objects.filter(case=OuterRef("pk"))
    open_or_running = Q(status__in=OPEN) | Q(Exists(clocks.filter(met_on=None)))
    # Without words: when the rows of clocks were new.
    return open_or_running if change.words else open_or_running | Q(~Exists(clocks))
