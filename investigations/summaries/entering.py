"""Writes the rows of the public register: what is public of a case, and nothing else of it."""

from django.db.models import Q
from django.utils import timezone

from complaints.models import SubIssue
from investigations.lifecycle import Status
from investigations.models import NOT_INVESTIGATED, Case, EntryVersion, RegisterEntry, Summary
from investigations.models.case_choices import DatePrecision
from mysteryshopper.calendar import london_day

_AT_A_TIME = 1000
# Cases that came with what was published of them: real history, and that of demonstrations.
_CAME_PUBLISHED = Q(import_key__isnull=False) | (
    Q(is_demonstration=True, complaint=None, status=Status.CLOSED) & ~Q(outcome__in=NOT_INVESTIGATED)
)


def enter(case: Case, summary: Summary, *, reply: str, is_reply_redacted: bool) -> RegisterEntry:
    """The entry of a case as this version has it. One that was withdrawn is in the register again."""
    if summary.published_at is None or case.outcome is None:
        raise ValueError("Only what is published is entered.")
    words = {"case_issue": summary.issue, "case_outcome": summary.outcome, "outcome": case.outcome}
    now_public = {
        **_facts(case),
        **words,
        "version": summary.version,
        "updated_at": summary.published_at,
        "withdrawn_at": None,
        "withdrawn_reason": "",
    }
    first = {"listed_on": london_day(summary.published_at), **now_public}
    entry, _ = RegisterEntry.objects.update_or_create(case=case, defaults=now_public, create_defaults=first)
    EntryVersion.objects.create(
        entry=entry,
        version=summary.version,
        correction=summary.correction,
        reply=reply,
        is_reply_redacted=is_reply_redacted,
        published_at=summary.published_at,
        **words,
    )
    return entry


def enter_history() -> int:
    """Enters what came published and has no entry yet. Returns how many."""
    # By their references, which are random: in the order in which they came in it would say more than their month.
    missing = Case.objects.filter(_CAME_PUBLISHED, entry=None).select_related("authority").order_by("reference")
    made = 0
    while cases := list(missing[:_AT_A_TIME]):
        RegisterEntry.objects.bulk_create([_imported(case) for case in cases], ignore_conflicts=True)
        made += len(cases)
    return made


def enter_again(case: Case) -> None:
    """A case of history has got its outcome coded, or its authority matched."""
    RegisterEntry.objects.filter(case=case).update(**_facts(case), outcome=case.outcome, updated_at=timezone.now())


def _imported(case: Case) -> RegisterEntry:
    listed_on, precision = case.received_on, DatePrecision(case.received_precision)
    if not case.import_key:
        listed_on, precision = case.closed_on or case.received_on, DatePrecision.MONTH
    return RegisterEntry(
        case=case,
        **_facts(case),
        outcome=case.outcome or "",
        case_issue=case.case_issue,
        case_outcome=case.case_outcome,
        listed_on=listed_on.replace(day=1) if precision == DatePrecision.MONTH else listed_on,
        listed_precision=precision,
        updated_at=timezone.now(),
        is_imported=case.import_key is not None,
        source=case.import_source,
    )


def _facts(case: Case) -> dict[str, object]:
    """Of the authority and of what it was about. Nothing of the provider, and no date of the case."""
    return {
        "authority": case.authority,
        "authority_given": case.authority_given,
        "authority_sector": case.authority_sector,
        "subject": case.subject,
        "sub_issue": case.sub_issue if case.import_key or case.sub_issue in SubIssue.values else "",
        "is_demonstration": case.is_demonstration,
    }
