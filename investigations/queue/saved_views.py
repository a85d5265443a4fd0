"""Lists of cases that somebody keeps: one's own, and those that leads share."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from investigations import access
from investigations.doors import StaffRequest, staff_page
from investigations.models import SavedView

from . import filters, saving
from .chips import chips
from .forms import SavedViewForm


@require_GET
@staff_page(access.check_see_figures)
def saved(request: StaffRequest) -> HttpResponse:
    views = list(saving.seen_by(request.user))
    mine = [view for view in views if view.owner_id == request.user.pk]
    context = {
        "views": views,
        "mailed": [view for view in mine if saving.is_mailed(view)],
        "no_longer": saving.no_longer_mailed() if access.can_lead(request.user) else [],
    }
    return render(request, "investigations/queue/saved.html", context)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_see_figures)
def save(request: StaffRequest) -> HttpResponse:
    """The list whose query is the address of this page, or stands in the form."""
    query = request.POST.get("query", "") if request.method == "POST" else request.GET.urlencode()
    return _form(request, SavedView(owner=request.user, query=query), "Save this list")


@require_http_methods(["GET", "POST"])
@staff_page(access.check_see_figures)
def change(request: StaffRequest, pk: int) -> HttpResponse:
    return _form(request, get_object_or_404(SavedView, pk=pk, owner=request.user), "Change a saved list")


@require_POST
@staff_page(access.check_see_figures)
def delete(request: StaffRequest, pk: int) -> HttpResponse:
    get_object_or_404(SavedView, pk=pk, owner=request.user).delete()
    messages.success(request, "The saved list is deleted. Its cases are as they were.")
    return redirect("queue:saved")


def _form(request: StaffRequest, view: SavedView, title: str) -> HttpResponse:
    fields = ["query", "name", "is_shared", "digest", "at_least"]
    form = SavedViewForm(
        request.POST if request.method == "POST" else None,
        initial={field: getattr(view, field) for field in fields},
        may_share=access.can_lead(request.user),
    )
    asked = filters.asked(QueryDict(view.query[:2000]), request.user)
    if form.is_bound and not asked.is_valid_query:
        form.add_error(None, "This list can’t be saved: one of its filters is wrong. Go back to the list")
    if form.is_valid():
        try:
            saving.save(view, {**form.cleaned_data, "query": asked.form.query()}, now=timezone.now())
        except saving.NotSaved as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, "The list is saved.")
            return redirect("queue:saved")
    context = {"form": form, "title": title, "chips": chips(asked), "view": view}
    return render(request, "investigations/queue/save.html", context, status=422 if form.is_bound else 200)
