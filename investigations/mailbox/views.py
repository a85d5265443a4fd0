"""Mail that came in: the tray, one mail, a page for each thing that people do with it, the mail of one case."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from investigations import access, unsent
from investigations.doors import StaffRequest, case_or_404, posted, staff_page
from investigations.models import IncomingMail
from mysteryshopper.govuk.forms import GovukForm

from . import filing, opening, reading
from .forms import AnswerForm, FileForm, ReasonForm


@require_GET
@staff_page(access.check_work_queue)
def tray(request: StaffRequest) -> HttpResponse:
    asked = request.GET.get("view", "tray")
    name = asked if asked in reading.VIEWS else "tray"
    context = {
        "page": reading.listed(name, request.user, request.GET.get("page", "1")),
        "views": [(key, view.label, key == name) for key, view in reading.VIEWS.items()],
        "view": reading.VIEWS[name],
        "name": name,
        "failing": reading.failing(),
    }
    return render(request, "investigations/mailbox/tray.html", context)


@require_GET
@staff_page(access.check_work_queue)
def of_case(request: StaffRequest, reference: str) -> HttpResponse:
    case = case_or_404(reference)
    access.check_read_complaint(request.user, case)
    page = Paginator(reading.of_case(case), reading.PER_PAGE).get_page(request.GET.get("page", "1"))
    return render(request, "investigations/mailbox/of_case.html", {"case": case, "page": page})


@require_GET
@staff_page(access.check_work_queue)
def mail(request: StaffRequest, pk: int) -> HttpResponse:
    found = _mail(request, pk)
    filing.see(found, by=request.user)
    context = {"mail": found, "files": found.files.all(), "shown": reading.shown(found, request.user)}
    return render(request, "investigations/mailbox/mail.html", context)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def file(request: StaffRequest, pk: int) -> HttpResponse:
    found = _mail(request, pk)
    initial = {"reference": found.guess.reference} if found.guess else {}
    form = FileForm(_typed(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        case = form.cleaned_data["reference"]
        filing.file(found, case, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, f"The mail is on case {case.reference}.")
        return redirect("mailbox:tray")
    return _form_page(request, found, form, "Put it on a case")


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def discard(request: StaffRequest, pk: int) -> HttpResponse:
    found, form = _mail(request, pk), ReasonForm(_typed(request))
    if request.method == "POST" and form.is_valid():
        filing.discard(found, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, "The mail is discarded. It is kept, and can be put back.")
        return redirect("mailbox:tray")
    return _form_page(request, found, form, "Discard it")


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def put_back(request: StaffRequest, pk: int) -> HttpResponse:
    found, form = _mail(request, pk), ReasonForm(_typed(request))
    if request.method == "POST" and form.is_valid():
        filing.put_back(found, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, "The mail is in the tray.")
        return redirect("mailbox:tray")
    return _form_page(request, found, form, "Put it back into the tray")


@require_POST
@staff_page(access.check_work_queue)
def answer(request: StaffRequest, pk: int) -> HttpResponse:
    found, form = _mail(request, pk), AnswerForm(request.POST)
    if not form.is_valid():
        raise Http404
    is_answer = form.cleaned_data["is_answer"] == "yes"
    filing.say(found, by=request.user, is_answer=is_answer)
    words = "Move the case on when you have read it." if is_answer else "The authority still owes its answer."
    messages.success(request, f"Noted. {words}")
    return redirect("mailbox:mail", pk)


@require_POST
@staff_page(access.check_work_queue)
def open_file(request: StaffRequest, pk: int, number: int) -> HttpResponseBase:
    """Never shown in the browser, whatever it is, and named by us."""
    found = _mail(request, pk)
    try:
        file, content = opening.open_file(found, number, by=request.user)
    except opening.NoSuchFile:
        raise Http404 from None
    name = f"mail-{pk}-file-{number}.{file.kind}"
    response = FileResponse(content, as_attachment=True, filename=name, content_type="application/octet-stream")
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _mail(request: StaffRequest, pk: int) -> IncomingMail:
    """One that this person may read: any other is as if there were none."""
    read = IncomingMail.objects.filter(access.mails_read_by(request.user)).exclude(place="")
    return get_object_or_404(read.select_related("case", "guess", "sorted_by", "letter_mail__letter"), pk=pk)


def _typed(request: StaffRequest) -> Any:
    return posted(request) or unsent.kept(request)


def _form_page(request: StaffRequest, found: IncomingMail, form: GovukForm, title: str) -> HttpResponse:
    is_kept = request.method == "GET" and form.is_bound
    context = {"form": form, "mail": found, "title": title, "is_kept": is_kept}
    status = 422 if request.method == "POST" else 200
    return render(request, "investigations/mailbox/form.html", context, status=status)
