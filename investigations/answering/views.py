"""The authority's page: letting an officer in, and what they see."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from investigations.models import Officer
from mysteryshopper.code_door import TIMES

from . import entering, letters, reading, satisfaction
from .door import go_on, let_in, let_in_only, private, shut
from .forms import EnterForm


@require_http_methods(["GET", "HEAD", "POST"])
@private
def enter(request: HttpRequest) -> HttpResponseBase:
    form = EnterForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        try:
            officer = entering.find(typed["reference"], typed["secret"], now=timezone.now())
        except entering.Ended:
            return render(request, "investigations/answering/ended.html", status=403)
        if officer and typed["carried"]:
            # No redirect: what they wrote lives in this request alone.
            return let_in(go_on(request, officer, goes_to=typed["goes_to"], carried=typed["carried"]), officer)
        if officer:
            return let_in(redirect("answering:case"), officer)
        form.add_error("reference", "We can’t find a case with this reference and code. Check both.")
    context = {"form": form, "is_carried": bool(form.data.get("carried"))}
    return render(request, "investigations/answering/enter.html", context, status=422 if form.is_bound else 200)


@require_safe
@let_in_only
def case(request: HttpRequest, officer: Officer) -> HttpResponse:
    now = timezone.now()
    entering.opened(officer, at=now)
    page = reading.authority_page(officer.case, today=timezone.localdate(now))
    context = {"page": page, "case": officer.case, "officer": officer, **TIMES}
    context |= {"told": satisfaction.told(officer), "is_asked": satisfaction.is_asked(officer)}
    return render(request, "investigations/answering/case.html", context)


@require_safe
@let_in_only
def letter(request: HttpRequest, officer: Officer, number: int) -> HttpResponse:
    context = {"shown": _letter(officer, number), "case": officer.case, **TIMES}
    return render(request, "investigations/answering/letter.html", context)


@require_safe
@let_in_only
def letter_pdf(request: HttpRequest, officer: Officer, number: int) -> HttpResponseBase:
    content = _letter(officer, number).sent.pdf
    if content is None:
        raise Http404
    return _download(HttpResponse(content), f"{officer.case.reference}-letter-{number}.pdf")


@require_POST
@let_in_only
def copy(request: HttpRequest, officer: Officer, number: int, copy: int) -> HttpResponseBase:
    try:
        found, content = letters.take_copy(officer, number, copy, at=timezone.now())
    except letters.NotShown:
        raise Http404 from None
    name = f"{officer.case.reference}-letter-{number}-copy-{copy}.{found.kind}"
    return _download(FileResponse(content), name)


@require_POST
@let_in_only
def stay(request: HttpRequest, officer: Officer) -> HttpResponse:
    """The half hour begins again, and nothing else."""
    return HttpResponse(status=204)


@require_POST
@private
def leave(request: HttpRequest) -> HttpResponseBase:
    return shut(redirect("answering:enter"))


def _letter(officer: Officer, number: int) -> letters.LetterShown:
    try:
        return letters.letter_of(officer.case, number)
    except letters.NotShown:
        raise Http404 from None


def _download(response: HttpResponse | FileResponse, name: str) -> HttpResponseBase:
    """Never shown in the browser, and nothing in it runs."""
    response["Content-Type"] = "application/octet-stream"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
