"""What rules do with cases. Trying a rule and applying it look at the same facts: those of the day a case came in."""

import logging
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import BooleanField, DateField, Exists, ExpressionWrapper, F, Func, OuterRef, Q, QuerySet
from django.utils import timezone

from complaints.models import SubIssue, Subject
from investigations.models import Case, CaseEvent, CaseTag, Rule
from investigations.repeating import CASES, YEARS
from mysteryshopper.staff.models import Role

log = logging.getLogger(__name__)
TRIED_ON = 500


class Touch(NamedTuple):
    """What a rule does with a case."""

    rule: Rule
    case: Case


def past_cases() -> QuerySet[Case]:
    return Case.objects.newest_first()[:TRIED_ON]


def touches(rules: Sequence[Rule], cases: QuerySet[Case]) -> list[Touch]:
    """Which rules do something with which of the cases as they came in, case by case. Saves nothing. One query.

    Of two rules that do the same, or offer the case to somebody, it is the first by name."""
    touched = []
    for case in _with_facts(cases):
        done = set()
        for rule in rules:
            key = (rule.effect, rule.tag)
            if key not in done and _can_be_done(rule) and _holds(rule, case):
                done.add(key)
                touched.append(Touch(rule, case))
    return touched


def apply_to_new(case: Case) -> None:
    """Applies all rules that are on. One that fails is left out: no rule keeps a case from opening."""
    try:
        with transaction.atomic():
            rules = list(Rule.objects.filter(state=Rule.State.ON).select_related("offer_to"))
            apply(touches(rules, Case.objects.filter(pk=case.pk)))
    except Exception as failed:
        log.error("rules failed together on a new case: %s", type(failed).__name__)
        _one_by_one(case)


def apply(touched: Iterable[Touch]) -> None:
    """The same few queries however many rules there are, for one case."""
    now = timezone.now()
    by_case: dict[int, list[Rule]] = {}
    for rule, case in touched:
        by_case.setdefault(case.pk, []).append(rule)
    for pk, rules in by_case.items():
        offers = [rule.offer_to_id for rule in rules if rule.effect == Rule.Effect.OFFER]
        changed: dict[str, object] = (
            {"is_priority": True} if any(rule.effect == Rule.Effect.PRIORITY for rule in rules) else {}
        )
        changed |= {"offered_to": offers[0]} if offers else {}
        if changed:
            Case.objects.filter(pk=pk).update(**changed)
        CaseTag.objects.bulk_create(
            [CaseTag(case_id=pk, name=rule.tag) for rule in rules if rule.tag], ignore_conflicts=True
        )
        CaseEvent.objects.bulk_create(
            CaseEvent(case_id=pk, kind=CaseEvent.Kind.RULED, note=f"Rule “{rule}”. {rule.effect_in_words}.", at=now)
            for rule in rules
        )


def _one_by_one(case: Case) -> None:
    for pk in _pks():
        try:
            with transaction.atomic():
                rules = list(Rule.objects.filter(pk=pk).select_related("offer_to"))
                apply(touches(rules, Case.objects.filter(pk=case.pk)))
        except Exception as failed:
            log.error("rule %s failed on a new case: %s", pk, type(failed).__name__)
            Rule.objects.filter(pk=pk).update(failed_at=timezone.now(), failed_with=type(failed).__name__[:100])


def _pks() -> list[int]:
    try:
        with transaction.atomic():
            return list(Rule.objects.filter(state=Rule.State.ON).values_list("pk", flat=True))
    except Exception as failed:
        log.error("rules can't be read: %s", type(failed).__name__)
        return []


def _with_facts(cases: QuerySet[Case]) -> QuerySet[Case]:
    """As they were known when the case came in: of its authority only what was opened before it."""
    years_before = Func(
        OuterRef("received_on"),
        template=f"(%(expressions)s - interval '{YEARS} years')::date",
        output_field=DateField(),
    )
    earlier = Case.objects.filter(
        authority=OuterRef("authority"),
        received_on__gte=years_before,
        received_on__lte=OuterRef("received_on"),
        pk__lte=OuterRef("pk"),
    )
    live = Q(live_until__isnull=False, complaint__isnull=False, live_until__gt=F("complaint__filed_at"))
    was_live = ExpressionWrapper(live, output_field=BooleanField())
    with_both = cases.select_related("authority").defer("words")
    return with_both.annotate(was_repeat=Exists(earlier[CASES - 1 : CASES]), was_live=was_live)


def _holds(rule: Rule, case: Case) -> bool:
    is_payment = case.subject == Subject.PAYMENT or case.sub_issue == SubIssue.PAYMENT
    facts = {
        "authority_sector": case.authority_sector,
        "subject": case.subject,
        "sub_issue": case.sub_issue,
        "is_live": "yes" if case.was_live else "no",  # type: ignore[attr-defined]
        "is_payment": "yes" if is_payment else "no",
        "is_repeat": "yes" if case.was_repeat else "no",  # type: ignore[attr-defined]
    }
    return all(getattr(rule, name) in ("", fact) for name, fact in facts.items())


def _can_be_done(rule: Rule) -> bool:
    """Nobody is offered a case who has left, or works the queue no more."""
    to = rule.offer_to
    return to is None or (to.is_active and to.role in {Role.INVESTIGATOR, Role.LEAD})
