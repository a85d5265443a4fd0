"""An officer's code lets in, as the provider's does (complaints/tracking/door.py). One browser has one case open."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.views.decorators.cache import never_cache

from investigations.lifecycle import Conflict
from investigations.models import Officer
from mysteryshopper.code_door import SHOWN_FOR, CodeDoor, is_of_another

from .entering import Ended, officer_of
from .forms import EnterForm

_DOOR = CodeDoor("officer", "/authority/")
shut = _DOOR.shut
# More than any of our forms: what is longer was not typed.
_LONGEST = 100_000
# What they wrote themselves: shown at once, whatever becomes of the code. Days and choices wait in the form.
_WRITTEN = ("text", "reason", "reasons", "words")

View = Callable[..., HttpResponseBase]


def let_in_only(view: View) -> View:
    """Hands the view the officer, and lets the half hour begin again with every request.

    What was sent from a page of another case never reaches the view: 409, with what was typed."""

    @private
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        officer = _officer(request)
        if officer is None:
            return ask_again(request) if request.method == "POST" else redirect("answering:enter")
        if is_of_another(request, officer.case.reference):
            return let_in(ask_again(request, officer), officer)
        try:
            response = view(request, officer, *args, **kwargs)
        except Ended:
            return shut(ask_again(request))
        except Conflict as conflict:
            context = {"case": officer.case, "reason": conflict}
            response = render(request, "investigations/answering/conflict.html", context, status=409)
        return let_in(response, officer)

    return guarded


def form_page(view: View) -> View:
    """As `let_in_only`, for a page whose form is worth carrying over to the next signing in."""
    page = let_in_only(view)
    page.inner = view  # type: ignore[attr-defined]
    return page


def private(view: View) -> View:
    """Kept by no browser, proxy or search engine."""

    @never_cache
    @wraps(view)
    def kept_private(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return kept_private


def typed(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: what was sent, or was typed before signing in again. None: the page is looked at."""
    return request.POST if request.method == "POST" else getattr(request, "carried", None)


def ask_again(request: HttpRequest, officer: Officer | None = None) -> HttpResponse:
    """The way back to the case that the page was of: entering its code again brings back what was typed.

    `officer`: of another case, which this browser has open now. None: the time was over."""
    sent = request.POST.copy()
    reference = sent.pop(SHOWN_FOR, [""])[-1]
    sent.pop("csrfmiddlewaretoken", None)
    carried = sent.urlencode() if hasattr(resolve(request.path).func, "inner") else ""
    carried = carried if len(carried) <= _LONGEST else ""
    form = EnterForm(initial={"reference": reference, "carried": carried, "goes_to": request.path if carried else ""})
    words = [sent[name] for name in _WRITTEN if sent.get(name)] if carried else []
    context = {"form": form, "words": words, "other": officer, "shown_for": reference, "had_files": bool(request.FILES)}
    context |= {"is_carried": bool(carried), "is_over": officer is None}
    return render(request, "investigations/answering/enter.html", context, status=409 if officer else 403)


def go_on(request: HttpRequest, officer: Officer, *, goes_to: str, carried: str) -> HttpResponseBase:
    """The form that was being filled in, with what was typed: looked at, not sent.

    Shown as at its own address, to which it sends: this address would take it for a reference and a code."""
    try:
        found = resolve(goes_to)
    except Resolver404:
        return redirect("answering:case")
    inner = getattr(found.func, "inner", None)
    if inner is None:
        return redirect("answering:case")
    request.method, request.path = "GET", goes_to
    request.carried = QueryDict(carried)  # type: ignore[attr-defined]
    try:
        response: HttpResponseBase = inner(request, officer, *found.args, **found.kwargs)
    except Conflict:
        return redirect("answering:case")
    return response


def let_in(response: HttpResponseBase, officer: Officer) -> HttpResponseBase:
    return _DOOR.let_in(response, officer.pk, officer.secret_hash)


def _officer(request: HttpRequest) -> Officer | None:
    """Whom this browser was let in as, until the code has ended."""
    opened = _DOOR.opened(request)
    return officer_of(*opened, now=timezone.now()) if opened else None
