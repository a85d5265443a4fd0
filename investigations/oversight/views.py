"""The leads' page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from investigations import access
from investigations.doors import StaffRequest, staff_page
from investigations.models import ChasingTemplate, LetterTemplate

from . import figures


@require_GET
@staff_page(access.check_lead)
def oversight(request: StaffRequest) -> HttpResponse:
    shown = figures.oversight(timezone.localdate())
    missing = [kind for kind in ChasingTemplate.KINDS if LetterTemplate.objects.chasing(kind) is None]
    return render(request, "investigations/oversight/oversight.html", {"shown": shown, "missing": missing})
