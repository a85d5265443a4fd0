"""How far providers get: counts by page, month and kind of provider. No row belongs to anybody; no cookie is set."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from complaints.models import ProviderKind
from complaints.models.filing_count import PAGES_COUNTED
from mysteryshopper.calendar import london_day

Answers = Mapping[str, Mapping[str, Any]]

# One statement: two who count at the same moment both count, and neither waits for more than the other's commit.
_ONE_MORE = """
    INSERT INTO complaints_filingcount AS counted (month, provider_kind, page, number) VALUES (%s, %s, %s, 1)
    ON CONFLICT (month, provider_kind, page) DO UPDATE SET number = counted.number + 1
"""


def count(page: str, provider_kind: str, *, at: datetime) -> None:
    """One more draft has got to this page of PAGES_COUNTED. Belongs last in the transaction of what it counts: the
    row is everybody's, and stays locked until the end."""
    # Nothing finer than a month: the hour would tell which complaint it was.
    month = london_day(at).replace(day=1)
    with connection.cursor() as cursor:
        cursor.execute(_ONE_MORE, [month, provider_kind, page])


def page_to_count(page: str, before: Iterable[str]) -> str | None:
    """What to count when `page` is answered in a draft that has answers to the pages `before`.

    None when a page of its kind was answered before, when it is no page of questions, and when staff typed it in."""
    kind = _counted_as(page)
    return None if kind is None or "assisted" in before or kind in map(_counted_as, before) else kind


def kind_given(answers: Answers) -> str:
    """The kind of provider that these answers name; empty when they name none."""
    kind = answers.get("organisation", {}).get("provider_kind")
    return str(kind) if kind in ProviderKind.values else ""


def _counted_as(page: str) -> str | None:
    """A second invoice is counted as invoice. Says what path.kind_of says, which lies above."""
    kind = page.rstrip("-0123456789")
    return kind if kind in PAGES_COUNTED else None
