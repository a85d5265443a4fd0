"""Pages on which a case gets another owner."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from investigations import access
from investigations.doors import StaffRequest, case_or_404, posted, staff_page

from . import owning, prioritising
from .act import act_page
from .owner_forms import GiveBackForm, HandOverForm, PassOnForm, PriorityForm


@require_POST
@staff_page(access.check_work_queue)
def claim_next(request: StaffRequest) -> HttpResponse:
    try:
        case = owning.claim_next(by=request.user)
    except owning.NothingToClaim as nothing:
        messages.info(request, str(nothing))
        return redirect("queue:list")
    messages.success(request, "You have claimed this case.")
    return redirect("casework:case", case.reference)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def hand_over(request: StaffRequest, reference: str) -> HttpResponse:
    case = case_or_404(reference)
    access.check_work_on(request.user, case)
    form = HandOverForm(posted(request), colleagues=owning.colleagues(but=case.owner))
    if form.is_valid():
        owning.hand_over(case, by=request.user, **form.cleaned_data)
        messages.success(request, f"{form.cleaned_data['to']} has the case {reference} now.")
        return redirect("queue:list")
    return act_page(request, form, "Hand over the case", case)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def give_back(request: StaffRequest, reference: str) -> HttpResponse:
    case = case_or_404(reference)
    access.check_work_on(request.user, case)
    form = GiveBackForm(posted(request))
    if form.is_valid():
        owning.give_back(case, by=request.user, **form.cleaned_data)
        messages.success(request, f"The case {reference} is back in the queue.")
        return redirect("queue:list")
    return act_page(request, form, "Give the case back to the queue", case)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def priority(request: StaffRequest, reference: str) -> HttpResponse:
    case = case_or_404(reference)
    access.check_prioritise(request.user, case)
    form = PriorityForm(posted(request), initial={"goes": case.is_priority})
    if form.is_valid():
        goes = form.cleaned_data["goes"]
        prioritising.prioritise(case, not goes, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, "It is no longer marked as priority." if goes else "It is marked as priority.")
        return redirect("casework:case", reference)
    return act_page(request, form, "Take the priority mark off" if case.is_priority else "Mark as priority", case)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_lead)
def pass_on(request: StaffRequest) -> HttpResponse:
    form = PassOnForm(posted(request), owners=owning.owners(), colleagues=owning.colleagues())
    if form.is_valid():
        passed = owning.pass_on(by=request.user, **form.cleaned_data)
        messages.success(request, f"{passed} case{'' if passed == 1 else 's'} passed on.")
        return redirect("queue:list")
    status = 422 if form.is_bound else 200
    return render(request, "investigations/casework/pass_on.html", {"form": form}, status=status)
