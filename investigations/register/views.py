"""The register as pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from investigations.models import RegisterEntry

from . import reading


@require_safe
def entry(request: HttpRequest, public_id: str) -> HttpResponse:
    """At a stable address. One that was withdrawn says so, and why."""
    found = get_object_or_404(RegisterEntry.objects.known().select_related("authority"), public_id=public_id)
    if found.withdrawn_at:
        return render(request, "investigations/register/withdrawn.html", {"entry": found}, status=410)
    return render(request, "investigations/register/entry.html", {"page": reading.entry_page(found), "entry": found})
