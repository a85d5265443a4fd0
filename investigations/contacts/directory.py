"""The authorities to whom we write, and any other by its name. Reads, never writes."""

from django.db.models import Count, Q, QuerySet

from complaints.authorities.meaning import meant
from complaints.models import Authority


def authorities(name: str) -> QuerySet[Authority]:
    """With the number of their contacts as `writable`: those that a name means; without one, those with contacts.

    At most six queries."""
    found = Authority.objects.annotate(writable=Count("contacts", filter=Q(contacts__ended_on=None)))
    known = found.filter(pk__in=[one.pk for one in meant(name)]) if name.strip() else found.filter(writable__gt=0)
    return known.order_by("name", "pk")
