"""Pages of the clocks of one case."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from investigations import access
from investigations.deadlines import ClockKind
from investigations.doors import StaffRequest, case_or_404, posted, staff_page
from investigations.models import Case

from . import stopping
from .forms import FollowUpForm, StandstillForm, StopForm


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def stop(request: StaffRequest, reference: str, kind: str) -> HttpResponse:
    of = _kind(kind)

    def verb(case: Case, data: dict[str, Any]) -> None:
        stopping.stop(case, of, by=request.user, **data)

    return _act(request, reference, StopForm, f"Stop the clock: {of.label}", "The clock is stopped.", verb)


@require_POST
@staff_page(access.check_work_queue)
def restart(request: StaffRequest, reference: str, kind: str) -> HttpResponse:
    stopping.restart(case_or_404(reference), _kind(kind), by=request.user)
    messages.success(request, "The clock runs again.")
    return redirect("casework:case", reference)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def standstill(request: StaffRequest, reference: str) -> HttpResponse:
    def verb(case: Case, data: dict[str, Any]) -> None:
        stopping.set_standstill(case, data["day"], by=request.user)

    return _act(request, reference, StandstillForm, "Say when the standstill ends", "Saved.", verb)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def follow_up(request: StaffRequest, reference: str) -> HttpResponse:
    def verb(case: Case, data: dict[str, Any]) -> None:
        stopping.follow_up(case, data["found_as"], by=request.user, found=data["found"])

    return _act(request, reference, FollowUpForm, "Follow up", "The follow-up is written down.", verb)


def _act(
    request: StaffRequest,
    reference: str,
    form_class: type[Form],
    title: str,
    done: str,
    verb: Callable[[Case, dict[str, Any]], None],
) -> HttpResponse:
    case = case_or_404(reference)
    access.check_work_on(request.user, case)
    form = form_class(posted(request))
    if form.is_valid():
        verb(case, form.cleaned_data)
        messages.success(request, done)
        return redirect("casework:case", reference)
    context = {"form": form, "title": title, "case": case}
    return render(request, "investigations/casework/act.html", context, status=422 if form.is_bound else 200)


def _kind(name: str) -> ClockKind:
    if name not in ClockKind.values:
        raise Http404
    return ClockKind(name)
