"""Pages of tags and links."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from investigations import access
from investigations.doors import StaffRequest, case_or_404, staff_page
from investigations.models import Case

from . import tagging
from .tag_forms import LinkForm, TagForm


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def tags(request: StaffRequest, reference: str) -> HttpResponse:
    case = _mine(request, reference)
    form = TagForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            tagging.tag(case, form.cleaned_data["name"], by=request.user)
        except tagging.NamesSomebody as refused:
            form.add_error("name", str(refused))
        else:
            return redirect("casework:tags", reference)
    context = {"form": form, "case": case, "tags": case.tags.all(), "suggested": tagging.suggested()}
    return render(request, "investigations/casework/tags.html", context, status=422 if form.is_bound else 200)


@require_POST
@staff_page(access.check_work_queue)
def untag(request: StaffRequest, reference: str) -> HttpResponse:
    name = request.POST.get("name", "").replace("\0", "")
    tagging.untag(_mine(request, reference), name, by=request.user)
    return redirect("casework:tags", reference)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def link(request: StaffRequest, reference: str) -> HttpResponse:
    case = _mine(request, reference)
    form = LinkForm(request.POST if request.method == "POST" else None, case=case)
    if form.is_valid():
        tagging.link(case, form.cleaned_data["other"], form.cleaned_data["kind"], by=request.user)
        messages.success(request, "The two cases are linked.")
        return redirect("casework:case", reference)
    context = {"form": form, "title": "Link with another case", "case": case}
    return render(request, "investigations/casework/act.html", context, status=422 if form.is_bound else 200)


@require_POST
@staff_page(access.check_work_queue)
def unlink(request: StaffRequest, reference: str) -> HttpResponse:
    case = _mine(request, reference)
    other = get_object_or_404(Case, reference=request.POST.get("other", "").replace("\0", ""))
    tagging.unlink(case, other, by=request.user)
    messages.success(request, "The two cases are no longer linked.")
    return redirect("casework:case", reference)


def _mine(request: StaffRequest, reference: str) -> Case:
    case = case_or_404(reference)
    access.check_work_on(request.user, case)
    return case
