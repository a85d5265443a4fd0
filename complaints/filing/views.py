"""The pages of a complaint. The filing token lives in a signed cookie, so a browser writes one complaint at a time."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from complaints import scope
from complaints.tokens import new_filing_token
from mysteryshopper import owed

from . import assisted, belonging, drafting, reading, showing, submitting
from .browser import token_in, with_token, without_token
from .forms.base import PageForm
from .forms.procurement import SearchForm
from .path import PAGES, kind_of, number_of

# As characters. More than a page with every answer as long as it may be.
LONGEST_UNFINISHED = 50_000


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    return render(request, "complaints/filing/start.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "complaints/filing/privacy.html", {"days": settings.DRAFT_DAYS})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def before(request: HttpRequest) -> HttpResponse:
    """What is needed; or the list of pages, to carry on with what was begun. POST begins."""
    token = token_in(request)
    if request.method == "POST":
        return _begin(request, token)
    return render(request, "complaints/filing/before.html", showing.before(token))


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
    searching = SearchForm(request.GET if "q" in request.GET else None)
    form = showing.form(request, name, answers, searching)
    if stray := belonging.stray(request.POST, token):
        form.errors.clear()  # not the time to find fault
        context = {"stray": stray, "hidden": belonging.sent_along_again(request.POST, token)}
        return _page(request, name, form, searching, context, status=409)
    if "save" in request.POST and (saved := _put_away(request, token, name, form)):
        return saved
    if "remove" in request.POST and number_of(name) > 1:
        drafting.drop_page(token, name)
        return redirect("filing:check")
    if request.method == "POST" and form.is_valid():
        token = belonging.token_to_write(request.POST, token)
        drafting.keep_answers(token, name, form.typed())
        answers = drafting.answers_of(token)
        place = showing.after(name, answers, is_another_wanted="another" in request.POST)
        return with_token(redirect(place), token)
    status = 422 if request.method == "POST" else 200
    return _page(request, name, form, searching, {"hidden": belonging.sent_along(token)}, status=status)


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


def _begin(request: HttpRequest, token: str) -> HttpResponse:
    """A new complaint, or the one that was begun, with what was answered to “Can we help?”, if it was.

    A browser holds one: before another takes its place they are asked, and told how to come back to the first."""
    draft = drafting.draft_of(token)
    answers = draft.answers if draft else {}
    scope_answers = scope.answers_in(request.POST)
    is_written = drafting.is_begun(draft) and bool(scope_answers)
    if is_written or submitting.filed_with(token):
        if "another" not in request.POST or belonging.stray(request.POST, token):
            context = showing.another(token, draft) | {"answers": scope_answers}
            return render(request, "complaints/filing/another.html", context, status=409)
        answers = {}
    is_begun = bool(answers)
    if not (is_begun or scope_answers):
        # The first page begins it: a cookie always has something that it belongs to, or had.
        return without_token(redirect("filing:page", next(iter(PAGES))))
    if not is_begun:
        token = new_filing_token()
    if scope_answers:
        drafting.keep_answers(token, "scope", scope_answers)
    return with_token(redirect("filing:before") if is_begun else redirect("filing:page", next(iter(PAGES))), token)


def _put_away(request: HttpRequest, token: str, name: str, form: PageForm) -> HttpResponse | None:
    """Keeps a page as it stands, finished or not; one on which nothing stands is left alone. None: it is too long."""
    typed = form.typed()
    if len(str(typed)) > LONGEST_UNFINISHED:
        return None
    response = redirect("returning:save")
    if not (any(typed.values()) or name in form.answers):
        return response
    token = belonging.token_to_write(request.POST, token)
    drafting.keep_answers(token, name, typed, is_finished=form.is_valid())
    return with_token(response, token)


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
    context = showing.check(token_in(request), answers) | {"is_refused": status == 422, "is_changed": status == 409}
    return render(request, "complaints/filing/check.html", context, status=status)


def _page(
    request: HttpRequest, name: str, form: PageForm, searching: SearchForm, more: dict[str, Any], *, status: int
) -> HttpResponse:
    context = showing.page(name, form) | more
    if "authority" not in form.fields:
        return render(request, "complaints/filing/page.html", context, status=status)
    context |= showing.authority(form, searching)
    return render(request, "complaints/filing/authority.html", context, status=status)
