"""Tables and charts as files, with the filters of the page that they are on."""

from collections.abc import Callable, Iterator

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from investigations import access
from investigations.doors import StaffRequest, staff_page

from . import downloads, pages
from .narrowing import Asked
from .pages import PAGES, Section
from .tables import Table
from .views import answer, crossing, form_of

_OF_TABLE: dict[str, tuple[str, Callable[[Table], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", downloads.csv_of),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", downloads.ods_of),
}
_OF_CHART = {"svg": ("image/svg+xml", downloads.svg_of), "png": ("image/png", downloads.png_of)}
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@staff_page(access.check_see_figures)
def file(request: StaffRequest, page: str, key: str, ending: str) -> HttpResponse:
    section = next((one for one in _sections(request, page) if one.key == key), None)
    if section is None:
        raise Http404
    if ending in _OF_TABLE:
        kind, table_as = _OF_TABLE[ending]
        return _attached(table_as(section.table), kind, f"{key}.{ending}")
    if ending not in _OF_CHART or section.chart is None:
        raise Http404
    kind, chart_as = _OF_CHART[ending]
    return _attached(chart_as(section.chart), kind, f"{key}.{ending}")


@require_GET
@staff_page(access.check_see_figures)
def workbook(request: StaffRequest) -> HttpResponse:
    asked, today = _asked(request), timezone.localdate()
    tables = [section.table for _, build in PAGES.values() for section in build(asked, today)]
    about = ["Mystery Shopper: figures", f"Made on {today:%d %B %Y}", *(asked.words or ("All years",))]
    return _attached(downloads.workbook_of(tables, about), _WORKBOOK, "figures.xlsx")


@require_GET
@staff_page(access.check_see_figures)
def listed(request: StaffRequest) -> HttpResponse:
    """Every file there is, page by page."""
    form, asked = form_of(request)
    today = timezone.localdate()
    files = [(key, title, build(asked, today)) for key, (title, build) in PAGES.items()]
    return answer(request, "downloads", form, asked, page="downloads", files=files)


def _sections(request: StaffRequest, page: str) -> Iterator[Section]:
    asked = _asked(request)
    if page == "crossed":
        yield pages.crossed(asked, *crossing(request))
    elif page in PAGES:
        yield from PAGES[page][1](asked, timezone.localdate())


def _asked(request: StaffRequest) -> Asked:
    """Raises Http404 for an address that no page has."""
    form, asked = form_of(request)
    if form.errors:
        raise Http404
    return asked


def _attached(content: bytes, kind: str, name: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=kind, headers=headers)
