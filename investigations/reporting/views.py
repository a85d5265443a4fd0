"""Pages of progress reports."""

from base64 import b64decode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods

from investigations import access
from investigations.doors import StaffRequest, posted, staff_page
from investigations.models import Report
from investigations.outcomes import narrowing
from investigations.outcomes.definitions import NOT_FOR_PUBLICATION
from investigations.outcomes.forms import asked_for

from . import printing, reporting
from .forms import ReportForm, usual_year

_SHOWN = 50


@require_http_methods(["GET", "POST"])
@staff_page(access.check_see_figures)
def reports(request: StaffRequest) -> HttpResponse:
    """Those that there are; the POST draws up another."""
    today = timezone.localdate()
    years = narrowing.years(today)
    form = ReportForm(posted(request), years=years)
    form.initial = {"year": usual_year(years, today)}
    if form.is_valid():
        asked = asked_for(form, works_queue=False)
        if not narrowing.is_too_narrow(asked):
            return redirect("reporting:report", reporting.draft(asked, by=request.user).pk)
        form.add_error(None, narrowing.TOO_NARROW)
    found = Report.objects.kept().defer("contents", "pdf").select_related("drafted_by", "signed_by")[:_SHOWN]
    context = {"form": form, "reports": found}
    return render(request, "investigations/reporting/reports.html", context, status=422 if form.is_bound else 200)


@require_GET
@staff_page(access.check_see_figures)
def report(request: StaffRequest, pk: int) -> HttpResponse:
    one = _report(pk)
    context = {
        "report": one,
        "said": one.contents,
        "mark": NOT_FOR_PUBLICATION,
        "may_sign": access.can_sign_report(request.user, one),
        "may_discard": access.can_discard_report(request.user, one),
    }
    return render(request, "investigations/reporting/report.html", context)


@require_GET
@staff_page(access.check_see_figures)
def pdf(request: StaffRequest, pk: int) -> HttpResponse:
    """Signed off, the bytes that were signed."""
    one = _report(pk, "pdf")
    name = f"{slugify(one.title.replace('/', '-'))}{'-draft' if one.is_draft else ''}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    content = b64decode(one.pdf) if one.pdf else printing.pdf(one.contents)
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_see_figures)
def sign_off(request: StaffRequest, pk: int) -> HttpResponse:
    """Asks whether they are sure first: nothing takes it back."""
    one = _report(pk)
    if request.method == "GET":
        access.check_sign_report(request.user, one)
        return render(request, "investigations/reporting/sign_off.html", {"report": one})
    reporting.sign_off(one, by=request.user)
    messages.success(request, "Signed off. Nothing in this report changes any more.")
    return redirect("reporting:report", pk)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_see_figures)
def discard(request: StaffRequest, pk: int) -> HttpResponse:
    """Asks whether they are sure first: nothing takes it back."""
    one = _report(pk)
    if request.method == "GET":
        access.check_discard_report(request.user, one)
        return render(request, "investigations/reporting/discard.html", {"report": one})
    reporting.discard(one, by=request.user)
    messages.success(request, "The draft is discarded.")
    return redirect("reporting:reports")


def _report(pk: int, *also: str) -> Report:
    """Raises Http404. Without the PDF unless it is asked for."""
    found = Report.objects.kept().select_related("drafted_by", "signed_by")
    return get_object_or_404(found if "pdf" in also else found.defer("pdf"), pk=pk)
