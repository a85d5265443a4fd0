"""Checking a text before it leaves, and letting out what is held: one asks, another decides."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from investigations import access
from investigations.doors import StaffRequest, case_or_404, posted, staff_page
from investigations.models import Audience, HeldText
from investigations.unsealing.forms import OpenForm
from investigations.unsealing.opening import needs_reason

from . import door, reading, timing
from .forms import AskForm, CheckForm, DecideForm, EarlyForm


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def check(request: StaffRequest, reference: str) -> HttpResponse:
    case = case_or_404(reference, "complaint__notice")
    access.check_work_on(request.user, case)
    form = CheckForm(posted(request))
    if form.is_valid():
        text, audience = form.cleaned_data["text"], Audience(form.cleaned_data["audience"])
        held = door.examine(case, text, audience, by=request.user)
        if held:
            return redirect("leaving:held", reference, held.pk)
        return render(request, "investigations/leaving/free.html", {"case": case, "text": text})
    waits_until = timing.waits_until(case, now=timezone.now())
    context = {
        "case": case,
        "form": form,
        "waits_until": waits_until,
        "held_texts": case.held_texts.select_related("by").prefetch_related("overrides")[:20],
    }
    return render(request, "investigations/leaving/check.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def held(request: StaffRequest, reference: str, held: int) -> HttpResponse:
    """Shown at once to the owner. Anybody else opens it with a reason, because it says who complained."""
    text = _held(request, reference, held)
    form = AskForm(posted(request))
    if form.is_valid():
        door.ask_override(text, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, "A second person has to agree now.")
        return redirect("leaving:held", reference, held)
    return _held_page(request, text, ask=form)


@require_http_methods(["POST"])
@staff_page(access.check_work_queue)
def open_held(request: StaffRequest, reference: str, held: int) -> HttpResponse:
    """Shown in the answer to the post itself: an address that could be opened again would show it without a row."""
    text = _held(request, reference, held)
    form = OpenForm(request.POST, needs_reason=needs_reason(request.user, text.case))
    if not form.is_valid():
        return _closed_page(request, text, form)
    door.open_held(text, by=request.user, reason=form.cleaned_data["reason"])
    return _open_page(request, text)


@require_http_methods(["POST"])
@staff_page(access.check_work_queue)
def decide(request: StaffRequest, reference: str, held: int) -> HttpResponse:
    text = _held(request, reference, held)
    form = DecideForm(request.POST)
    if form.is_valid():
        door.decide_override(text, by=request.user, is_approved=form.cleaned_data["is_approved"])
        messages.success(request, "Decided.")
        return redirect("leaving:held", reference, held)
    return _held_page(request, text, decide=form)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_lead)
def early(request: StaffRequest, reference: str) -> HttpResponse:
    case = case_or_404(reference, "complaint__notice")
    form = EarlyForm(posted(request))
    if form.is_valid():
        timing.let_leave_early(case, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, "Letters about this case may leave now.")
        return redirect("casework:case", reference)
    context = {"case": case, "form": form, "title": "Let letters leave within a day"}
    return render(request, "investigations/leaving/early.html", context, status=422 if form.is_bound else 200)


def _held_page(request: StaffRequest, text: HeldText, **forms: Any) -> HttpResponse:
    if not needs_reason(request.user, text.case):
        return _open_page(request, text, **forms)
    wrong = next((form for form in forms.values() if form.is_bound), None)
    if wrong:
        messages.error(request, " ".join(str(error) for errors in wrong.errors.values() for error in errors))
    return _closed_page(request, text, OpenForm(needs_reason=True), status=422 if wrong else 200)


def _open_page(request: StaffRequest, text: HeldText, **forms: Any) -> HttpResponse:
    ask, decide = forms.get("ask", AskForm()), forms.get("decide", DecideForm())
    bound = next((form for form in (ask, decide) if form.is_bound), None)
    context = {"page": reading.held_page(text, user=request.user), "case": text.case, "ask": ask, "decide": decide,
               "form": bound}  # fmt: skip
    return render(request, "investigations/leaving/held.html", context, status=422 if bound else 200)


def _closed_page(request: StaffRequest, text: HeldText, form: OpenForm, *, status: int = 422) -> HttpResponse:
    context = {"held": text, "case": text.case, "form": form}
    return render(request, "investigations/leaving/closed.html", context, status=status)


def _held(request: StaffRequest, reference: str, held: int) -> HeldText:
    """The text may say who complained, so only those see it who could open that."""
    case = case_or_404(reference, "complaint__notice")
    access.check_read_identity(request.user, case)
    return get_object_or_404(HeldText.objects.select_related("case__authority", "case__owner"), pk=held, case=case)
