"""Figures of others that the VCSE share is held against: leads keep them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from investigations import access
from investigations.doors import StaffRequest, posted, staff_page
from investigations.lifecycle import Conflict
from investigations.models import Benchmark, BenchmarkChange

from . import benchmarks
from .benchmark_forms import BenchmarkForm

_CHANGES_SHOWN = 50


@require_GET
@staff_page(access.check_lead)
def listed(request: StaffRequest) -> HttpResponse:
    changes = BenchmarkChange.objects.select_related("by")[:_CHANGES_SHOWN]
    context = {"benchmarks": Benchmark.objects.all(), "changes": changes}
    return render(request, "investigations/history/benchmarks.html", context)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_lead)
def new(request: StaffRequest) -> HttpResponse:
    return _edit(request, Benchmark())


@require_http_methods(["GET", "POST"])
@staff_page(access.check_lead)
def change(request: StaffRequest, pk: int) -> HttpResponse:
    return _edit(request, get_object_or_404(Benchmark, pk=pk))


@require_POST
@staff_page(access.check_lead)
def take_back(request: StaffRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Benchmark, pk=pk)
    benchmarks.take_back(one, seen=request.POST.get("seen", ""), by=request.user)
    messages.success(request, "Taken back. The pages of figures no longer show it.")
    return redirect("history:benchmarks")


def _edit(request: StaffRequest, benchmark: Benchmark) -> HttpResponse:
    form, status = BenchmarkForm(posted(request), benchmark=benchmark), 200
    if form.is_valid():
        seen, data = form.cleaned_data["seen"], {name: form.cleaned_data[name] for name in benchmarks.COLUMNS}
        try:
            benchmarks.save(benchmark, data, seen=seen, by=request.user)
        except Conflict as conflict:
            form.add_error(None, str(conflict).rstrip("."))
            status = 409
        else:
            messages.success(request, "Saved. The pages of figures show it now.")
            return redirect("history:benchmarks")
    elif form.is_bound:
        status = 422
    context = {"form": form, "benchmark": benchmark}
    return render(request, "investigations/history/benchmark.html", context, status=status)
