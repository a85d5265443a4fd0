"""A file of a complaint, or a whole case, handed to somebody who may read it."""

from django.http import FileResponse, Http404, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_POST

from investigations import access
from investigations.doors import StaffRequest, staff_page
from investigations.models import Case

from . import bundling, opening, reading


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
    return inert(response)


@require_POST
@staff_page(access.check_work_queue)
def bundle(request: StaffRequest, reference: str) -> HttpResponseBase:
    """The whole case as one file. The page in it is made before any file is opened: what is missing fails here."""
    case = reading.case_of(reference, user=request.user)
    files = bundling.take_out(case, by=request.user)
    names = [name for name, _ in files]
    letters = case.letters.filter(released_at__isnull=False).select_related("contact", "owed_mail")
    context = {"page": reading.case_page(case, user=request.user), "case": case}
    context |= {"files": [name for name in names if name.startswith("files/")]}
    context |= {
        "letters": [(letter, name if (name := bundling.name_of(letter)) in names else "") for letter in letters]
    }
    context |= {
        "answers": case.ground_answers.select_related("ground", "issue").order_by("at", "pk"),
        "recommendations": case.recommendations.select_related("ground", "issue").prefetch_related("events"),
    }
    index = render_to_string("investigations/casework/bundle.html", context | {"user": request.user})
    response = StreamingHttpResponse(
        bundling.zipped(index, files, day=timezone.localdate()), content_type="application/octet-stream"
    )
    response["Content-Disposition"] = f'attachment; filename="{reference}.zip"'
    return inert(response)


def inert(response: HttpResponseBase) -> HttpResponseBase:
    """Whatever is in it, a browser runs none of it."""
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
