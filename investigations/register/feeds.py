"""What is new in the register, as Atom (RFC 4287)."""

import re

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from complaints.models import Authority
from investigations.models.case_choices import DatePrecision
from investigations.models.register import EntryQuerySet
from mysteryshopper.calendar import LONDON

from .reading import midday, theme

MOST = 50
# What XML can't hold.
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def feed(entries: EntryQuerySet, authority: Authority | None) -> str:
    """The entries that were published or corrected last. What others published before us is no news."""
    base, of = settings.BASE_URL, f": {authority.name}" if authority else ""
    page = reverse("register:list")
    here = reverse("register:authority_feed", args=[authority.code]) if authority else reverse("register:feed")
    made = Atom1Feed(
        title=_clean(f"Mystery Shopper: public register{of}"),
        link=f"{base}{page}",
        description=None,
        language="en-GB",
        author_name="Mystery Shopper",
        feed_url=f"{base}{here}",
        feed_guid=f"{base}{here}",
        feed_copyright="Open Government Licence v3.0",
    )
    news = entries.filter(is_imported=False).defer("words").select_related("authority")
    for entry in news.order_by("-updated_at", "-pk")[:MOST]:
        address = f"{base}{reverse('register:entry', args=[entry.public_id])}"
        label = "Demonstration, made up: " if entry.is_demonstration else ""
        made.add_item(
            title=_clean(f"{label}{entry.authority_name}: {theme(entry)}"),
            link=address,
            description=_clean(f"{entry.case_issue}\n\n{entry.case_outcome}".strip()),
            unique_id=address,
            # Of a month no day is told, so no moment either.
            pubdate=midday(entry.listed_on) if entry.listed_precision == DatePrecision.DAY else None,
            updateddate=entry.updated_at.astimezone(LONDON),
            categories=[category for category in (entry.subject, entry.sub_issue) if category],
        )
    return made.writeString("utf-8")


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("", text)
