"""Pages of the tasks of one case, and of one's own."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from investigations import access, unsent
from investigations.doors import StaffRequest, staff_page
from investigations.models import Case
from mysteryshopper.staff.models import User

from . import checking, reading
from .forms import AddAllForm, TaskForm

_PER_PAGE = 50


@require_GET
@staff_page(access.check_work_queue)
def mine(request: StaffRequest) -> HttpResponse:
    tasks = reading.mine(request.user).select_related("case__authority").defer("case__words")
    page = Paginator(tasks, _PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "investigations/checklists/mine.html", {"page": page, "today": timezone.localdate()})


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def add(request: StaffRequest, reference: str) -> HttpResponse:
    case = _worked_on(request, reference)
    kept = unsent.kept(request) if request.method == "GET" else None
    readers = User.objects.filter(access.readers_of(case)).order_by("name", "pk")
    form = TaskForm(request.POST if request.method == "POST" else kept, readers=readers)
    if request.method == "POST" and form.is_valid():
        checking.add(case, by=request.user, **form.cleaned_data)
        messages.success(request, "The task is added.")
        return redirect(_tasks_of(reference))
    context = {"form": form, "title": "Add a task", "case": case, "is_kept": kept is not None}
    status = 422 if request.method == "POST" else 200
    return render(request, "investigations/checklists/add.html", context, status=status)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def add_all(request: StaffRequest, reference: str) -> HttpResponse:
    case = _worked_on(request, reference)
    form = AddAllForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        checking.add_all(case, by=request.user, **form.cleaned_data)
        messages.success(request, "The tasks are added.")
        return redirect(_tasks_of(reference))
    context = {"form": form, "title": "Add all tasks of a template", "case": case}
    return render(request, "investigations/checklists/add.html", context, status=422 if form.is_bound else 200)


@require_POST
@staff_page(access.check_work_queue)
def tick(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    case = _worked_on(request, reference)
    checking.tick(case, get_object_or_404(case.tasks, pk=pk), by=request.user)
    return redirect(_tasks_of(reference))


@require_POST
@staff_page(access.check_work_queue)
def untick(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    case = _worked_on(request, reference)
    checking.untick(case, get_object_or_404(case.tasks, pk=pk), by=request.user)
    return redirect(_tasks_of(reference))


def _worked_on(request: StaffRequest, reference: str) -> Case:
    case = get_object_or_404(Case.objects.select_related("authority", "owner"), reference=reference)
    access.check_work_on(request.user, case)
    return case


def _tasks_of(reference: str) -> str:
    return reverse("casework:case", args=[reference]) + "#tasks"
