"""The register as pages, and what is new in it as feeds."""

from django.db.models import Max, Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import conditional_page, require_safe

from complaints.models import Authority
from investigations.models import RegisterEntry
from investigations.models.register import read_public_id

from . import feeds, reading
from .narrowing import NarrowingForm, narrowed
from .paging import END, NoSuchKey, page_of

# What a sitemap may hold: https://www.sitemaps.org/protocol.html
_MOST_ADDRESSES = 50_000


@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """The list. A key that leads nowhere is no page."""
    form = NarrowingForm(request.GET)
    try:
        page = page_of(narrowed(form), after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    except NoSuchKey:
        raise Http404 from None
    is_narrowed = form.is_valid() and any(form.chosen())
    context = {"form": form, "page": page, "is_narrowed": is_narrowed, "end": END}
    return render(request, "investigations/register/list.html", context, status=200 if form.is_valid() else 422)


@require_safe
def entry(request: HttpRequest, public_id: str) -> HttpResponse:
    """At a stable address. One that was withdrawn says so, and why."""
    found = get_object_or_404(reading.with_follow_up(RegisterEntry.objects.known()), public_id=public_id)
    if found.withdrawn_at:
        return render(request, "investigations/register/withdrawn.html", {"entry": found}, status=410)
    return render(request, "investigations/register/entry.html", {"page": reading.entry_page(found), "entry": found})


@require_safe
def written_otherwise(request: HttpRequest, number: str) -> HttpResponse:
    """The number of an entry without its hyphen or in small letters leads to its address."""
    found = get_object_or_404(RegisterEntry.objects.known(), public_id=read_public_id(number))
    return redirect("register:entry", found.public_id, permanent=True)


@conditional_page
@require_safe
def feed(request: HttpRequest, code: str = "") -> HttpResponse:
    """Of the whole register, or of one authority by its code."""
    authority = get_object_or_404(Authority, code=code) if code else None
    found = RegisterEntry.objects.shown()
    made = feeds.feed(found.filter(authority=authority) if authority else found, authority)
    return HttpResponse(made, content_type="application/atom+xml; charset=utf-8")


@conditional_page
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """One for each year."""
    days = RegisterEntry.objects.shown().aggregate(first=Min("listed_on"), last=Max("listed_on"))
    context = {"years": range(days["first"].year, days["last"].year + 1) if days["first"] else []}
    return render(request, "investigations/register/sitemap.xml", context, content_type="application/xml")


@conditional_page
@require_safe
def sitemap_of(request: HttpRequest, year: int) -> HttpResponse:
    found = RegisterEntry.objects.shown().filter(listed_on__year=year).newest_first()
    rows = found.values_list("public_id", "updated_at")[:_MOST_ADDRESSES]
    addresses = ((reading.address(public_id), at.isoformat()) for public_id, at in rows)
    return render(
        request, "investigations/register/sitemap_of.xml", {"addresses": addresses}, content_type="application/xml"
    )


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return render(request, "investigations/register/robots.txt", content_type="text/plain; charset=utf-8")
