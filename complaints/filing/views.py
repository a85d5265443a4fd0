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

from complaints import scope
from complaints.authorities.search import search
from complaints.evidence import keeping
from complaints.tokens import new_filing_token, tracking_secret
from mysteryshopper import owed

from . import assisted, drafting, reading, submitting
from .browser import token_in, with_token, without_token
from .forms.base import PageForm
from .forms.procurement import SearchForm
from .path import MOST, PAGES, form_class, kind_of, next_of_kind, number_of, path

MOST_FOUND = 20


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    return render(request, "complaints/filing/start.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def before(request: HttpRequest) -> HttpResponse:
    """What is needed; or the list of pages, to carry on with what was begun. POST begins."""
    token = token_in(request)
    if request.method == "POST":
        return _begin(request, token)
    answers = drafting.answers_of(token)
    context: dict[str, Any] = {"tasks": _tasks(answers) if answers else [], "is_filed": submitting.filed_with(token)}
    context |= {"next_page": _next_page(answers), "assisted": assisted.assisted_in(answers)}
    return render(request, "complaints/filing/before.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, name: str) -> HttpResponse:
    """One page of questions."""
    if not kind_of(name):
        raise Http404
    token = token_in(request)
    if submitting.filed_with(token):
        return redirect("filing:sent")
    answers = drafting.answers_of(token)
    if "remove" in request.POST and number_of(name) > 1:
        drafting.drop_page(token, name)
        return redirect("filing:check")
    searching = SearchForm(request.GET if "q" in request.GET else None)
    form = _form(request, name, answers, searching)
    if request.method == "POST" and form.is_valid():
        token = token or new_filing_token()
        drafting.keep_answers(token, name, form.typed())
        return with_token(redirect(_after(name, request, drafting.answers_of(token))), token)
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
    """The confirmation, with the reference and the secret: for the browser that filed only. Staff pass them on."""
    token = token_in(request)
    complaint = submitting.filed_with(token)
    if complaint is None:
        return redirect("filing:before")
    context = {"reference": complaint.reference, "secret": tracking_secret(token), "filed_at": complaint.filed_at}
    context["has_email"] = bool(complaint.identity.email)
    template = "sent.html" if complaint.entered_by_id is None else "assisted_sent.html"
    return render(request, f"complaints/filing/{template}", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def assist(request: HttpRequest) -> HttpResponse:
    """Begins the complaint that a member of staff asked to type in. POST: even if another goes from this browser."""
    asked = assisted.handed_over(request.session)
    if asked is None or not assisted.may_send(asked, request.user):
        return redirect("filing:before")
    token = token_in(request)
    is_filed = submitting.filed_with(token) is not None
    if request.method != "POST" and (is_filed or drafting.answers_of(token)):
        return render(request, "complaints/filing/assist.html", {"is_filed": is_filed})
    drafting.forget(token)
    token = new_filing_token()
    drafting.keep_answers(token, assisted.ENTRY, asked.as_answers())
    del request.session[assisted.ENTRY]
    return with_token(redirect("filing:page", next(iter(PAGES))), token)


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


def _begin(request: HttpRequest, token: str) -> HttpResponse:
    """A new complaint, or the one that was begun, with what was answered to “Can we help?”, if it was."""
    is_begun = bool(drafting.answers_of(token))
    if not is_begun:
        token = new_filing_token()
    if scope_answers := scope.answers_in(request.POST):
        drafting.keep_answers(token, "scope", scope_answers)
    return with_token(redirect("filing:before") if is_begun else redirect("filing:page", next(iter(PAGES))), token)


def _submit(request: HttpRequest, token: str, answers: drafting.Answers) -> HttpResponse:
    typed_in = assisted.assisted_in(answers)
    if typed_in and not assisted.may_send(typed_in, request.user):
        return render(request, "complaints/filing/assisted_refused.html", status=403)
    if request.POST.get("seen", (now := drafting.fingerprint(answers))) != now:
        # Changed in another tab: what is sent must be what was checked.
        return _check(request, answers, status=409)
    try:
        filed_at = typed_in.filed_at(timezone.now()) if typed_in else timezone.now()
        submitting.submit(token, reading.filing(answers), now=filed_at)
    except reading.Incomplete:
        return _check(request, answers, status=422)
    owed.nudge()
    return redirect("filing:sent")


def _check(request: HttpRequest, answers: drafting.Answers, status: int = 200) -> HttpResponse:
    missing = [(name, form_class(name).title) for name in reading.missing(answers)]
    context = {
        "rows": reading.rows(answers),
        "files": keeping.files_of(token_in(request)),
        "missing": missing,
        "seen": drafting.fingerprint(answers),
        "is_refused": status == 422,
        "is_changed": status == 409,
        "assisted": assisted.assisted_in(answers),
    }
    return render(request, "complaints/filing/check.html", context, status=status)


def _form(request: HttpRequest, name: str, answers: drafting.Answers, searching: SearchForm) -> PageForm:
    """With what was posted, else with what was answered before or stands in the notice; a search starts afresh."""
    q = searching.cleaned_data["q"] if name == "authority" and searching.is_valid() else ""
    found = [(str(found.id), found.name, found.note) for found in search(q, MOST_FOUND)]
    if request.method == "POST":
        return reading.form_of(name, request.POST, answers, found=found)
    if q:
        return reading.form_of(name, None, answers, found=found, initial={"authority_given": q})
    notice = reading.notice_of(answers)
    if name in answers or notice is None:
        return reading.form_of(name, answers.get(name), answers)
    initial = reading.from_notice(name, notice)
    return reading.form_of(name, None, answers, found=reading.authorities_of(notice), initial=initial)


def _page(request: HttpRequest, name: str, form: PageForm, searching: SearchForm) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    names = path({**form.answers, name: {}})
    context: dict[str, Any] = {
        "form": form,
        "back": _back(name, names),
        "number": names.index(name) + 1 if name in names else 1,
        "of": len(names),
        "is_again": number_of(name) > 1,
        "another": form.another if next_of_kind(name, form.answers) else "",
        "most": MOST.get(kind_of(name) or "", 1),
        "notice": reading.notice_of(form.answers) if name in ("authority", "procurement") else None,
        "assisted": assisted.assisted_in(form.answers),
        "is_unknown_notice": name == "procurement" and reading.is_unknown_notice(form.answers),
    }
    if name != "authority":
        return render(request, "complaints/filing/page.html", context, status=status)
    choices = form.fields["authority"].choices  # type: ignore[attr-defined]
    is_searched = searching.is_valid()
    context |= {
        "search": searching,
        "is_choice": is_searched or form.is_bound or len(choices) > 1,
        "has_more": len(choices) > MOST_FOUND,
        "nothing_found": is_searched and len(choices) == 1,
    }
    if searching.is_bound:
        # Back to the page as it was before the search.
        context["back"] = request.path
    return render(request, "complaints/filing/authority.html", context, status=status)


def _after(name: str, request: HttpRequest, answers: drafting.Answers) -> str:
    """One more of the same, if that was asked for; else the next page not seen yet, or check answers."""
    more = next_of_kind(name, answers) if "another" in request.POST else None
    if more:
        return reverse("filing:page", args=[more])
    names = path(answers)
    following = names[names.index(name) + 1 :] if name in names else names
    unseen = [page for page in following if page not in answers]
    return reverse("filing:page", args=[unseen[0]]) if unseen else reverse("filing:check")


def _tasks(answers: drafting.Answers) -> list[tuple[str, str, str]]:
    """Each page, its title, and whether it is done: "done", "wrong" or "open"."""
    missing = reading.missing(answers)
    return [
        (page, str(form_class(page).title), "open" if page not in answers else "wrong" if page in missing else "done")
        for page in path(answers)
    ]


def _next_page(answers: drafting.Answers) -> str:
    """The first page that was not seen, or has an answer missing; then check answers."""
    missing = reading.missing(answers)
    todo = [page for page in path(answers) if page not in answers or page in missing]
    return reverse("filing:page", args=[todo[0]]) if todo else reverse("filing:check")


def _back(name: str, names: list[str]) -> str:
    place = names.index(name) if name in names else 0
    return reverse("filing:page", args=[names[place - 1]]) if place else reverse("filing:before")
