"""Pages of the staff: what the authority did about one case, and what it waits for."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from investigations import access
from investigations.casework import casework
from investigations.casework.files import inert
from investigations.doors import StaffRequest, case_or_404, posted
from investigations.doors import staff_page as staff_door
from investigations.leaving import door, timing
from investigations.models import Audience, AuthorityNews, MoreTime

from . import deciding, documents
from .staff_forms import DecideForm
from .staff_reading import staff_page


@require_GET
@staff_door(access.check_work_queue)
def authority(request: StaffRequest, reference: str) -> HttpResponse:
    case = case_or_404(reference, "complaint")
    access.check_read_complaint(request.user, case)
    page = staff_page(case)
    casework.see_authority(case, page.news, by=request.user)
    context = {"page": page, "case": case, "may_work": access.can_work_on(request.user, case)}
    context["news"] = AuthorityNews.Kind.gravest_first([row.kind for row in page.news])
    return render(request, "investigations/answering/authority.html", context)


@require_http_methods(["GET", "POST"])
@staff_door(access.check_work_queue)
def decide_time(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    case = case_or_404(reference)
    access.check_work_on(request.user, case)
    asked = get_object_or_404(MoreTime.objects.select_related("officer__contact"), pk=pk, case=case)
    form = DecideForm(posted(request), asked=asked)
    context = {"form": form, "case": case, "asked": asked}
    if form.is_valid():
        said = form.cleaned_data
        try:
            deciding.decide(case, pk, said["until"], said["words"], by=request.user, at=timezone.now())
        except (door.Held, timing.TooSoon) as reason:
            if isinstance(reason, door.Held):
                context["held"] = door.examine(case, said["words"], Audience.AUTHORITY, by=request.user)
            form.add_error("words", str(reason))
        else:
            messages.success(request, "Decided. The authority reads it on its page.")
            return redirect("answering_staff:authority", reference)
    status = 422 if form.is_bound else 200
    return render(request, "investigations/answering/decide_time.html", context, status=status)


@require_POST
@staff_door(access.check_work_queue)
def open_document(request: StaffRequest, reference: str, number: int) -> HttpResponseBase:
    """Never shown in the browser, whatever it is: it was made by a stranger. Named by us."""
    try:
        document, content = documents.open_document(case_or_404(reference), number, by=request.user)
    except documents.NoSuchDocument:
        raise Http404 from None
    name = f"{reference}-authority-{number}.{document.kind}"
    response = FileResponse(content, as_attachment=True, filename=name, content_type="application/octet-stream")
    return inert(response)
