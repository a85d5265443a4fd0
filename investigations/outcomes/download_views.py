"""Tables and charts as files, with the filters of the page that they are on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from investigations import access
from investigations.doors import StaffRequest, staff_page

from . import downloads, pages, vcse
from .definitions import DEFINITIONS, NOT_FOR_PUBLICATION
from .headline import headline, headline_table
from .made_up import made_up
from .narrowing import Asked
from .pages import PAGES, Section
from .views import answer, crossed, crossing, form_of

_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_NAME = 120


@require_GET
@staff_page(access.check_see_figures)
def file(request: StaffRequest, page: str, key: str, ending: str) -> HttpResponseBase:
    """Of a wrong address a page that says what is wrong: that of the crossed figures, or of all files."""
    form, asked = form_of(request)
    across = crossing(request, form) if page == "crossed" else None
    if form.errors:
        return crossed(request) if across else listed(request)
    section = next((one for one in _sections(page, across, asked) if one.key == key), None)
    if section is None or ending not in ("csv", "ods", "svg", "png"):
        raise Http404
    told = _Told(asked, made_up(asked).words, timezone.localdate())
    name = told.name("-by-".join(across[:2]) + f"-{across[2]}" if across else key, ending)
    if ending == "csv":
        return _attached(downloads.csv_of(section.table), "text/csv; charset=utf-8", name)
    if ending == "ods":
        return _attached(downloads.ods_of(section.table, told.about()), _ODS, name)
    chart = section.chart
    if chart is None:
        raise Http404
    if ending == "svg":
        return _attached(downloads.svg_of(chart, told.heads(), told.notes()), "image/svg+xml", name)
    return _attached(downloads.png_of(chart, told.heads(), told.notes()), "image/png", name)


@require_GET
@staff_page(access.check_see_figures)
def workbook(request: StaffRequest) -> HttpResponseBase:
    """The figures at the top first, then every table, page by page."""
    form, asked = form_of(request)
    if form.errors:
        return listed(request)
    told = _Told(asked, made_up(asked).words, timezone.localdate())
    tables = [headline_table(headline(asked), asked), vcse.share_table(vcse.panel(asked), asked)]
    tables += [section.table for _, build in PAGES.values() for section in build(asked, told.today)]
    return _attached(downloads.workbook_of(tables, told.about()), _WORKBOOK, told.name("figures", "xlsx"))


@dataclass(frozen=True)
class _Told:
    """What goes with a file wherever it goes: what it is of, whether anything in it is made up, from when it is."""

    asked: Asked
    made_up: str
    today: date

    @property
    def words(self) -> tuple[str, ...]:
        return self.asked.words or ("All years",)

    def heads(self) -> list[str]:
        return [" · ".join(self.words), self.made_up]

    def notes(self) -> list[str]:
        return [f"Source: Mystery Shopper, figures as they stood on {self.today:%-d %B %Y}. {NOT_FOR_PUBLICATION}."]

    def about(self) -> list[list[str]]:
        lines = ["Mystery Shopper: figures", *self.heads(), *self.notes()]
        definitions = [["Figure", "What it is", "What it leaves out"], *map(list, DEFINITIONS)]
        return [*([line] for line in lines if line), [""], *definitions]

    def name(self, key: str, ending: str) -> str:
        """Two files of other cases have other names."""
        of = slugify(" ".join([key, *self.words]).replace("/", "-"))[:_LONGEST_NAME]
        return f"{of}{'-with-made-up-cases' if self.made_up else ''}.{ending}"


@require_GET
@staff_page(access.check_see_figures)
def listed(request: StaffRequest) -> HttpResponse:
    """Every file there is, page by page."""
    form, asked = form_of(request)
    today = timezone.localdate()
    files = [(key, title, build(asked, today)) for key, (title, build) in PAGES.items()]
    return answer(request, "downloads", form, asked, page="downloads", files=files)


def _sections(page: str, across: tuple[str, str, str] | None, asked: Asked) -> Iterator[Section]:
    if across:
        yield pages.crossed(asked, *across)
    elif page in PAGES:
        yield from PAGES[page][1](asked, timezone.localdate())


def _attached(content: bytes, kind: str, name: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=kind, headers=headers)
