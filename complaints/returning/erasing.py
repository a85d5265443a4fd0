"""Erasing a draft that nobody came back to."""

from django.db import transaction
from django.utils import timezone

from complaints.evidence import keeping
from complaints.models import Draft
from mysteryshopper.owed import NotYet


@transaction.atomic
def erase(draft: Draft) -> None:
    """Erases the draft, if it is still old enough once it is locked. Raises NotYet when somebody has written to it."""
    locked = Draft.objects.select_for_update().filter(pk=draft.pk).first()
    if locked is None:
        return  # sent, or erased by the provider, while this was on its way
    if locked.erased_at > timezone.now():
        raise NotYet(locked.erased_at)
    keeping.erase_files(locked.evidence.all())
    locked.delete()
