"""Telling those who work on a case that the provider did something: until one of them has seen it."""

from collections.abc import Iterable
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q

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
    as_shown = reduce(or_, [Q(pk=row.pk, at=row.at) for row in shown], Q(pk__in=[]))
    ProviderNews.objects.filter(as_shown).delete()
