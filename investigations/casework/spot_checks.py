"""Spot checks: whom the figures point at, a draw that can be repeated, and the case that is opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone

from complaints.models import Authority, SubIssue, Subject
from complaints.reference import new_reference
from investigations import access, repeating
from investigations.clocks import keeping
from investigations.lifecycle import Conflict, Status
from investigations.models import Case, CaseEvent, Draw, Issue, SpotCheck
from investigations.models.case_choices import Origin
from mysteryshopper.calendar import london_day
from mysteryshopper.staff.models import User

_MOST = 20
_NOT_OURS = ["Scotland", "Wales", "Northern Ireland"]


@dataclass(frozen=True)
class Risk:
    """An authority that comes again. `words`: why it is on the list."""

    authority: Authority
    words: str


def risk_list(*, now: datetime) -> list[Risk]:
    """Authorities with the most cases of late, and what those are most often about. Three queries."""
    recent = Case.objects.filter(received_on__gte=repeating.since(now), authority__ended_on=None)
    counted = recent.exclude(authority=None).values("authority").annotate(cases=Count("pk"))
    again = counted.filter(cases__gte=repeating.CASES).order_by("-cases", "authority")
    top = {row["authority"]: row["cases"] for row in again[:_MOST]}
    issues = recent.filter(authority__in=top).exclude(sub_issue="").values("authority", "sub_issue")
    often = issues.annotate(cases=Count("pk")).order_by("cases", "-sub_issue")
    most_often = {row["authority"]: row["sub_issue"] for row in often}
    authorities = Authority.objects.in_bulk(top)
    return [Risk(authorities[pk], _risk_words(cases, most_often.get(pk, ""))) for pk, cases in top.items()]


def _risk_words(cases: int, sub_issue: str) -> str:
    label = dict(SubIssue.choices).get(sub_issue, sub_issue)
    return f"{cases} cases in {repeating.YEARS} years" + (f", most often {str(label).lower()}" if label else "")


def unused_draws() -> QuerySet[Draw]:
    """From which no case was opened yet."""
    return Draw.objects.filter(spot_check=None).select_related("authority", "by").defer("population")


@transaction.atomic
def draw(*, seed: str, sector: str, by: User) -> Draw:
    """Draws one of the authorities that exist and are ours to look into, and records it.

    Raises NotAllowed, and Conflict when there is none."""
    access.check_work_queue(by)
    able = Authority.objects.current().exclude(nation__in=_NOT_OURS)
    listed = {one.code: one for one in (able.filter(sector=sector) if sector else able).order_by("code")}
    if not listed:
        raise Conflict("There is no authority of this sector to draw from.")
    # Sorted here: the order of Postgres depends on its locale.
    population = sorted(listed)
    authority = listed[Draw.drawn(seed, population)]
    return Draw.objects.create(
        seed=seed, sector=sector, population=population, authority=authority, by=by, at=timezone.now()
    )


@transaction.atomic
def open_check(
    target: Risk | Draw, issues: Sequence[tuple[Subject, SubIssue]], *, procurement: str, reason: str, by: User
) -> Case:
    """Opens a case of one’s own about an authority from the list or from a draw. `issues`: at least one.

    Raises NotAllowed, and Conflict for a draw from which somebody has opened one."""
    access.check_work_queue(by)
    if isinstance(target, Draw):
        target = Draw.objects.select_for_update().select_related("authority").get(pk=target.pk)
        if SpotCheck.objects.filter(draw=target).exists():
            raise Conflict("A case was opened from this draw already.")
    now = timezone.now()
    case = _case(target.authority, issues[0], by=by, now=now)
    Issue.objects.bulk_create(Issue(case=case, subject=subject, sub_issue=issue) for subject, issue in issues)
    check = SpotCheck(case=case, procurement=procurement, reason=reason)
    if isinstance(target, Draw):
        check.chosen, check.draw = SpotCheck.Chosen.DRAW, target
    else:
        check.chosen, check.risk = SpotCheck.Chosen.RISK, target.words
    check.save()
    note = f"{check.get_chosen_display()}. {reason}"
    CaseEvent.objects.create(case=case, kind=CaseEvent.Kind.OPENED, new=Status.RECEIVED, by=by, note=note, at=now)
    keeping.refresh(case)
    return case


def _case(authority: Authority, first: tuple[Subject, SubIssue], *, by: User, now: datetime) -> Case:
    today = london_day(now)
    return Case.objects.create(
        reference=new_reference(),
        origin=Origin.SPOT_CHECK,
        owner=by,
        authority=authority,
        authority_sector=authority.sector,
        nation=authority.nation,
        subject=first[0],
        sub_issue=first[1],
        received_on=today,
        status_on=today,
    )
