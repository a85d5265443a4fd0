"""The page of the clean copy of one file: made, checked, looked at."""

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from investigations import access
from investigations.doors import StaffRequest, case_or_404, staff_page

from . import copying, opening


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def copy(request: StaffRequest, reference: str, number: int) -> HttpResponse:
    case = case_or_404(reference)
    try:
        if request.method == "POST":
            copying.make_copy(case, number, by=request.user)
            return redirect("casework:copy", reference, number)
        checked = copying.check_copy(case, number, by=request.user)
    except opening.NoSuchFile:
        raise Http404 from None
    context = {"case": case, "number": number, "checked": checked}
    return render(request, "investigations/casework/copy.html", context)


@require_POST
@staff_page(access.check_work_queue)
def open_copy(request: StaffRequest, reference: str, number: int) -> HttpResponseBase:
    """As an attachment, though it is ours: what it shows was made by a stranger."""
    try:
        found, content = copying.open_copy(case_or_404(reference), number, by=request.user)
    except opening.NoSuchFile:
        raise Http404 from None
    response = FileResponse(
        content, as_attachment=True, filename=f"file-{number}.{found.kind}", content_type="application/octet-stream"
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
