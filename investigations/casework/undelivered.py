"""Letters of a case that did not arrive, as its page shows them. Reads, never writes."""

from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce, JSONObject

from investigations.models import Case, Letter, LetterMail


class Undelivered(NamedTuple):
    """A letter, by its key, that did not arrive at this address. `is_sent`: it went, and came back."""

    pk: int
    name: str
    email: str
    is_sent: str | None


def undelivered_rows() -> ArraySubquery:
    """Mails that came back or could not go, until another letter of the kind is written.

    To be read with a case as `undelivered`."""
    came_back, given_up = Q(delivery=LetterMail.Delivery.BOUNCED), Q(parked_at__isnull=False, done_at=None)
    since = Coalesce(OuterRef("delivery_at"), OuterRef("parked_at"))
    later = Letter.objects.filter(case=OuterRef("letter__case"), kind=OuterRef("letter__kind"), written_at__gt=since)
    mails = LetterMail.objects.filter(came_back | given_up, ~Exists(later), letter__case=OuterRef("pk")).order_by("pk")
    shown = JSONObject(
        pk="letter",
        kind="letter__kind",
        basis="letter__basis",
        email="letter__contact__email",
        is_sent="letter__sent_at",
    )
    return ArraySubquery(mails.values(row=shown))


def undelivered(case: Case) -> list[Undelivered]:
    """Of a case that was read with its `undelivered_rows`."""
    rows: list[dict[str, Any]] = case.undelivered  # type: ignore[attr-defined]
    return [
        Undelivered(row["pk"], Letter(kind=row["kind"], basis=row["basis"]).name, row["email"], row["is_sent"])
        for row in rows
    ]
