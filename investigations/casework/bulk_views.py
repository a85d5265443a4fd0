"""Pages on which several cases are changed at once: what would change, what has changed, and the way back."""

import re
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from complaints.reference import PATTERN
from investigations import access
from investigations.doors import StaffRequest, staff_page
from investigations.models import BulkAction, Case

from . import bulk, owning
from .bulk_forms import BulkForm


@require_POST
@staff_page(access.check_work_queue)
def choose(request: StaffRequest) -> HttpResponse:
    """What would change. Nothing is saved; the cases that were ticked travel on in the page."""
    cases = _cases(request)
    if not cases:
        messages.error(request, "Tick one case or more first.")
        return redirect(f"{reverse('queue:list')}?{urlencode({'view': request.POST.get('view', '')})}")
    # What comes from the list is ticked cases and nothing else: that is no mistake yet.
    form = BulkForm(request.POST if "shown" in request.POST else None, colleagues=owning.colleagues())
    return _page(request, cases, form)


@require_POST
@staff_page(access.check_work_queue)
def apply(request: StaffRequest) -> HttpResponse:
    cases, form = _cases(request), BulkForm(request.POST, colleagues=owning.colleagues())
    if not form.is_valid():
        return _page(request, cases, form)
    action = bulk.apply(cases, form.asked(request.user))
    return redirect("casework:bulk_done", action.pk)


@require_GET
@staff_page(access.check_work_queue)
def done(request: StaffRequest, pk: int) -> HttpResponse:
    action = get_object_or_404(BulkAction, pk=pk, by=request.user)
    items = list(action.items.select_related("case__authority", "before", "after"))
    context = {
        "action": action,
        "changed": [item for item in items if not item.why_not],
        "unchanged": [item for item in items if item.why_not],
        "can_be_undone": action.can_be_undone(timezone.now()),
    }
    return render(request, "investigations/casework/bulk_done.html", context)


@require_POST
@staff_page(access.check_work_queue)
def undo(request: StaffRequest, pk: int) -> HttpResponse:
    action = get_object_or_404(BulkAction, pk=pk, by=request.user)
    left = bulk.undo(action, by=request.user)
    if left:
        names = ", ".join(case.reference for case in left)
        messages.info(request, f"Undone, but for {names}: somebody has changed that since.")
    else:
        messages.success(request, "Undone.")
    return redirect("casework:bulk_done", pk)


def _cases(request: StaffRequest) -> list[Case]:
    """Those that were ticked, as far as they are there."""
    ticked = [given for given in request.POST.getlist("case")[: bulk.MOST] if re.fullmatch(PATTERN, given)]
    return list(Case.objects.filter(reference__in=ticked).select_related("authority", "owner"))


def _page(request: StaffRequest, cases: list[Case], form: BulkForm) -> HttpResponse:
    items = bulk.preview(cases, form.asked(request.user)) if form.is_valid() else []
    context = {"form": form, "cases": cases, "items": items, "changing": sum(not item.why_not for item in items)}
    return render(request, "investigations/casework/bulk.html", context, status=422 if form.errors else 200)
