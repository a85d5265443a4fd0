"""Changing the templates of letters: each change is another version, and letters keep the one they began with."""

from django.db import transaction
from django.utils import timezone

from investigations import access
from investigations.lifecycle import Conflict
from investigations.models import LetterKind, LetterTemplate
from mysteryshopper.staff.models import User


class ChangedMeanwhile(Conflict):
    """Somebody saved another version after this one had begun."""

    def __init__(self, theirs: LetterTemplate) -> None:
        super().__init__(f"{theirs.by or 'Somebody'} saved version {theirs.version} while you were writing.")
        self.theirs = theirs


@transaction.atomic
def save(
    template: LetterTemplate, *, name: str, subject: str, body: str, needs_release: bool, is_retired: bool, by: User
) -> LetterTemplate:
    """The next version of `template`, which is the one that `by` had before them. The same again is no version.

    Raises NotAllowed, ChangedMeanwhile."""
    access.check_lead(by)
    # Of two who save at once the second waits here, and then sees what the first has saved.
    list(LetterTemplate.objects.select_for_update().filter(key=template.key).order_by("pk"))
    newest = LetterTemplate.objects.filter(key=template.key).latest("version")
    new = {"name": name, "subject": subject, "body": body, "needs_release": needs_release, "is_retired": is_retired}
    if all(getattr(newest, field) == value for field, value in new.items()):
        return newest
    if newest.version != template.version:
        raise ChangedMeanwhile(newest)
    return LetterTemplate.objects.create(
        key=newest.key, version=newest.version + 1, kind=LetterKind(newest.kind), by=by, at=timezone.now(), **new
    )
