"""The register as files: the official seven columns, our own with codes, JSON, and the description of them."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from django.db.models import Max
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import condition, require_safe

from investigations.models import RegisterEntry

from . import describing, records
from .codes import CODES, PROCESS_CHANGED

_ABOUT = {"licence": describing.LICENCE, "codes": CODES, "process_changed": PROCESS_CHANGED}

# Each piece is sent by itself: a line alone is not worth it.
_LINES_A_PIECE = 200


def changed_at(request: HttpRequest, **_of: str) -> datetime | None:
    """When anything in the register changed last."""
    return RegisterEntry.objects.aggregate(last=Max("updated_at"))["last"]


def _etag(request: HttpRequest, **_of: str) -> str:
    last = changed_at(request)
    return f'"{last.isoformat() if last else "empty"}"'


of_the_register = condition(etag_func=_etag, last_modified_func=changed_at)


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    return render(request, "investigations/register/data.html", _ABOUT)


@require_safe
@of_the_register
def official(request: HttpRequest) -> StreamingHttpResponse:
    """Without made-up cases: it has no column to say so."""
    entries = RegisterEntry.objects.shown().filter(is_demonstration=False)
    return _file(records.csv_lines(entries, records.OFFICIAL), "published-cases.csv", "text/csv; charset=utf-8")


@require_safe
@of_the_register
def cases_csv(request: HttpRequest) -> StreamingHttpResponse:
    lines = records.csv_lines(RegisterEntry.objects.shown(), records.OURS)
    return _file(lines, "cases.csv", "text/csv; charset=utf-8")


@require_safe
@of_the_register
def cases_json(request: HttpRequest) -> StreamingHttpResponse:
    lines = records.json_lines(RegisterEntry.objects.shown())
    return _file(lines, "cases.json", "application/json")


@require_safe
def datapackage(request: HttpRequest) -> JsonResponse:
    return JsonResponse(describing.datapackage(), json_dumps_params={"indent": 2})


def _file(lines: Iterator[str], name: str, content_type: str) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(_pieces(lines), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _pieces(lines: Iterator[str]) -> Iterator[str]:
    while some := list(islice(lines, _LINES_A_PIECE)):
        yield "".join(some)
