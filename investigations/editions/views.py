"""Pages on which leads make editions of the statistics."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from investigations import access
from investigations.doors import StaffRequest, posted, staff_page
from investigations.models import Edition
from investigations.outcomes.disclosure.publication import Publication

from . import making, printing
from .forms import CorrectForm, NewForm, SeenForm
from .ways import ENOUGH_FOR_TABLES, MERGES

# In the words of the page: see outcomes.disclosure.withholding.Why.
WHY = {
    "small": "Fewer than 5 cases",
    "few_providers": "Fewer than 5 different providers",
    "small_change": "A correction that fewer than 5 providers are behind",
    "version_before": "Withheld in the version before",
    "together": "Would give another withheld figure away",
    "earlier_edition": "Would give away a figure that an earlier edition withholds",
}


@require_GET
@staff_page(access.check_lead)
def editions(request: StaffRequest) -> HttpResponse:
    drafts = Edition.objects.filter(published_at=None).select_related("made_by")
    published = Edition.published().select_related("made_by", "signed_by").reverse().defer("decided")
    return render(request, "investigations/editions/list.html", {"drafts": drafts, "published": published})


@require_http_methods(["GET", "POST"])
@staff_page(access.check_lead)
def new(request: StaffRequest) -> HttpResponse:
    form = NewForm(posted(request))
    if form.is_valid():
        try:
            draft = making.ask(form.cleaned_data["ends_on"], form.cleaned_data["merged"], by=request.user)
        except making.TooSoon as too_soon:
            form.add_error("ends_on", str(too_soon))
        else:
            return redirect("editions:draft", draft.pk)
    context = {"form": form, "enough": ENOUGH_FOR_TABLES, "earliest": making.earliest()}
    return render(request, "investigations/editions/new.html", context, status=422 if form.is_bound else 200)


@require_GET
@staff_page(access.check_lead)
def draft(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Edition.objects.select_related("made_by"), pk=pk, published_at=None)
    context: dict[str, Any] = {"draft": found}
    if found.is_made and found.done_at:
        publication = Publication.from_json(found.document)
        context |= {
            "is_ready": True,
            "headline": printing.headline(publication),
            "tables": printing.tables(publication),
            "enough": ENOUGH_FOR_TABLES,
            **_withheld(found),
        }
    return render(request, "investigations/editions/draft.html", context)


def _withheld(draft: Edition) -> dict[str, Any]:
    why, figures = draft.decided["why"], draft.decided["figures"]
    ways = [
        (f"{'Not: ' if name in draft.merged else ''}{MERGES[name]}", withheld, of, round(100 * withheld / of))
        for name, (withheld, of) in draft.decided["other_ways"].items()
    ]
    return {
        "withheld": len(why),
        "figures": figures,
        "share": round(100 * len(why) / figures),
        "reasons": [(WHY[name], number) for name, number in Counter(each[2] for each in why).most_common()],
        "ways": ways,
    }


@require_POST
@staff_page(access.check_lead)
def sign_off(request: StaffRequest, pk: int) -> HttpResponse:
    found, form = _draft(pk), SeenForm(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else ""
    published = making.sign_off(found, seen=seen, by=request.user)
    messages.success(request, "The edition is published.")
    return redirect("statistics:version", published.ends_on.isoformat(), published.version)


@require_POST
@staff_page(access.check_lead)
def discard(request: StaffRequest, pk: int) -> HttpResponse:
    making.discard(_draft(pk), by=request.user)
    messages.success(request, "The draft is discarded.")
    return redirect("editions:list")


@require_http_methods(["GET", "POST"])
@staff_page(access.check_lead)
def correct(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Edition.published(), pk=pk)
    form = CorrectForm(posted(request))
    if form.is_valid():
        made = making.correct(found, form.cleaned_data["reason"], by=request.user)
        return redirect("editions:draft", made.pk)
    context = {"form": form, "edition": found}
    return render(request, "investigations/editions/correct.html", context, status=422 if form.is_bound else 200)


def _draft(pk: int) -> Edition:
    return get_object_or_404(Edition, pk=pk, published_at=None)
