"""The statistics as everybody reads them: published editions and nothing else."""

import json as json_text
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from investigations.models import Edition
from investigations.outcomes.disclosure.publication import Publication

from . import printing


@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    return render(
        request, "investigations/editions/public_list.html", {"editions": reversed(Edition.newest_versions())}
    )


@require_safe
def edition(request: HttpRequest, day: str, version: int | None = None) -> HttpResponse:
    """The version that holds, or an older one, which says so."""
    found = _edition(day, version)
    publication = Publication.from_json(found.document)
    versions = list(Edition.published().filter(ends_on=found.ends_on).order_by("-version"))
    context = {
        "edition": found,
        "headline": printing.headline(publication),
        "tables": printing.tables(publication),
        "covers": publication.covers,
        "versions": versions,
        "newest": versions[0],
    }
    return render(request, "investigations/editions/public_edition.html", context)


@require_safe
def csv(request: HttpRequest, day: str, version: int) -> HttpResponse:
    return _file(request, _edition(day, version), "csv", "text/csv; charset=utf-8", printing.as_csv)


@require_safe
def json(request: HttpRequest, day: str, version: int) -> HttpResponse:
    def text(document: dict[str, Any]) -> str:
        return json_text.dumps(document, indent=1, sort_keys=True, ensure_ascii=False)

    return _file(request, _edition(day, version), "json", "application/json", text)


def _file(
    request: HttpRequest, edition: Edition, kind: str, content_type: str, made: Callable[[dict[str, Any]], str]
) -> HttpResponse:
    """It never changes, so its tag is the digest of what is published."""
    assert edition.published_at
    changed = int(edition.published_at.timestamp())
    etag = f'"{edition.digest[:32]}-{kind}"'
    response = get_conditional_response(request, etag=etag, last_modified=changed)
    if response is None:
        response = HttpResponse(made(edition.document), content_type=content_type)
        response["Content-Disposition"] = (
            f'attachment; filename="statistics-{edition.ends_on}-version-{edition.version}.{kind}"'
        )
    response["ETag"], response["Last-Modified"] = etag, http_date(changed)
    patch_cache_control(response, public=True, max_age=3600)
    return response


def _edition(day: str, version: int | None) -> Edition:
    found = [each for each in Edition.published().order_by("-version") if each.ends_on.isoformat() == day]
    if version is not None:
        found = [each for each in found if each.version == version]
    if not found:
        raise Http404
    return found[0]
