"""The page of one verb on one case: its form, and what the case is."""

from django.http import HttpResponse
from django.shortcuts import render

from investigations.doors import StaffRequest
from investigations.models import Case
from mysteryshopper.govuk.forms import GovukForm


def act_page(request: StaffRequest, form: GovukForm, title: str, case: Case, *, button: str = "") -> HttpResponse:
    """`button`: where the title does not say what a press does."""
    context = {"form": form, "title": title, "case": case, "button": button}
    return render(request, "investigations/casework/act.html", context, status=422 if form.is_bound else 200)
