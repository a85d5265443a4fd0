"""Who complained in one case: opened for a reason, and shown to the authority by two people."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from complaints.models import Disclosure
from investigations import access
from investigations.doors import StaffRequest, case_or_404, posted, staff_page
from investigations.lifecycle import Conflict
from investigations.models import Case

from . import disclosing, opening, reading
from .forms import AskForm, DecideForm, OpenForm, SearchForm


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def identity(request: StaffRequest, reference: str) -> HttpResponse:
    """Shown in the answer to the post itself: an address that could be opened again would show it without a row."""
    case = case_or_404(reference)
    access.check_read_identity(request.user, case)
    needs_reason = opening.needs_reason(request.user, case)
    form = OpenForm(posted(request), needs_reason=needs_reason)
    if form.is_valid():
        opened = opening.open_identity(case, by=request.user, reason=form.cleaned_data["reason"])
        context = {"case": case, "rows": reading.rows(opened), "others": reading.other_cases(opened, user=request.user)}
        return render(request, "investigations/unsealing/identity.html", context)
    context = {"case": case, "form": form, "readings": reading.readings(case)}
    return render(request, "investigations/unsealing/open.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def ask(request: StaffRequest, reference: str) -> HttpResponse:
    case = case_or_404(reference)
    access.check_read_identity(request.user, case)
    form = AskForm(posted(request))
    if form.is_valid():
        disclosing.ask(case, by=request.user, **form.cleaned_data)
        messages.success(request, "A lead has to agree now. The provider is told that you asked.")
        return redirect("casework:case", reference)
    context = {"case": case, "form": form, "consent": disclosing.standing_consent(case)}
    return render(request, "investigations/unsealing/ask.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_lead)
def search(request: StaffRequest) -> HttpResponse:
    """By POST: what is looked for stands in no address."""
    form, found = SearchForm(posted(request)), None
    if form.is_valid():
        found = opening.search(by=request.user, **form.cleaned_data)
    context = {"form": form, "found": found}
    return render(request, "investigations/unsealing/search.html", context, status=422 if form.errors else 200)


@require_GET
@staff_page(access.check_work_queue)
def waiting(request: StaffRequest) -> HttpResponse:
    context = {"page": reading.waiting(request.user)}
    return render(request, "investigations/unsealing/waiting.html", context)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def decide(request: StaffRequest, reference: str) -> HttpResponse:
    case = case_or_404(reference)
    asked = _asked(case)
    access.check_approve_disclosure(request.user, case, asked.asked_by)
    form = DecideForm(posted(request), initial={"asked": asked.pk})
    if form.is_valid():
        if form.cleaned_data["asked"] != asked.pk:
            raise Conflict("What you saw was decided meanwhile, and something else is asked now. Read that first.")
        disclosing.decide(asked, by=request.user, is_agreed=form.cleaned_data["is_agreed"])
        messages.success(request, "Decided. The provider is told.")
        return redirect("unsealing:waiting")
    context = {"case": case, "asked": asked, "form": form}
    return render(request, "investigations/unsealing/decide.html", context, status=422 if form.is_bound else 200)


def _asked(case: Case) -> Disclosure:
    waits = Disclosure.objects.waiting().filter(consent__complaint=case.complaint_id).select_related("asked_by")
    found = waits.first()
    if found is None:
        raise Conflict("Nothing waits here. Somebody was faster, or the provider took their consent back.")
    return found
