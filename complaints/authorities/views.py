"""What the search box offers while a provider types. The page searches without it as well."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .search import search

MOST = 10
SHORTEST = 2


@never_cache
@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """The likeliest authorities as id, name and note. Reads nothing about who asks: no cookie, no session."""
    typed = request.GET.get("q", "").strip()
    found = search(typed, MOST) if len(typed) >= SHORTEST else []
    # A list, which no browser since 2010 lets another site read as a script.
    return JsonResponse([{"id": one.id, "name": one.name, "note": one.note} for one in found], safe=False)
