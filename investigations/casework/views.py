"""One case, and a page for each verb on it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from investigations import access, unsent
from investigations.deadlines import Basis
from investigations.doors import StaffRequest, case_or_404, staff_page
from investigations.lifecycle import Status
from investigations.models import Case, Outcome

from . import casework, mentioning, noting, presence, reading, seeing
from .forms import CloseForm, MoveForm, NoteForm, ReopenForm, WriteForm
from .history import history


@require_GET
@staff_page(access.check_see_figures)
def case(request: StaffRequest, reference: str) -> HttpResponse:
    page = reading.case_page(reading.case_of(reference, user=request.user), user=request.user)
    if page.is_news:
        seeing.see(page.case, page.told.news, page.told.messages, by=request.user)
    others = presence.enter(page.case, by=request.user, now=timezone.now()) if page.may_read else []
    shown = history(page.events, request.GET.get("history", ""))
    context = {"page": page, "case": page.case, "others": others, "history": shown}
    return render(request, "investigations/casework/case.html", context)


@require_POST
@staff_page(access.check_work_queue)
def claim(request: StaffRequest, reference: str) -> HttpResponse:
    casework.claim(case_or_404(reference), by=request.user)
    messages.success(request, "You have claimed this case.")
    return redirect("casework:case", reference)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def note(request: StaffRequest, reference: str) -> HttpResponse:
    def form(data: Any) -> Form:
        return NoteForm(
            data,
            colleagues=mentioning.mentionable(case_or_404(reference), by=request.user),
        )

    return _act(request, reference, "Add a note", "Note added.", form, _note)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def write(request: StaffRequest, reference: str) -> HttpResponse:
    done = "Your message is with the provider."
    return _act(request, reference, "Write to the provider", done, WriteForm, _write, "write.html")


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def move(request: StaffRequest, reference: str) -> HttpResponse:
    def form(data: Any) -> Form:
        seen, subject = (data or {}).get("seen"), case_or_404(reference)
        return MoveForm(data, status=Status(seen if seen in Status.values else subject.status), case=subject)

    done = "The case has moved on. The provider is told."
    return _act(request, reference, "Move the case on", done, form, _move, "move.html")


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def close(request: StaffRequest, reference: str) -> HttpResponse:
    def form(data: Any) -> Form:
        return CloseForm(data, case=case_or_404(reference))

    done = "The case is closed. The provider is told."
    return _act(request, reference, "Close the case", done, form, _close, "close.html")


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def reopen(request: StaffRequest, reference: str) -> HttpResponse:
    return _act(request, reference, "Open the case again", "The case is open again.", ReopenForm, _reopen)


Verb = Callable[[Case, Any, dict[str, Any]], object]


def _act(
    request: StaffRequest,
    reference: str,
    title: str,
    done: str,
    make_form: Callable[[Any], Form],
    verb: Verb,
    page: str = "act.html",
) -> HttpResponse:
    """The page of one verb: its form, then the verb, then back to the case."""
    subject = case_or_404(reference)
    access.check_work_on(request.user, subject)
    kept = unsent.kept(request) if request.method == "GET" else None
    form = make_form(request.POST if request.method == "POST" else kept)
    if request.method == "POST" and form.is_valid():
        verb(subject, request.user, form.cleaned_data)
        messages.success(request, done)
        return redirect("casework:case", reference)
    context = {"form": form, "title": title, "case": subject, "is_kept": kept is not None}
    status = 422 if request.method == "POST" else 200
    return render(request, f"investigations/casework/{page}", context, status=status)


def _note(case: Case, by: Any, data: dict[str, Any]) -> None:
    noting.note(case, by=by, **data)


def _write(case: Case, by: Any, data: dict[str, Any]) -> None:
    noting.write(case, by=by, text=data["text"])


def _move(case: Case, by: Any, data: dict[str, Any]) -> None:
    basis = Basis(data["basis"] or Basis.COOPERATION)
    seen, told = Status(data["seen"]), data["reached"]
    casework.move(case, Status(data["status"]), by=by, note=data["note"], seen=seen, basis=basis, reached=told)


def _close(case: Case, by: Any, data: dict[str, Any]) -> None:
    casework.close(case, Outcome(data.pop("outcome")), by=by, **data)


def _reopen(case: Case, by: Any, data: dict[str, Any]) -> None:
    casework.reopen(case, by=by, note=data["note"])
