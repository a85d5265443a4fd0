"""The pages of figures, for those entitled to true ones."""

from collections.abc import Collection
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from investigations import access
from investigations.doors import StaffRequest, staff_page

from . import abandonment, charts, narrowing, pages, published, vcse
from .definitions import DEFINITIONS
from .dimensions import DIMENSIONS
from .forms import FiguresForm, asked_for
from .headline import headline
from .made_up import made_up
from .narrowing import Asked
from .rates import Rate
from .tables import SHOWN

# Where each page is, and its name in the navigation.
NAVIGATION = [
    ("outcomes:dashboard", "Overview"),
    ("outcomes:whom", "For whom"),
    ("outcomes:what", "About what"),
    ("outcomes:vcse", "VCSE"),
    ("outcomes:time", "Time"),
    ("outcomes:crossed", "Crossed"),
    ("outcomes:definitions", "Definitions"),
    ("outcomes:downloads", "Downloads"),
    ("reporting:reports", "Progress reports"),
]


def form_of(request: StaffRequest) -> tuple[FiguresForm, Asked]:
    """What the address asks for. Of a wrong address, or one that narrows too far: its form, with errors, and all."""
    form = FiguresForm(request.GET, years=narrowing.years(timezone.localdate()))
    everything = Asked(works_queue=access.can_work_queue(request.user))
    if not form.is_valid():
        return form, everything
    asked = asked_for(form, works_queue=everything.works_queue)
    if narrowing.is_too_narrow(asked):
        form.add_error(None, narrowing.TOO_NARROW)
        return form, everything
    return form, asked


def answer(request: StaffRequest, template: str, form: FiguresForm, asked: Asked, **more: Any) -> HttpResponse:
    context = {"form": form, "asked": asked, "navigation": NAVIGATION, "made_up": made_up(asked), **more}
    context["cases"] = asked.behind({"demonstration": "yes"})
    status = 400 if form.errors else 200
    return render(request, f"investigations/outcomes/{template}.html", context, status=status)


@require_GET
@staff_page(access.check_see_figures)
def dashboard(request: StaffRequest) -> HttpResponse:
    form, asked = form_of(request)
    more = {
        "headline": headline(asked),
        "sections": pages.overview(asked, timezone.localdate()),
        "received": asked.behind({}),
        "open": asked.behind({"counted": "open"}),
    }
    return answer(request, "overview", form, asked, page="overview", **more)


@require_GET
@staff_page(access.check_see_figures)
def whom(request: StaffRequest) -> HttpResponse:
    form, asked = form_of(request)
    return answer(request, "whom", form, asked, page="whom", sections=pages.whom(asked, timezone.localdate()))


@require_GET
@staff_page(access.check_see_figures)
def what(request: StaffRequest) -> HttpResponse:
    form, asked = form_of(request)
    return answer(request, "what", form, asked, page="what", sections=pages.what(asked, timezone.localdate()))


@require_GET
@staff_page(access.check_see_figures)
def of_vcse(request: StaffRequest) -> HttpResponse:
    form, asked = form_of(request)
    more = {
        "panel": vcse.panel(asked),
        "sections": pages.of_vcse(asked, timezone.localdate()),
        "giving_up": abandonment.abandonment(abandonment.since("12", timezone.localdate())),
        "groups": abandonment.GROUPS,
        "keeps_benchmarks": access.can_lead(request.user),
    }
    return answer(request, "vcse", form, asked, page="vcse", **more)


@require_GET
@staff_page(access.check_see_figures)
def time(request: StaffRequest) -> HttpResponse:
    form, asked = form_of(request)
    return answer(request, "time", form, asked, page="time", sections=pages.time(asked, timezone.localdate()))


@require_GET
@staff_page(access.check_see_figures)
def crossed(request: StaffRequest) -> HttpResponse:
    form, asked = form_of(request)
    rows, columns, shown = crossing(request, form)
    more = {
        "sections": [pages.crossed(asked, rows, columns, shown)],
        "dimensions": [(key, dimension.title) for key, dimension in DIMENSIONS.items()],
        "shown": [(key, title) for key, (title, _) in SHOWN.items()],
        "chosen": {"rows": rows, "columns": columns, "show": shown},
    }
    return answer(request, "crossed", form, asked, page="crossed", **more)


def crossing(request: StaffRequest, form: FiguresForm) -> tuple[str, str, str]:
    """Which two dimensions and which figure. What there is not is an error of the form, and the usual in its place."""
    usual = {"rows": "authority-sector", "columns": "provider", "show": "received"}
    there: dict[str, Collection[str]] = {"rows": DIMENSIONS, "columns": DIMENSIONS, "show": SHOWN}
    chosen = {name: request.GET.get(name, value) for name, value in usual.items()}
    for name, label in (("rows", "Rows"), ("columns", "Columns"), ("show", "Figure")):
        if chosen[name] not in there[name]:
            form.add_error(None, f"{label}: choose one from the list")
            chosen[name] = usual[name]
    return chosen["rows"], chosen["columns"], chosen["show"]


@require_GET
@staff_page(access.check_see_figures)
def definitions(request: StaffRequest) -> HttpResponse:
    form, asked = form_of(request)
    history = published.published("rate")
    shares = [(f"Published, {one.period}", Rate(round(one.value * 10), 1000)) for one in history]
    chart = charts.bars_of_published(shares, title="“Positive” outcomes as published, per cent")
    more = {
        "definitions": DEFINITIONS,
        "history": history,
        "chart": chart,
        "in_time": published.published("in-time"),
        "paid": published.published("paid"),
    }
    return answer(request, "definitions", form, asked, page="definitions", **more)


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
