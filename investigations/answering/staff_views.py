"""Pages of the staff: what the authority did about one case, and what it waits for."""

from collections.abc import Callable

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from investigations import access
from investigations.casework import seeing
from investigations.casework.files import inert
from investigations.doors import StaffRequest, case_or_404, posted
from investigations.doors import staff_page as staff_door
from investigations.leaving import door, timing
from investigations.models import Audience, AuthorityNews, Case, MoreTime
from mysteryshopper import owed

from . import deciding, documents, limits
from .staff_forms import DecideForm, PutRightForm
from .staff_reading import staff_page


@require_GET
@staff_door(access.check_work_queue)
def authority(request: StaffRequest, reference: str) -> HttpResponse:
    case = case_or_404(reference, "complaint")
    access.check_read_complaint(request.user, case)
    page = staff_page(case)
    seeing.see_authority(case, page.news, by=request.user)
    context = {"page": page, "case": case, "may_work": access.can_work_on(request.user, case)}
    context["news"] = AuthorityNews.Kind.gravest_first([row.kind for row in page.news])
    return render(request, "investigations/answering/authority.html", context)


@require_http_methods(["GET", "POST"])
@staff_door(access.check_work_queue)
def decide_time(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    case = case_or_404(reference)
    access.check_work_on(request.user, case)
    asked = get_object_or_404(MoreTime.objects.select_related("officer__contact", "case"), pk=pk, case=case)
    if request.method == "POST" and asked.decided_at:
        # Before the form says of the day that was given that it is no more time.
        raise deciding.Decided
    bounds = limits.bounds(case, today=timezone.localdate())
    return _day(request, case, asked, DecideForm(posted(request), asked=asked, bounds=bounds), deciding.decide)


@require_http_methods(["GET", "POST"])
@staff_door(access.check_work_queue)
def put_time_right(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """Another day in the place of the one that was given."""
    case = case_or_404(reference)
    access.check_work_on(request.user, case)
    asked = get_object_or_404(MoreTime.objects.select_related("officer__contact", "case"), pk=pk, case=case)
    if not limits.may_put_right(asked):
        return redirect("answering_staff:decide_time", reference, pk)
    bounds = limits.bounds(case, today=timezone.localdate(), instead=True)
    return _day(request, case, asked, PutRightForm(posted(request), asked=asked, bounds=bounds), deciding.put_right)


def _day(
    request: StaffRequest,
    case: Case,
    asked: MoreTime,
    form: DecideForm | PutRightForm,
    verb: Callable[..., MoreTime],
) -> HttpResponse:
    context: dict[str, object] = {
        "form": form,
        "case": case,
        "asked": asked,
        "is_put_right": verb == deciding.put_right,
    }
    context["may_put_right"] = limits.may_put_right(asked)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        said = form.cleaned_data
        if day := form.to_make_sure():
            context |= {"to_make_sure": day, "days": (day - timezone.localdate()).days}
            return render(request, "investigations/answering/decide_time.html", context)
        try:
            verb(case, asked.pk, said["until"], said["words"], by=request.user, at=timezone.now())
        except (door.Held, timing.TooSoon) as reason:
            if isinstance(reason, door.Held):
                context["held"] = door.examine(case, said["words"], Audience.AUTHORITY, by=request.user)
            form.add_error("words", str(reason))
        else:
            owed.nudge()
            messages.success(request, "Decided. The authority reads it on its page, and gets an email that says so.")
            return redirect("answering_staff:authority", case.reference)
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
