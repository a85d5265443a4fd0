"""Pages of who may not, and who may, work on a case."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from investigations import access
from investigations.doors import StaffRequest, staff_page
from investigations.models import Case, Readers
from mysteryshopper.govuk.forms import GovukForm

from . import holding, interests, owning
from .owner_forms import ConflictForm, HoldForm, LiftForm, ReadersForm


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def declare(request: StaffRequest, reference: str) -> HttpResponse:
    case, form = _case(reference), ConflictForm(_posted(request))
    if form.is_valid():
        interests.declare(case, by=request.user, **form.cleaned_data)
        messages.success(request, f"You no longer see what was complained of in {reference}.")
        return redirect("queue:list")
    return _page(request, form, "Declare a conflict of interest", case)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_lead)
def lift(request: StaffRequest, reference: str) -> HttpResponse:
    case = _case(reference)
    form = LiftForm(_posted(request), users=owning.with_conflict(case))
    if form.is_valid():
        interests.lift(case, by=request.user, **form.cleaned_data)
        messages.success(request, f"{form.cleaned_data['user']} may work on {reference} again.")
        return redirect("casework:case", reference)
    return _page(request, form, "Lift a conflict of interest", case)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_lead)
def readers(request: StaffRequest, reference: str) -> HttpResponse:
    case = _case(reference)
    form = ReadersForm(_posted(request), case=case, colleagues=owning.colleagues())
    if form.is_valid():
        interests.set_readers(case, Readers(form.cleaned_data.pop("readers")), by=request.user, **form.cleaned_data)
        messages.success(request, f"Saved who may read {reference}.")
        return redirect("casework:case", reference)
    return _page(request, form, "Who may read this case", case)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_lead)
def hold(request: StaffRequest, reference: str) -> HttpResponse:
    """Places a legal hold on the case, or lifts the one that there is."""
    case = _case(reference)
    form = HoldForm(_posted(request), initial={"lifts": case.is_held})
    if form.is_valid():
        verb = holding.release if form.cleaned_data["lifts"] else holding.hold
        verb(case, by=request.user, reason=form.cleaned_data["reason"])
        return redirect("casework:case", reference)
    return _page(request, form, "Lift the legal hold" if case.is_held else "Place a legal hold", case)


def _posted(request: StaffRequest) -> object:
    return request.POST if request.method == "POST" else None


def _page(request: StaffRequest, form: GovukForm, title: str, case: Case) -> HttpResponse:
    context = {"form": form, "title": title, "case": case}
    return render(request, "investigations/casework/act.html", context, status=422 if form.is_bound else 200)


def _case(reference: str) -> Case:
    return get_object_or_404(Case.objects.select_related("authority", "owner"), reference=reference)
