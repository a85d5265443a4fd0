"""Telling those who work on a case that the provider did something: until one of them has seen it."""

from collections.abc import Iterable
from datetime import datetime

from complaints.models import Complaint, ProviderNews


def add(complaint: Complaint, kind: ProviderNews.Kind, *, at: datetime) -> None:
    """Again before it was seen, it is the same row with a later moment."""
    ProviderNews.objects.bulk_create(
        [ProviderNews(complaint=complaint, kind=kind, at=at)],
        update_conflicts=True,
        unique_fields=["complaint", "kind"],
        update_fields=["at"],
    )


def seen(shown: Iterable[ProviderNews]) -> None:
    """Takes away what was just shown. What happened again since then stays."""
    for row in shown:
        ProviderNews.objects.filter(pk=row.pk, at=row.at).delete()
