"""The dashboard, and where providers give up, for those entitled to true figures."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from investigations import access
from investigations.doors import StaffRequest, staff_page

from . import abandonment, charts, figures


@require_GET
@staff_page(access.check_see_figures)
def dashboard(request: StaffRequest) -> HttpResponse:
    shown = figures.dashboard()
    breakdowns = [
        ("Sector of the authority", "authority-sector", shown.by_authority_sector),
        ("Provider", "provider", shown.by_provider),
        ("Year received", "year", shown.by_year),
    ]
    context = {
        "dashboard": shown,
        "breakdowns": [
            (title, key, rows, charts.bars_of_rates(rows, title=f"Process changed, of reported. By {title.lower()}"))
            for title, key, rows in breakdowns
        ],
    }
    return render(request, "investigations/outcomes/dashboard.html", context)


@require_GET
@staff_page(access.check_see_figures)
def giving_up(request: StaffRequest) -> HttpResponse:
    period = request.GET.get("period", next(iter(abandonment.PERIODS)))
    if period not in abandonment.PERIODS:
        raise Http404
    context = {
        "abandonment": abandonment.abandonment(abandonment.since(period, timezone.localdate())),
        "groups": abandonment.GROUPS,
        "period": period,
        "periods": [(name, label) for name, (label, _) in abandonment.PERIODS.items()],
    }
    return render(request, "investigations/outcomes/giving_up.html", context)
