"""Pages of what all clocks are counted by: the table of numbers, and one-off bank holidays."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from investigations import access
from investigations.deadlines import RULES
from investigations.doors import StaffRequest, staff_page
from investigations.lifecycle import Conflict
from investigations.models import ClockChange, Holiday
from mysteryshopper import owed

from . import changing, keeping
from .forms import HolidayForm, NumberForm

_COUNTED_AGAIN = "Saved. The clocks of open cases are being counted again."
_CHANGES_SHOWN = 50


@require_GET
@staff_page(access.check_lead)
def settings(request: StaffRequest) -> HttpResponse:
    numbers = keeping.table().numbers
    context = {
        "rules": [(key, rule, rule.in_words(numbers[key])) for key, rule in RULES.items()],
        "changes": ClockChange.objects.exclude(words="").select_related("by").order_by("-at", "-pk")[:_CHANGES_SHOWN],
    }
    return render(request, "investigations/clocks/settings.html", context)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_lead)
def change(request: StaffRequest, key: str) -> HttpResponse:
    if key not in RULES:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = NumberForm(posted, key=key, number=keeping.table().numbers[key])
    if form.is_valid():
        changing.set_number(key, by=request.user, **form.cleaned_data)
        owed.nudge()
        messages.success(request, _COUNTED_AGAIN)
        return redirect("clocks:settings")
    context = {"form": form, "rule": RULES[key]}
    return render(request, "investigations/clocks/change.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_keep_calendar)
def holidays(request: StaffRequest) -> HttpResponse:
    form = HolidayForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            changing.add_holiday(by=request.user, **form.cleaned_data)
        except Conflict as conflict:
            form.add_error("day", str(conflict).rstrip("."))
        else:
            owed.nudge()
            messages.success(request, _COUNTED_AGAIN)
            return redirect("clocks:holidays")
    today = timezone.localdate()
    context = {
        "form": form,
        "added": Holiday.objects.order_by("-day"),
        "published": sorted(day for day in keeping.holidays() if day >= today),
        "today": today,
    }
    return render(request, "investigations/clocks/holidays.html", context, status=422 if form.is_bound else 200)


@require_POST
@staff_page(access.check_keep_calendar)
def remove_holiday(request: StaffRequest, pk: int) -> HttpResponse:
    changing.remove_holiday(get_object_or_404(Holiday, pk=pk), by=request.user)
    owed.nudge()
    messages.success(request, _COUNTED_AGAIN)
    return redirect("clocks:holidays")
