"""A file of a complaint, handed to somebody who may read it."""

from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from investigations import access
from investigations.doors import StaffRequest, staff_page
from investigations.models import Case

from . import opening


@require_POST
@staff_page(access.check_work_queue)
def open_file(request: StaffRequest, reference: str, number: int) -> HttpResponseBase:
    """Never shown in the browser, whatever it is: it was made by a stranger. Named by us, not by the provider."""
    case = get_object_or_404(Case, reference=reference)
    try:
        file, content = opening.open_evidence(case, number, by=request.user)
    except opening.NoSuchFile:
        raise Http404 from None
    response = FileResponse(
        content,
        as_attachment=True,
        filename=f"{reference}-file-{number}.{file.kind}",
        content_type="application/octet-stream",
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
