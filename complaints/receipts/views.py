"""The receipt, for the browser that filed; and its check, for anybody who holds one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from complaints.filing import submitting
from complaints.filing.browser import token_in
from complaints.models import Complaint
from complaints.reference import read_reference

from .digesting import digest, is_digest
from .forms import CheckForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Whether a complaint is as it was sent. An unknown reference looks like a wrong code."""
    form = CheckForm(request.POST if request.method == "POST" else None)
    found = None
    if form.is_bound and form.is_valid():
        reference = read_reference(form.cleaned_data["reference"])
        held = Complaint.objects.filter(reference=reference).first()
        found = held if held and is_digest(form.cleaned_data["digest"], held) else None
        if found is None:
            form.add_error("reference", _("This reference and check code do not match. Check both."))
    status = 422 if form.is_bound and found is None else 200
    return render(request, "complaints/receipts/check.html", {"form": form, "found": found}, status=status)


@never_cache
@require_safe
def of_filed(request: HttpRequest) -> HttpResponse:
    complaint = submitting.filed_with(token_in(request))
    if complaint is None:
        return redirect("filing:before")
    context = {"complaint": complaint, "digest": digest(complaint)}
    name = f"receipt-{complaint.reference}.txt"
    return _as_file(render(request, "complaints/receipts/receipt.txt", context), name)


def _as_file(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Type"] = "text/plain; charset=utf-8"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
