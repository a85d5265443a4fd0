"""What the page of a case’s summary shows to one person. Reads, never writes."""

from dataclasses import dataclass

from investigations import access
from investigations.leaving import door
from investigations.lifecycle import Conflict
from investigations.models import (
    Audience,
    Case,
    Letter,
    LetterKind,
    Publication,
    RegisterEntry,
    RightOfReply,
    Summary,
)
from mysteryshopper.staff.models import User

from .pointing import Points, pointing
from .writing import check_summable


@dataclass(frozen=True)
class SummaryPage:
    """`versions`: newest first. `is_stopped`: the publication waits for a person to decide.

    `points`: what in the newest may point to a supplier, until it is approved.
    `letter`: that tells the authority of it, and is not sent yet."""

    versions: list[Summary]
    why_not: str
    reply: RightOfReply | None
    is_reply_held: bool
    is_stopped: bool
    points: list[Points]
    letter: Letter | None
    entry: RegisterEntry | None
    may_write: bool
    may_approve: bool
    may_show: bool
    may_withdraw: bool

    @property
    def newest(self) -> Summary | None:
        return self.versions[0] if self.versions else None


def summary_page(case: Case, *, user: User) -> SummaryPage:
    versions = list(case.summaries.select_related("written_by", "approved_by").order_by("-version"))
    newest = versions[0] if versions else None
    why_not = _why_not(case)
    works = access.can_work_on(user, case) and not why_not
    reply = RightOfReply.objects.filter(summary=newest).first() if newest and newest.shown_at else None
    entry = RegisterEntry.objects.filter(case=case).first()
    return SummaryPage(
        versions=versions,
        why_not=why_not,
        reply=reply,
        is_reply_held=bool(
            reply and newest and not newest.published_at and door.find(case, reply.text, Audience.PUBLIC)
        ),
        is_stopped=Publication.objects.filter(summary=newest, parked_at__isnull=False, done_at=None).exists(),
        points=pointing(newest.text) if newest and not newest.approved_at else [],
        letter=case.letters.filter(kind=LetterKind.SUMMARY, sent_at=None, taken_back_at=None).last(),
        entry=entry,
        may_write=works,
        may_approve=_may_approve(user, case, newest) and not why_not,
        may_show=works and newest is not None and newest.approved_at is not None and newest.shown_at is None,
        may_withdraw=entry is not None and entry.withdrawn_at is None and access.can_withdraw_entry(user, case),
    )


def _may_approve(user: User, case: Case, newest: Summary | None) -> bool:
    if newest is None or newest.approved_at:
        return False
    return access.can_approve_summary(user, case, newest.written_by)


def _why_not(case: Case) -> str:
    try:
        check_summable(case)
    except Conflict as conflict:
        return str(conflict)
    return ""
