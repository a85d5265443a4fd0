"""The mail of a case, on its page."""

from typing import Any

from django import template

from investigations.models import Case

register = template.Library()


@register.inclusion_tag("investigations/mailbox/on_case.html")
def mail_of(case: Case) -> dict[str, Any]:
    """How many mails came onto it, and how many of them are new. Of a case that was read with its mails."""
    seen = getattr(case, "mails_seen", [])
    return {"case": case, "all": len(seen), "new": seen.count(None)}
