"""Pages on which a spot check is chosen and opened."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from investigations import access
from investigations.doors import StaffRequest, staff_page

from . import spot_checks
from .spot_check_forms import DrawForm, SpotCheckForm


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def draw(request: StaffRequest) -> HttpResponse:
    form = DrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        drawn = spot_checks.draw(by=request.user, **form.cleaned_data)
        messages.success(request, f"Drawn: {drawn.authority}, from {len(drawn.population):,}.")
        return redirect("casework:spot_check")
    return render(request, "investigations/casework/draw.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def spot_check(request: StaffRequest) -> HttpResponse:
    risks, draws = spot_checks.risk_list(now=timezone.now()), list(spot_checks.unused_draws()[:20])
    form = SpotCheckForm(request.POST if request.method == "POST" else None, risks=risks, draws=draws)
    if form.is_valid():
        case = spot_checks.open_check(form.cleaned_data.pop("target"), by=request.user, **form.cleaned_data)
        messages.success(request, "The case is open, and yours.")
        return redirect("casework:case", case.reference)
    context = {"form": form, "has_targets": risks or draws}
    return render(request, "investigations/casework/spot_check.html", context, status=422 if form.is_bound else 200)
