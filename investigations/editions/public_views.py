"""The statistics as everybody reads them: published editions and nothing else."""

from collections.abc import Callable
from datetime import date
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from investigations.models import Edition
from investigations.outcomes.disclosure.publication import Publication

from . import comparing, files, printing
from .words import WORDS

_FILES: dict[str, tuple[str, Callable[[dict[str, Any]], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", files.as_csv),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", files.as_ods),
    "json": ("application/json", files.as_json),
}
# Another number when files are written otherwise, so that nobody keeps the old ones.
_FORM = 2


@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    """All of them, the newest first, each with its versions; and the headline of the newest."""
    found = Edition.published().order_by("-ends_on", "-version").defer("document", "decided")
    listed = [list(versions) for _, versions in groupby(found, key=lambda each: each.ends_on)]
    newest = listed[0][0] if listed else None
    context = {
        "editions": listed,
        "newest": newest,
        "headline": printing.headline(Publication.from_json(newest.document)) if newest else None,
    }
    return render(request, "investigations/editions/public_list.html", context)


@require_safe
def edition(request: HttpRequest, day: date, version: int | None = None) -> HttpResponse:
    """The version that holds, or an older one, which says so."""
    found = _edition(day, version)
    publication = Publication.from_json(found.document)
    versions = list(Edition.published().filter(ends_on=day).order_by("-version").defer("document", "decided"))
    before = next((each for each in versions if each.version == found.version - 1), None)
    context = {
        "edition": found,
        "headline": printing.headline(publication),
        "tables": printing.tables(publication),
        "use": printing.use(publication),
        "benchmarks": found.document.get("benchmarks", []),
        "words": WORDS,
        "covers": [(date.fromisoformat(day), version) for day, version in publication.covers],
        "versions": versions,
        "newest": versions[0],
        "changes": comparing.changes(Publication.from_json(before.document), publication) if before else [],
    }
    return render(request, "investigations/editions/public_edition.html", context)


@require_safe
def file(request: HttpRequest, day: date, version: int, ending: str) -> HttpResponse:
    if ending not in _FILES:
        raise Http404
    return _sent(request, _edition(day, version), "figures", ending, *_FILES[ending])


@require_safe
def shares(request: HttpRequest, day: date, version: int) -> HttpResponse:
    return _sent(request, _edition(day, version), "shares", "csv", _FILES["csv"][0], files.shares_as_csv)


def _sent(
    request: HttpRequest,
    edition: Edition,
    name: str,
    ending: str,
    content_type: str,
    made: Callable[[dict[str, Any]], bytes],
) -> HttpResponse:
    """It never changes, so its tag is the digest of what is published, and the way in which we write it."""
    assert edition.published_at
    changed = int(edition.published_at.timestamp())
    etag = f'"{edition.digest[:32]}-{name}-{ending}-{_FORM}"'
    response = get_conditional_response(request, etag=etag, last_modified=changed)
    if response is None:
        saved_as = f"statistics-{edition.ends_on}-version-{edition.version}-{name}.{ending}"
        headers = {"Content-Disposition": f'attachment; filename="{saved_as}"', "X-Content-Type-Options": "nosniff"}
        response = HttpResponse(made(edition.document), content_type=content_type, headers=headers)
    response["ETag"], response["Last-Modified"] = etag, http_date(changed)
    patch_cache_control(response, public=True, max_age=3600)
    return response


def _edition(day: date, version: int | None) -> Edition:
    """Raises Http404."""
    found = Edition.published().filter(ends_on=day).order_by("-version").defer("decided")
    if version is not None:
        found = found.filter(version=min(version, _MOST_VERSIONS))
    edition = found.first()
    if edition is None:
        raise Http404
    return edition


# What the column holds: a larger number in an address is no error of the database.
_MOST_VERSIONS = 32767
