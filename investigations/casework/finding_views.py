"""The page on which a ground is found on."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from investigations import access
from investigations.doors import StaffRequest, staff_page
from investigations.models import Case, Verdict

from . import findings
from .finding_forms import FindingForm, as_it_stands
from .grounds import CaseGround


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def finding(request: StaffRequest, reference: str, number: int) -> HttpResponse:
    case = get_object_or_404(Case.objects.select_related("authority", "owner", "complaint"), reference=reference)
    access.check_work_on(request.user, case)
    ground = _ground(case, number)
    form = FindingForm(request.POST if request.method == "POST" else None, initial=as_it_stands(ground.finding))
    if form.is_valid():
        _find(case, number, form, request)
        messages.success(request, f"Saved what you found on ground {number}.")
        return redirect("casework:case", reference)
    context = {"form": form, "case": case, "ground": ground}
    return render(request, "investigations/casework/finding.html", context, status=422 if form.is_bound else 200)


def _find(case: Case, number: int, form: FindingForm, request: StaffRequest) -> None:
    said = form.cleaned_data
    findings.find(case, number, Verdict(said["verdict"]), said["text"], seen=said["seen"], by=request.user)


def _ground(case: Case, number: int) -> CaseGround:
    try:
        return findings.ground_of(case, number)
    except findings.NoSuchGround:
        raise Http404 from None
