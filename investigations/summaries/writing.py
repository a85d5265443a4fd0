"""Writing a summary in versions, and the second person who approves it."""

from django.db import transaction
from django.utils import timezone

from investigations import access
from investigations.colliding import SavedMeanwhile
from investigations.leaving import door
from investigations.lifecycle import Conflict, Status
from investigations.models import NOT_INVESTIGATED, Audience, Case, CaseEvent, HeldText, Publication, Summary
from mysteryshopper.staff.models import User


@transaction.atomic
def write(
    case: Case, *, issue: str, outcome: str, correction: str = "", seen: int, by: User
) -> tuple[Summary, HeldText | None]:
    """Saves another version; the leak check says at once whether it may leave as it is. The same again is no version.

    `seen`: the version that `by` had before them, 0 for none. What waited to be published waits no longer.
    Raises NotAllowed, SavedMeanwhile, and Conflict for a case that was not looked into to its end."""
    case = locked(case)
    access.check_work_on(by, case)
    check_summable(case)
    last = newest(case)
    if last and (last.issue, last.outcome, last.correction) == (issue, outcome, correction):
        return last, door.examine(case, last.text, Audience.PUBLIC, by=by)
    if (last.version if last else 0) != seen:
        raise SavedMeanwhile("another version", last, by=last and last.written_by)
    is_published = case.summaries.published().exists()
    if is_published and not correction:
        raise Conflict("Say what this version puts right.")
    summary = Summary.objects.create(
        case=case,
        version=seen + 1,
        issue=issue,
        outcome=outcome,
        correction=correction if is_published else "",
        written_by=by,
        written_at=timezone.now(),
    )
    Publication.objects.filter(summary__case=case, done_at=None).delete()
    record(case, f"Version {summary.version} written", by=by)
    return summary, door.examine(case, summary.text, Audience.PUBLIC, by=by)


@transaction.atomic
def approve(summary: Summary, *, by: User) -> None:
    """The second person agrees. Again, it changes nothing. Raises NotAllowed, Held, and Conflict of an old version."""
    case = locked(summary.case)
    access.check_approve_summary(by, case, summary.written_by)
    summary = check_newest(case, summary)
    check_summable(case)
    if summary.approved_at:
        return
    door.pass_out(case, summary.text, Audience.PUBLIC)
    summary.approved_by, summary.approved_at = by, timezone.now()
    summary.save(update_fields=["approved_by", "approved_at"])
    record(case, f"Version {summary.version} approved", by=by)


def check_summable(case: Case) -> None:
    """Raises Conflict."""
    if case.status != Status.CLOSED:
        raise Conflict("Close this case first.")
    if case.import_key or case.is_demonstration and case.complaint_id is None:
        raise Conflict("This case came with what was published of it.")
    if case.outcome in NOT_INVESTIGATED:
        raise Conflict("This case was not looked into, so there is nothing to publish about it.")


def check_newest(case: Case, summary: Summary) -> Summary:
    """The row as it is now, of a locked case. Raises Conflict."""
    last = newest(case)
    if last is None or last.pk != summary.pk:
        raise Conflict("There is a newer version of this summary.")
    return last


def newest(case: Case) -> Summary | None:
    return case.summaries.select_related("written_by", "approved_by").last()


def locked(case: Case) -> Case:
    """The case as it is now: every check of a verb is made on this."""
    return Case.objects.select_for_update().get(pk=case.pk)


def record(case: Case, note: str, *, by: User | None) -> None:
    CaseEvent.objects.create(case=case, kind=CaseEvent.Kind.SUMMARY, by=by, note=note, at=timezone.now())
