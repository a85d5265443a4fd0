"""Save and come back: with a code that was written down, or with a link from a mail."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from complaints.filing import belonging, drafting, showing, submitting
from complaints.filing.browser import token_in, with_token
from complaints.tokens import read_filing_token, written
from mysteryshopper import owed

from . import links, mailing
from .forms import CodeForm, MailForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """The code, by POST only: an address is kept in too many places."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        token = read_filing_token(form.cleaned_data["code"])
        if drafting.draft_of(token):
            return _open(request, token)
        if submitting.filed_with(token):
            return _gone(request, is_filed=True)
        form.add_error("code", _("We can’t find anything with this code. Check it, or start again."))
    status = 422 if form.is_bound else 200
    return render(request, "complaints/returning/enter.html", {"form": form}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def save(request: HttpRequest) -> HttpResponse:
    """The code of what this browser is writing; POST has the way back mailed."""
    token = token_in(request)
    draft = drafting.draft_of(token)
    if draft is None:
        return redirect("filing:before")
    form = MailForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if mailing.owe(token, form.cleaned_data["email"]):
            owed.nudge()
            messages.success(request, _("We are sending you an email with a link."))
            return redirect("returning:save")
        form.add_error("email", _("We can’t send more than 3 emails a day. Write down your code instead."))
    context = {"form": form, "code": written(token), "kept_until": draft.erased_at}
    status = 422 if form.is_bound else 200
    return render(request, "complaints/returning/save.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, sealed: str) -> HttpResponse:
    """The link of a mail. It opens by POST only: mail scanners follow links, and must not come in."""
    token = links.unsealed(sealed)
    if token is None:
        return render(request, "complaints/returning/broken.html", status=404)
    if submitting.filed_with(token):
        return _gone(request, is_filed=True)
    if drafting.draft_of(token) is None:
        return _gone(request, is_filed=False)
    if request.method == "POST":
        return _open(request, token)
    return render(request, "complaints/returning/carry_on.html")


def _open(request: HttpRequest, token: str) -> HttpResponse:
    """Asks first where it would take the place of another complaint, which this browser writes or has sent."""
    held = token_in(request)
    draft = drafting.draft_of(held)
    is_held = held != token and (drafting.is_begun(draft) or submitting.filed_with(held) is not None)
    if is_held and ("another" not in request.POST or belonging.stray(request.POST, held)):
        context = showing.another(held, draft) | {"answers": {"code": request.POST.get("code", "")}}
        return render(request, "complaints/filing/another.html", context | {"action": request.path}, status=409)
    return with_token(redirect("filing:before"), token)


def _gone(request: HttpRequest, *, is_filed: bool) -> HttpResponse:
    return render(request, "complaints/returning/gone.html", {"is_filed": is_filed}, status=410)
