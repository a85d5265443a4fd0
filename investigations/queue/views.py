"""The queue of open cases, and work that was given up."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from complaints.filing.assisted import Assisted, hand_over
from investigations import access
from investigations.checklists import reading as checklists
from investigations.doors import StaffRequest, staff_page
from mysteryshopper import owed

from . import listing, tabs
from .forms import AssistedForm


@require_GET
@staff_page(access.check_work_queue)
def queue(request: StaffRequest) -> HttpResponse:
    asked, now = request.GET.get("view", "unassigned"), timezone.now()
    name = asked if asked in tabs.ALL else "all"
    counts = tabs.counts(user=request.user, now=now)
    context = {
        "view": name,
        "page": listing.listed(tabs.cases_of(name, user=request.user, now=now), request.GET.get("page", "1"), now=now),
        "tab": tabs.ALL[name],
        "tabs": [(key, tab.label, counts[key], key == name) for key, tab in tabs.ALL.items()],
        "tasks": checklists.mine(request.user).count(),
        "parked": owed.parked_count(),
    }
    return render(request, "investigations/queue/queue.html", context)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def assisted(request: StaffRequest) -> HttpResponse:
    """A complaint by phone, post or email is typed in, on the pages on which a provider writes theirs."""
    form = AssistedForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        hand_over(Assisted(**form.cleaned_data, by=request.user.pk), request.session)
        return redirect("filing:assist")
    status = 422 if form.is_bound else 200
    return render(request, "investigations/queue/assisted.html", {"form": form}, status=status)


@require_GET
@staff_page(access.check_work_queue)
def parked(request: StaffRequest) -> HttpResponse:
    return render(request, "investigations/queue/parked.html", {"rows": owed.parked_rows()})


@require_POST
@staff_page(access.check_work_queue)
def retry(request: StaffRequest, kind: str, pk: int) -> HttpResponse:
    """Takes parked work up again."""
    row = next((row for row in owed.parked_rows() if (row.owed_kind, row.pk) == (kind, pk)), None)
    if row is None:
        raise Http404
    owed.retry(row)
    owed.nudge()
    messages.success(request, "It is being tried again.")
    return redirect("queue:parked")
