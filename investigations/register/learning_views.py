"""Learning packs, as pages and as PDF."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from mysteryshopper import typesetting

from . import describing, learning
from .data_views import of_the_register

_TEMPLATE = Path(__file__).with_name("learning.typ")
ABOUT = (
    "What our investigations of one kind of complaint have in common. No authority and no supplier is named. Where an "
    "account could say who it was about, we leave it out."
)


@require_safe
def packs(request: HttpRequest) -> HttpResponse:
    context = {
        "themes": learning.themes(),
        "fewest": learning.FEWEST_CASES,
        "fewest_authorities": learning.FEWEST_AUTHORITIES,
    }
    return render(request, "investigations/register/packs.html", context)


@require_safe
def pack(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "investigations/register/pack.html", {"pack": _pack(slug), "about": ABOUT})


@require_safe
@of_the_register
def pack_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    found = _pack(slug)
    answer = HttpResponse(_pdf(found), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="learning-{found.theme.slug}.pdf"'
    return answer


def _pack(slug: str) -> learning.Pack:
    """Raises Http404."""
    found = learning.pack(slug)
    if found is None:
        raise Http404
    return found


def _pdf(pack: learning.Pack) -> bytes:
    """PDF/UA-1. What is in the words is text, never typesetting."""
    said = {
        "title": pack.theme.title,
        "about": ABOUT,
        "cases": pack.theme.cases,
        "made_up": pack.theme.made_up,
        "outcomes": pack.outcomes,
        "told": pack.told,
        "rules": [rule._asdict() for rule in pack.rules],
        "address": f"{settings.BASE_URL}{reverse('register:pack', args=[pack.theme.slug])}",
        "register": f"{settings.BASE_URL}{reverse('register:list')}",
        "day": f"{timezone.localdate():%-d %B %Y}",
        "licence": describing.LICENCE,
    }
    made, _ = typesetting.pdf(_source(), said)
    return made


@cache
def _source() -> bytes:
    return _TEMPLATE.read_bytes()
