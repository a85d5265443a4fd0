"""The way from case to case in the list from which one was opened. A tag, because rooms don't know one another."""

from typing import Any

from django import template
from django.http import QueryDict

from investigations.models import Case
from investigations.queue import filters
from investigations.queue.neighbours import place

register = template.Library()
_LONGEST = 2000


@register.inclusion_tag("investigations/queue/in_list.html", takes_context=True)
def in_list(context: dict[str, Any], case: Case) -> dict[str, Any]:
    """Back to that list, and its previous and next case. A list that can't be, or may not be seen, is passed over."""
    request = context["request"]
    query = request.GET.get("from")
    back = {"may_work_queue": context["page"].may_work_queue and not context["page"].is_closed}
    if query is None or len(query) > _LONGEST:
        return back
    asked = filters.asked(QueryDict(query), request.user)
    if not (asked.is_valid_query and asked.may_list):
        return back
    return {"query": asked.form.query(), "is_list": True, "place": place(asked.found, case)}
