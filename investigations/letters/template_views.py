"""Pages of the templates of letters."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from investigations import access
from investigations.colliding import SavedMeanwhile, sent_again
from investigations.doors import StaffRequest, posted, staff_page
from investigations.lifecycle import Conflict
from investigations.models import ChasingTemplate, LetterKind, LetterTemplate

from . import templating
from .filling import FIELDS
from .template_forms import NewTemplateForm, TemplateForm, template_sides


@require_http_methods(["GET", "POST"])
@staff_page(access.check_lead)
def templates(request: StaffRequest) -> HttpResponse:
    """The list; the POST marks the one with which authorities that owe an answer are written to."""
    if request.method == "POST":
        used = templating.use_for_chasing(request.POST.get("use", ""), by=request.user)
        messages.success(request, f"From now on we write with “{used.name}”.")
        return redirect("letters:templates")
    context = {
        "templates": _newest(),
        "missing": templating.missing_for_chasing(),
        "chasing": set(ChasingTemplate.objects.values_list("key", flat=True)),
        "kinds": ChasingTemplate.KINDS,
    }
    return render(request, "investigations/letters/templates.html", context)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_lead)
def template(request: StaffRequest, key: str) -> HttpResponse:
    versions = list(LetterTemplate.objects.filter(key=key).select_related("by").order_by("-version"))
    newest = get_object_or_404(LetterTemplate, pk=versions[0].pk if versions else None)
    shown = ("name", "subject", "body", "needs_release", "is_retired")
    now = {name: getattr(newest, name) for name in shown} | {"seen": newest.version}
    form, collided = TemplateForm(posted(request), initial=now), {}
    is_look = "look" in request.POST and form.is_valid()
    if form.is_valid() and not is_look:
        said = dict(form.cleaned_data)
        begun = LetterTemplate(key=key, version=said.pop("seen"))
        try:
            templating.save(begun, by=request.user, **said)
        except SavedMeanwhile as meanwhile:
            theirs = meanwhile.theirs
            collided = {"saved_by": theirs.by, "sides": template_sides(theirs, said)}
            form = TemplateForm(sent_again(request.POST, theirs))
        else:
            messages.success(request, "Saved. Letters that have begun stay as they are.")
            return redirect("letters:templates")
    looked_at = form.cleaned_data if is_look else now
    context = {"template": newest, "versions": versions, "form": form, "fields": FIELDS, **collided}
    context |= {"looked_at": templating.made_up(looked_at["subject"], looked_at["body"])}
    status = 409 if collided else 422 if form.is_bound and not is_look else 200
    return render(request, "investigations/letters/template.html", context, status=status)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_lead)
def new_template(request: StaffRequest) -> HttpResponse:
    form = NewTemplateForm(posted(request))
    if form.is_valid():
        said = dict(form.cleaned_data)
        try:
            added = templating.add(kind=LetterKind(said.pop("kind")), by=request.user, **said)
        except Conflict as conflict:
            form.add_error("name", str(conflict).rstrip("."))
        else:
            messages.success(request, "Saved.")
            return redirect("letters:template", added.key)
    context = {"form": form, "fields": FIELDS}
    return render(request, "investigations/letters/new_template.html", context, status=422 if form.is_bound else 200)


def _newest() -> list[LetterTemplate]:
    return list(LetterTemplate.objects.order_by("key", "-version").distinct("key"))
