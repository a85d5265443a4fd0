"""The register as a read-only API: docs/register.md and /api/v1/openapi.json say how it answers."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page

from complaints.models import Authority
from investigations.models import RegisterEntry

from . import describing, records
from .asking import AskForm, AuthoritiesForm, CasesForm
from .data_views import changed_at
from .narrowing import narrow
from .paging import NoSuchKey, page_of

View = Callable[..., HttpResponse]
_ALLOWED = "GET, HEAD, OPTIONS"


class Refused(Exception):
    """Answered as JSON. `fields`: what is wrong with which parameter."""

    def __init__(self, status: int, message: str, fields: dict[str, list[str]] | None = None) -> None:
        super().__init__(message)
        self.status, self.message, self.fields = status, message, fields


def api(view: View) -> View:
    """Reads only, for pages of any site; what goes wrong is JSON too, and says what to send instead."""

    @conditional_page
    def read(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as refused:
            return _refusal(refused)

    @csrf_exempt  # nothing is changed here, and a refusal is JSON
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            response = HttpResponse(status=204)
            response["Allow"] = response["Access-Control-Allow-Methods"] = _ALLOWED
        elif request.method in {"GET", "HEAD"}:
            response = read(request, *args, **kwargs)
        else:
            response = _refusal(Refused(405, "This API is read only. Send GET."))
            response["Allow"] = _ALLOWED
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Last-Modified"
        return response

    return answer


@api
def cases(request: HttpRequest) -> HttpResponse:
    """The newest first. `next` leads to the next page, until there is none."""
    form = _asked(CasesForm, request)
    entries = records.whole(narrow(RegisterEntry.objects.shown(), form.chosen()))
    try:
        page = page_of(entries, after=form.cleaned_data["after"], size=form.size)
    except NoSuchKey:
        raise Refused(404, "No case has the number in “after”. Take the address in “next”.") from None
    listed = {
        "total": page.total,
        "cases": [records.record(entry) for entry in page.entries],
        "next": _next(request, page.after),
    }
    return _dated(JsonResponse(listed), request)


@api
def case(request: HttpRequest, public_id: str) -> HttpResponse:
    """With all its published versions."""
    entry = records.whole(RegisterEntry.objects.known()).filter(public_id=public_id).first()
    if entry is None:
        raise Refused(404, "No case has this number. They look like 7K3P-9QXD, and /api/v1/cases lists them.")
    if entry.withdrawn_at:
        raise Refused(410, f"This case was taken out of the register: {entry.withdrawn_reason}")
    versions = [records.version_record(version) for version in entry.readable_versions]
    return JsonResponse({**records.record(entry), "versions": versions})


@api
def authorities(request: HttpRequest) -> HttpResponse:
    """Those with a case in the register, by their code."""
    form = _asked(AuthoritiesForm, request)
    listed = RegisterEntry.objects.shown().filter(authority=OuterRef("pk"))
    found = Authority.objects.filter(Exists(listed), code__gt=form.cleaned_data["after"])
    if form.cleaned_data["sector"]:
        found = found.filter(sector=form.cleaned_data["sector"])
    page = list(found.order_by("code")[: form.size + 1])
    shown, after = page[: form.size], page[form.size - 1].code if len(page) > form.size else ""
    body = {"authorities": [records.authority_record(one) for one in shown], "next": _next(request, after)}
    return _dated(JsonResponse(body), request)


@api
def openapi(request: HttpRequest) -> HttpResponse:
    return JsonResponse(describing.openapi(), json_dumps_params={"indent": 2})


@api
def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Every other address of the API."""
    raise Refused(404, "There is nothing here. /api/v1/cases and /api/v1/authorities are.")


def _asked(form_class: type[Any], request: HttpRequest) -> Any:
    """A form that is valid. Raises Refused."""
    form: AskForm = form_class(request.GET)
    if not form.is_valid():
        raise Refused(400, "Some parameters are wrong. “fields” says which, and what to send.", form.wrong())
    return form


def _next(request: HttpRequest, after: str) -> str | None:
    if not after:
        return None
    query = request.GET.copy()
    query["after"] = after
    return f"{settings.BASE_URL}{request.path}?{query.urlencode()}"


def _dated(response: HttpResponse, request: HttpRequest) -> HttpResponse:
    if last := changed_at(request):
        response["Last-Modified"] = http_date(last.timestamp())
    return response


def _refusal(refused: Refused) -> JsonResponse:
    error: dict[str, Any] = {"status": refused.status, "message": refused.message}
    if refused.fields:
        error["fields"] = refused.fields
    error["documentation"] = f"{settings.BASE_URL}{reverse('api:openapi')}"
    return JsonResponse({"error": error}, status=refused.status)
