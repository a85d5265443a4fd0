"""Random series of editions as they are published: of few values, so that an attack on everything can be held."""

from datetime import date, timedelta

from django.utils import timezone

from investigations.editions.making import digest_of
from investigations.models import Edition
from tests.investigations.outcomes.disclosure.series import series

SIZES = (6, 25, 60, 200)
START = date(2020, 1, 1)


def publish(seed, leads):
    """Publishes the series of this seed. Its addresses, the oldest first."""
    days, addresses = {}, []
    for decided in series(seed, 1 + seed % 3, SIZES[seed % 4]):
        key = decided.publication.key
        day = days.setdefault(key.edition, START + timedelta(days=91 * len(days)))
        document = {
            **decided.publication.as_json(),
            "covers": [[str(days[edition]), version] for edition, version in decided.publication.covers],
            "edition": str(day),
            "ends_on": str(day),
            "is_made_up": True,
            "reason": "Random." if key.version > 1 else "",
        }
        Edition.objects.create(
            ends_on=day, version=key.version, reason=document["reason"], is_made_up=True, document=document,
            digest=digest_of(document), made_by=leads[0], signed_by=leads[1], made_at=timezone.now(),
            published_at=timezone.now(), done_at=timezone.now(),
        )  # fmt: skip
        addresses.append(f"/statistics/{day}/{key.version}/")
    return addresses
