"""Imported cases whose text left something open: their outcome, or which authority it was."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from complaints.authorities.search import search
from complaints.models import Authority
from investigations import access
from investigations.doors import StaffRequest, staff_page
from investigations.models import Case, Outcome

from . import coding
from .forms import CodeForm, MatchForm, SearchForm

_PER_PAGE = 25


@require_GET
@staff_page(access.check_work_queue)
def imported(request: StaffRequest) -> HttpResponse:
    """What waits for a person."""
    waiting = Case.objects.imported_and_open_to_question().select_related("authority").newest_first()
    page = Paginator(waiting, _PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "investigations/history/imported.html", {"page": page})


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def code(request: StaffRequest, reference: str) -> HttpResponse:
    case = _imported(reference)
    form = CodeForm(request.POST if request.method == "POST" else None, initial={"seen": case.outcome})
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        coding.code(case, Outcome(said["outcome"]), by=request.user, seen=said["seen"], note=said["note"])
        messages.success(request, f"{reference} is coded. The figures have moved.")
        return redirect("history:imported")
    context = {"form": form, "case": case}
    return render(request, "investigations/history/code.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def match(request: StaffRequest, reference: str) -> HttpResponse:
    case = _imported(reference)
    q = request.GET.get("q", case.authority_given)
    found = [(str(found.id), found.name, found.note) for found in search(q)]
    form = MatchForm(
        request.POST if request.method == "POST" else None, initial={"seen": case.authority_id or ""}, found=found
    )
    if form.is_bound and form.is_valid():
        authority = Authority.objects.get(pk=form.cleaned_data["authority"])
        coding.match(case, authority, by=request.user, seen=form.cleaned_data["seen"])
        messages.success(request, f"The authority of {reference} is matched.")
        return redirect("history:imported")
    context = {"form": form, "case": case, "search": SearchForm({"q": q}), "is_found": bool(found)}
    return render(request, "investigations/history/match.html", context, status=422 if form.is_bound else 200)


def _imported(reference: str) -> Case:
    """Raises Http404, NotCodable."""
    case = get_object_or_404(Case.objects.select_related("authority"), reference=reference)
    coding.check_codable(case)
    return case
