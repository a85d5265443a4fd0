"""Pages on which leads keep the templates."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from investigations import access
from investigations.colliding import SavedMeanwhile, sent_again
from investigations.doors import StaffRequest, staff_page
from investigations.models import TaskTemplate

from . import templating
from .forms import TemplateForm


@require_GET
@staff_page(access.check_lead)
def templates(request: StaffRequest) -> HttpResponse:
    return render(request, "investigations/checklists/templates.html", {"templates": TaskTemplate.objects.all()})


@require_http_methods(["GET", "POST"])
@staff_page(access.check_lead)
def new(request: StaffRequest) -> HttpResponse:
    return _form(request, TaskTemplate())


@require_http_methods(["GET", "POST"])
@staff_page(access.check_lead)
def change(request: StaffRequest, pk: int) -> HttpResponse:
    return _form(request, get_object_or_404(TaskTemplate, pk=pk))


@require_POST
@staff_page(access.check_lead)
def delete(request: StaffRequest, pk: int) -> HttpResponse:
    templating.delete(get_object_or_404(TaskTemplate, pk=pk), by=request.user)
    messages.success(request, "The template is deleted. Tasks that were added from it stay.")
    return redirect("checklists:templates")


def _form(request: StaffRequest, template: TaskTemplate) -> HttpResponse:
    now = {"seen": template.version, "name": template.name, "lines": "\n".join(template.lines or [])}
    form = TemplateForm(request.POST if request.method == "POST" else None, initial=now)
    status, theirs = 422 if form.is_bound else 200, None
    if form.is_valid():
        try:
            templating.save(template, by=request.user, **form.cleaned_data)
        except templating.NameTaken as taken:
            form.add_error("name", str(taken))
        except SavedMeanwhile as meanwhile:
            # What they typed stays, beside what is there now; sent again it takes its place.
            theirs, status = meanwhile.theirs, 409
            form.data = sent_again(request.POST, theirs)
        else:
            messages.success(request, "The template is saved.")
            return redirect("checklists:templates")
    context = {"form": form, "template": template, "theirs": theirs}
    return render(request, "investigations/checklists/template.html", context, status=status)
