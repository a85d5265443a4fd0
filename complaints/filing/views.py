"""The pages of a complaint. The filing token lives in a signed cookie, so a browser writes one complaint at a time."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints.authorities.search import search
from complaints.tokens import new_filing_token, tracking_secret
from mysteryshopper import owed

from . import drafting, reading, submitting
from .browser import token_in, with_token, without_token
from .forms import PAGES, PageForm, SearchForm

MOST_FOUND = 20
_NAMES = list(PAGES)


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    return render(request, "complaints/filing/start.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def before(request: HttpRequest) -> HttpResponse:
    """What is needed, and the choice to carry on with what was begun. POST begins anew."""
    if request.method == "POST":
        drafting.forget(token_in(request))
        return with_token(redirect("filing:page", _NAMES[0]), new_filing_token())
    token = token_in(request)
    answered = drafting.answers_of(token)
    context = {"next_page": _next_page(answered) if answered else None, "is_filed": submitting.filed_with(token)}
    return render(request, "complaints/filing/before.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, name: str) -> HttpResponse:
    """One page of questions."""
    if name not in PAGES:
        raise Http404
    token = token_in(request)
    if submitting.filed_with(token):
        return redirect("filing:sent")
    searching = SearchForm(request.GET if "q" in request.GET else None)
    form = _form(request, name, drafting.answers_of(token), searching)
    if request.method == "POST" and form.is_valid():
        token = token or new_filing_token()
        drafting.keep_answers(token, name, form.typed())
        return with_token(redirect(_after(name, drafting.answers_of(token))), token)
    return _page(request, name, form, searching)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Check answers; POST submits. Twice, or at the same time, it is one complaint."""
    token = token_in(request)
    # In this order: the same form sent at the same moment may file it, and erase the answers, at any time.
    answers = drafting.answers_of(token)
    if submitting.filed_with(token):
        return redirect("filing:sent")
    if not answers:
        return redirect("filing:before")
    if request.method == "POST":
        return _submit(request, token, answers)
    return _check(request, answers)


@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """The confirmation, with the reference and the secret: for the browser that filed only."""
    token = token_in(request)
    complaint = submitting.filed_with(token)
    if complaint is None:
        return redirect("filing:before")
    context = {"reference": complaint.reference, "secret": tracking_secret(token), "filed_at": complaint.filed_at}
    return render(request, "complaints/filing/sent.html", context)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Takes the secret off this computer."""
    messages.success(request, _("The reference and the secret code are off this computer."))
    return without_token(redirect("start"))


@require_POST
def erase(request: HttpRequest) -> HttpResponse:
    """Erases what was answered and not sent."""
    drafting.forget(token_in(request))
    messages.success(request, _("Your answers are erased. Nothing was sent."))
    return without_token(redirect("start"))


def _submit(request: HttpRequest, token: str, answers: drafting.Answers) -> HttpResponse:
    if request.POST.get("seen", (now := drafting.fingerprint(answers))) != now:
        # Changed in another tab: what is sent must be what was checked.
        return _check(request, answers, status=409)
    try:
        submitting.submit(token, reading.filing(answers), now=timezone.now())
    except reading.Incomplete:
        return _check(request, answers, status=422)
    owed.nudge()
    return redirect("filing:sent")


def _check(request: HttpRequest, answers: drafting.Answers, status: int = 200) -> HttpResponse:
    missing = [(name, PAGES[name].title) for name in reading.missing(answers)]
    context = {
        "rows": reading.rows(answers),
        "missing": missing,
        "seen": drafting.fingerprint(answers),
        "is_refused": status == 422,
        "is_changed": status == 409,
    }
    return render(request, "complaints/filing/check.html", context, status=status)


def _form(request: HttpRequest, name: str, answers: drafting.Answers, searching: SearchForm) -> PageForm:
    """With what was posted, else with what was answered before; a new search starts from no choice."""
    q = searching.cleaned_data["q"] if name == "authority" and searching.is_valid() else ""
    found = [(str(found.id), found.name, found.note) for found in search(q, MOST_FOUND)]
    if request.method == "POST":
        return reading.form_of(name, request.POST.dict(), found=found)
    form = reading.form_of(name, None if q else answers.get(name), found=found)
    form.initial["authority_given"] = q
    return form


def _page(request: HttpRequest, name: str, form: PageForm, searching: SearchForm) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    context: dict[str, Any] = {"form": form, "back": _back(name), "number": _NAMES.index(name) + 1, "of": len(_NAMES)}
    if name != "authority":
        return render(request, "complaints/filing/page.html", context, status=status)
    is_searched = searching.is_valid()
    context |= {
        "search": searching,
        "is_choice": is_searched or form.is_bound,
        "has_more": len(form.fields["authority"].choices) > MOST_FOUND,  # type: ignore[attr-defined]
        "nothing_found": is_searched and len(form.fields["authority"].choices) == 1,  # type: ignore[attr-defined]
    }
    if searching.is_bound:
        # Back to the page as it was before the search.
        context["back"] = request.path
    return render(request, "complaints/filing/authority.html", context, status=status)


def _after(name: str, answers: drafting.Answers) -> str:
    """The next page in order, or check answers when every page has been seen."""
    following = _NAMES[_NAMES.index(name) + 1 :]
    unseen = [page for page in following if page not in answers]
    return reverse("filing:page", args=[unseen[0]]) if unseen else reverse("filing:check")


def _next_page(answers: drafting.Answers) -> str:
    missing = reading.missing(answers)
    return reverse("filing:page", args=[missing[0]]) if missing else reverse("filing:check")


def _back(name: str) -> str:
    place = _NAMES.index(name)
    return reverse("filing:page", args=[_NAMES[place - 1]]) if place else reverse("filing:before")
