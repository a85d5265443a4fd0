"""Pages of who may not, and who may, work on a case."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from investigations import access
from investigations.doors import StaffRequest, case_or_404, posted, staff_page
from investigations.models import Readers

from . import holding, interests, owning
from .act import act_page
from .interest_forms import ConflictForm, HoldForm, LiftForm, ReadersForm


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def declare(request: StaffRequest, reference: str) -> HttpResponse:
    case, form = case_or_404(reference), ConflictForm(posted(request))
    if form.is_valid():
        interests.declare(case, by=request.user, **form.cleaned_data)
        messages.success(request, f"You no longer see what was complained of in {reference}.")
        return redirect("queue:list")
    return act_page(request, form, "Declare a conflict of interest", case)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_lead)
def lift(request: StaffRequest, reference: str) -> HttpResponse:
    case = case_or_404(reference)
    declared = owning.with_conflict(case)
    if not declared:
        messages.info(request, "Nobody has a conflict of interest in this case.")
        return redirect("casework:case", reference)
    form = LiftForm(posted(request), users=declared)
    if form.is_valid():
        interests.lift(case, by=request.user, **form.cleaned_data)
        messages.success(request, f"{form.cleaned_data['user']} may work on {reference} again.")
        return redirect("casework:case", reference)
    return act_page(request, form, "Lift a conflict of interest", case)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_lead)
def readers(request: StaffRequest, reference: str) -> HttpResponse:
    case = case_or_404(reference)
    form = ReadersForm(posted(request), case=case, colleagues=owning.colleagues())
    if form.is_valid():
        chosen = dict(form.cleaned_data)
        try:
            interests.set_readers(case, Readers(chosen.pop("readers")), by=request.user, **chosen)
        except interests.NoLeadReads as nobody:
            form.add_error("named", str(nobody))
        else:
            messages.success(request, f"Saved who may read {reference}.")
            return redirect("casework:case", reference)
    return act_page(request, form, "Who may read this case", case, button="Save who may read it")


@require_http_methods(["GET", "POST"])
@staff_page(access.check_lead)
def hold(request: StaffRequest, reference: str) -> HttpResponse:
    """Places a legal hold on the case, or lifts the one that there is."""
    case = case_or_404(reference)
    form = HoldForm(posted(request), initial={"lifts": case.is_held})
    if form.is_valid():
        verb = holding.release if form.cleaned_data["lifts"] else holding.hold
        verb(case, by=request.user, reason=form.cleaned_data["reason"])
        return redirect("casework:case", reference)
    return act_page(request, form, "Lift the legal hold" if case.is_held else "Place a legal hold", case)
