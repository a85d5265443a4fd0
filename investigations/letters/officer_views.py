"""Who of the authority is let in: let in, given another code, shut."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from investigations import access
from investigations.doors import StaffRequest, case_or_404, staff_page
from investigations.models import Officer
from mysteryshopper import owed

from . import admitting, reading
from .forms import LetInForm


@require_POST
@staff_page(access.check_work_queue)
def let_in(request: StaffRequest, reference: str) -> HttpResponse:
    case = case_or_404(reference)
    access.check_work_on(request.user, case)
    form = LetInForm(request.POST, case=case)
    if not form.is_valid():
        page = reading.letters_page(case, user=request.user, now=timezone.now())
        context = {"case": case, "page": page, "form": form}
        return render(request, "investigations/letters/letters.html", context, status=422)
    officer = admitting.let_in(case, form.cleaned_data["contact"], by=request.user)
    owed.nudge()
    messages.success(request, f"{officer.contact} is let in. Their code is in a mail of its own.")
    return redirect("letters:letters", reference)


@require_POST
@staff_page(access.check_work_queue)
def issue_anew(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    officer = admitting.issue_anew(_officer(reference, pk), by=request.user)
    owed.nudge()
    messages.success(request, f"{officer.contact} gets another code. The old one lets in no longer.")
    return redirect("letters:letters", reference)


@require_POST
@staff_page(access.check_work_queue)
def shut_out(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    officer = _officer(reference, pk)
    admitting.shut_out(officer, by=request.user)
    messages.success(request, f"The code of {officer.contact} lets in no longer.")
    return redirect("letters:letters", reference)


def _officer(reference: str, pk: int) -> Officer:
    return get_object_or_404(Officer.objects.select_related("case", "contact"), pk=pk, case__reference=reference)
