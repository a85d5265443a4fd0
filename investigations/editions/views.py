"""Pages on which leads make editions of the statistics."""

from collections import Counter
from datetime import timedelta
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from investigations import access
from investigations.doors import StaffRequest, posted, staff_page
from investigations.models import Comparison, Edition
from investigations.outcomes.disclosure.publication import Figure, Publication

from . import comparing, making, printing
from .forms import CorrectForm, CutForm, NewForm, SeenForm
from .merging import MERGES
from .ways import ENOUGH_FOR_TABLES
from .words import WORDS


class Reason(NamedTuple):
    """`mark`: beside the figure."""

    mark: str
    words: str


# See outcomes.disclosure.withholding.Why.
REASONS = {
    "small": Reason(
        "few cases", "Fewer than 5 different providers are behind it, none included: there are fewer than 5 cases"
    ),
    "few_providers": Reason(
        "few providers", "Fewer than 5 different providers are behind it, though there are 5 cases or more"
    ),
    "small_change": Reason("small change", "Fewer than 5 providers are behind what a correction changes"),
    "version_before": Reason("as before", "Withheld in the version before"),
    "together": Reason("protects others", "Would give another withheld figure away, by adding up or taking away"),
    "earlier_edition": Reason("protects earlier", "Would give away a figure that an earlier edition withholds"),
}


@require_GET
@staff_page(access.check_lead)
def editions(request: StaffRequest) -> HttpResponse:
    drafts = Edition.objects.filter(published_at=None).select_related("made_by").defer("document", "decided")
    published = Edition.published().select_related("made_by", "signed_by").reverse().defer("document", "decided")
    newest = set(Edition.newest_versions().values_list("pk", flat=True))
    is_preview = any(making.is_preview(each) for each in drafts)
    context = {"drafts": drafts, "is_preview": is_preview, "published": published, "newest": newest}
    return render(request, "investigations/editions/list.html", context)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_lead)
def new(request: StaffRequest) -> HttpResponse:
    """Where the next edition may only end later, a preview of it."""
    is_open = making.can_be_asked_for()
    form = (NewForm if is_open else CutForm)(posted(request))
    if form.is_valid():
        merged = form.cleaned_data["merged"]
        try:
            if not is_open:
                return redirect("editions:draft", making.preview(merged, by=request.user).pk)
            return redirect("editions:draft", making.ask(form.cleaned_data["ends_on"], merged, by=request.user).pk)
        except making.TooSoon as too_soon:
            form.add_error("ends_on" if is_open else None, str(too_soon))
    first = making.earliest()
    last = Edition.with_ways()
    context = {
        "form": form,
        "is_open": is_open,
        "enough": ENOUGH_FOR_TABLES,
        "earliest": first,
        "from_day": first and first + timedelta(days=1),
        "last": last,
        "ways": _ways(last) if last else [],
    }
    return render(request, "investigations/editions/new.html", context, status=422 if form.is_bound else 200)


@require_GET
@staff_page(access.check_lead)
def draft(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Edition.objects.select_related("made_by"), pk=pk, published_at=None)
    context: dict[str, Any] = {"draft": found, "is_preview": making.is_preview(found), "earliest": making.earliest()}
    if found.is_made and found.done_at:
        context |= {"is_ready": True, "enough": ENOUGH_FOR_TABLES, **_preview(found), **_withheld(found)}
    return render(request, "investigations/editions/draft.html", context)


def _preview(draft: Edition) -> dict[str, Any]:
    publication = Publication.from_json(draft.document)
    why = {Figure(table, tuple(rows)): REASONS[name].mark for table, rows, name in draft.decided["why"]}
    form = None if draft.version > 1 or not publication.covers else CutForm(initial={"merged": draft.merged})
    return {
        "headline": printing.headline(publication, why),
        "tables": printing.tables(publication, why),
        "use": printing.use(publication, why),
        "benchmarks": draft.document["benchmarks"],
        "words": WORDS,
        "covers": publication.covers,
        "form": form,
        "is_reason_held": making.is_reason_held(draft),
        "changes": _changes(draft),
    }


def _changes(draft: Edition) -> list[comparing.Change]:
    before = making.before_of(draft)
    if before is None:
        return []
    return comparing.changes(Publication.from_json(before.document), Publication.from_json(draft.document))


def _withheld(draft: Edition) -> dict[str, Any]:
    figures = draft.decided["figures"]
    number_of = Counter(name for *_, name in draft.decided["why"])
    return {
        "withheld": number_of.total(),
        "figures": figures,
        "share": number_of.total() / figures,
        "reasons": [(REASONS[name], number) for name, number in number_of.most_common()],
        "ways": _ways(draft),
    }


def _ways(edition: Edition) -> list[dict[str, Any]]:
    """What each merge would change in it. Empty until it is worked out."""
    comparison = Comparison.objects.filter(edition=edition, done_at__isnull=False).first()
    return [
        {"words": words, "is_merged": name in edition.merged, "share": way["withheld"] / way["figures"], **way}
        for name, words in MERGES.items()
        if comparison and (way := comparison.ways.get(name))
    ]


@require_POST
@staff_page(access.check_lead)
def cut(request: StaffRequest, pk: int) -> HttpResponse:
    found, form = _draft(pk), CutForm(request.POST)
    # Boxes that a page of ours did not offer are no boxes.
    merged = form.cleaned_data["merged"] if form.is_valid() else found.merged
    return redirect("editions:draft", making.cut(found, merged, by=request.user).pk)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_lead)
def sign_off(request: StaffRequest, pk: int) -> HttpResponse:
    """First a page that says what it means: what is published is public for ever."""
    found, form = _draft(pk), SeenForm(request.POST if request.method == "POST" else request.GET)
    seen = form.cleaned_data["seen"] if form.is_valid() else ""
    if request.method == "GET":
        making.check_sign_off(found, seen=seen, by=request.user)
        headline = printing.headline(Publication.from_json(found.document))
        context = {"draft": found, "headline": headline, "changes": _changes(found)}
        return render(request, "investigations/editions/sign_off.html", context)
    published = making.sign_off(found, seen=seen, by=request.user)
    messages.success(request, "The edition is published.")
    return redirect("statistics:version", published.ends_on, published.version)


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
