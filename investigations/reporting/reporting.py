"""What is done with a report: drawn up, discarded, signed off. Who and when stands in its row, which Postgres keeps."""

from base64 import b64encode
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from investigations import access
from investigations.lifecycle import Conflict
from investigations.models import Report
from investigations.outcomes.counting import each_once
from investigations.outcomes.narrowing import Asked
from mysteryshopper.staff.models import User

from . import contents, printing


class NotADraft(Conflict):
    """It was signed off or discarded meanwhile."""


def draft(asked: Asked, *, by: User) -> Report:
    """Draws up a report of a period from the figures as they stand. Raises NotAllowed."""
    access.check_see_figures(by)
    with transaction.atomic(), each_once():
        _of_one_moment()
        said = contents.build(asked, timezone.localdate())
    return Report.objects.create(title=said["title"], contents=said, drafted_by=by, drafted_at=timezone.now())


@transaction.atomic
def discard(report: Report, *, by: User) -> None:
    """Raises NotAllowed, NotADraft."""
    access.check_discard_report(by, report)
    report = _locked(report)
    report.discarded_by, report.discarded_at = by, timezone.now()
    report.save(update_fields=["discarded_by", "discarded_at"])


@transaction.atomic
def sign_off(report: Report, *, by: User) -> None:
    """A lead who did not draw it up freezes it, with its PDF as it is then. Raises NotAllowed, NotADraft."""
    access.check_sign_report(by, report)
    report, at = _locked(report), timezone.now()
    report.pdf = b64encode(printing.pdf(report.contents, signed=signature(by, at))).decode()
    report.signed_by, report.signed_at = by, at
    report.save(update_fields=["pdf", "signed_by", "signed_at"])


def signature(by: User, at: datetime) -> str:
    return f"Signed off by {by} on {timezone.localtime(at):%-d %B %Y}"


def _of_one_moment() -> None:
    """Every table counts the same cases, whatever is written meanwhile. Inside somebody else's transaction, theirs."""
    if not connection.savepoint_ids:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _locked(report: Report) -> Report:
    found = Report.objects.select_for_update().get(pk=report.pk)
    if not found.is_draft:
        raise NotADraft("This report is no draft any more: somebody has signed it off or discarded it.")
    return found
