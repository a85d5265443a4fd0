"""What leads do with a rule: write it, try it, switch it on and off. Each leaves a row that says who and when."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from investigations import access, ruling
from investigations.colliding import SavedMeanwhile
from investigations.lifecycle import Conflict
from investigations.models import Rule, RuleChange
from mysteryshopper.staff.models import User


class NameTaken(Conflict):
    """Another rule is called so."""


class NotTried(Conflict):
    """The rule was not tried since it was changed last."""


@transaction.atomic
def save(rule: Rule, data: dict[str, Any], *, seen: int, by: User) -> Rule:
    """Saves a new rule, or changes one, which is a draft again. Raises NotAllowed, NameTaken, SavedMeanwhile."""
    access.check_lead(by)
    was = ""
    if rule.pk:
        rule = _locked(rule, seen)
        was, rule.version, rule.state = f" Was: {rule}. {rule.in_words}", rule.version + 1, Rule.State.DRAFT
        rule.failed_at, rule.failed_with = None, ""
    for name, value in data.items():
        setattr(rule, name, value)
    try:
        with transaction.atomic():
            rule.save()
    except IntegrityError as error:
        if Rule.objects.filter(name=rule.name).exclude(pk=rule.pk).exists():
            raise NameTaken("Another rule has this name. Enter another name") from None
        raise error
    _record(rule, f"{'Changed' if was else 'Written'}: {rule}. {rule.in_words}{was}", by=by)
    return rule


@transaction.atomic
def try_out(rule: Rule, *, seen: int, by: User) -> None:
    """Notes that this version was tried. No case is touched. Raises NotAllowed, SavedMeanwhile."""
    access.check_lead(by)
    rule = _locked(rule, seen)
    rule.tried_version = rule.version
    rule.save(update_fields=["tried_version"])
    touched = len(ruling.touches([rule], ruling.past_cases()))
    _record(rule, f"Tried on the last {ruling.TRIED_ON} cases: it would have touched {touched}.", by=by)


@transaction.atomic
def switch(rule: Rule, state: Rule.State, *, seen: int, by: User) -> None:
    """On, for cases that open from then on, or off. Raises NotAllowed, SavedMeanwhile, NotTried."""
    access.check_lead(by)
    rule = _locked(rule, seen)
    if state == Rule.State.ON and not rule.is_tried:
        raise NotTried("Try this rule on past cases first: it was changed since it was tried.")
    if rule.state != state:
        rule.state = state
        rule.save(update_fields=["state"])
        _record(rule, f"Switched {state.label.lower()}.", by=by)


def _locked(rule: Rule, seen: int) -> Rule:
    rule = Rule.objects.select_for_update().get(pk=rule.pk)
    if rule.version != seen:
        raise SavedMeanwhile("this rule", rule)
    return rule


def _record(rule: Rule, words: str, *, by: User) -> None:
    RuleChange.objects.create(rule=rule, words=words[:700], by=by, at=timezone.now())
