"""The receipt, for the browser that filed or follows; and its check, for anybody who holds one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from complaints.filing import submitting
from complaints.filing.browser import token_in
from complaints.models import Complaint
from complaints.reference import read_reference
from complaints.tracking.door import let_in_only

from .digesting import Erased, digest, is_digest
from .forms import CheckForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Whether a complaint is as it was sent. An unknown reference looks like a wrong code."""
    form = CheckForm(request.POST if request.method == "POST" else None)
    found, is_unmatched = None, False
    if form.is_bound and form.is_valid():
        reference = read_reference(form.cleaned_data["reference"])
        held = Complaint.objects.filter(reference=reference).first()
        found = held if held and is_digest(form.cleaned_data["digest"], held) else None
        is_unmatched = found is None
        if is_unmatched:
            form.add_error("reference", _("This reference and check code do not match. Check both."))
    context = {"form": form, "found": found, "is_unmatched": is_unmatched}
    return render(request, "complaints/receipts/check.html", context, status=200 if found or not form.is_bound else 422)


@never_cache
@require_safe
def of_filed(request: HttpRequest) -> HttpResponse:
    complaint = submitting.filed_with(token_in(request))
    if complaint is None:
        return redirect("filing:before")
    return _receipt(request, complaint)


@require_safe
@let_in_only
def of_followed(request: HttpRequest, followed: Complaint) -> HttpResponse:
    return _receipt(request, followed)


def _receipt(request: HttpRequest, complaint: Complaint) -> HttpResponse:
    """As a file. The same, however often and wherever it is downloaded."""
    try:
        context = {"complaint": complaint, "digest": digest(complaint)}
    except Erased:
        return render(request, "complaints/receipts/erased.html", status=410)
    response = render(request, "complaints/receipts/receipt.txt", context)
    response["Content-Type"] = "text/plain; charset=utf-8"
    response["Content-Disposition"] = f'attachment; filename="receipt-{complaint.reference}.txt"'
    return response
