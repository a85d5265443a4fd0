"""Cases that may be about the same thing, each with its reason. Shown to staff; nothing is done about them.

By what is public of them: authority, kind of ground, notice. Never by who complained: two complaints of one provider
are as far apart here as any two.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Value

from complaints.models import Ground
from investigations import access
from investigations.models import Case, Issue
from mysteryshopper.staff.models import User

from .grounds import CaseGround

_MOST = 5


@dataclass(frozen=True)
class Similar:
    same_notice: list[Case]
    same_ground: list[Case]


def similar(case: Case, grounds: list[CaseGround], *, user: User) -> Similar:
    """The newest few of each kind, by one query.

    Of those that are open to this person: which notice a provider named, and on what grounds, is the provider’s own."""
    others = (
        Case.objects.filter(access.complaints_read_by(user))
        .exclude(pk=case.pk)
        .defer("words")
        .select_related("authority")
        .newest_first()
    )
    notice = case.complaint.notice_id if case.complaint else None
    same_notice = others.filter(complaint__notice=notice) if notice else others.none()
    of_authority = others.filter(authority=case.authority_id) if case.authority_id else others.none()
    by_notice = same_notice.annotate(why=Value("notice"))[:_MOST]
    by_ground = _on(of_authority, case, grounds).annotate(why=Value("ground"))[:_MOST]
    newest_first = sorted(by_notice.union(by_ground, all=True), key=lambda one: (one.received_on, one.pk), reverse=True)
    return Similar(
        same_notice=[one for one in newest_first if one.why == "notice"],
        same_ground=[one for one in newest_first if one.why == "ground"],
    )


def _on(cases: QuerySet[Case], case: Case, grounds: list[CaseGround]) -> QuerySet[Case]:
    """Those with a ground of the same kind, whichever of theirs it is."""
    mine = {(ground.about.subject, ground.about.sub_issue) for ground in grounds} | {(case.subject, case.sub_issue)}
    alike = Q(pk=None)
    for subject, sub_issue in sorted(mine - {("", "")}):
        alike |= Q(subject=subject, sub_issue=sub_issue)
    told = Ground.objects.filter(alike, complaint=OuterRef("complaint"))
    issues = Issue.objects.filter(alike, case=OuterRef("pk"))
    return cases.filter(alike | Exists(told) | Exists(issues))
