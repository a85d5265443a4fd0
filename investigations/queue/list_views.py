"""The list of all cases, narrowed by its address."""

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from investigations import access
from investigations.doors import StaffRequest, staff_page
from investigations.models import Case

from . import exporting, filters, listing, searching
from .chips import chips


@require_GET
@staff_page(access.check_see_figures)
def cases(request: StaffRequest) -> HttpResponse:
    """All cases, filtered by the address. An unknown filter is a named error, not an empty list."""
    asked = filters.asked(request.GET, request.user)
    listed = asked.found if asked.may_list else Case.objects.none()
    context = {
        "page": listing.listed(listed, request.GET.get("page", "1"), now=timezone.now()),
        "form": asked.form,
        "chips": chips(asked),
        "query": asked.form.query() if asked.is_valid_query else "",
        "most_rows": exporting.MOST_ROWS,
        "not_listed": None if asked.may_list else asked.found.count(),
    }
    status = 200 if asked.is_valid_query else 400
    return render(request, "investigations/queue/cases.html", context, status=status)


@require_GET
@staff_page(access.check_see_figures)
def export(request: StaffRequest) -> HttpResponseBase:
    """The same list as a file. A wrong address gets the list's page, which says what is wrong."""
    asked = filters.asked(request.GET, request.user)
    if not asked.is_valid_query:
        return cases(request)
    if not asked.may_list:
        raise access.NotAllowed("Which cases came from what kind of provider is shown to those who work on them only.")
    file = StreamingHttpResponse(exporting.lines(asked.found, request.user), content_type="text/csv; charset=utf-8")
    file["Content-Disposition"] = 'attachment; filename="cases.csv"'
    return file


@require_GET
@staff_page(access.check_see_figures)
def search_help(request: StaffRequest) -> HttpResponse:
    """What search looks through, and what not."""
    context = {"may_work_queue": access.can_work_queue(request.user), "most_words": searching.MOST_TERMS}
    return render(request, "investigations/queue/search_help.html", context)
