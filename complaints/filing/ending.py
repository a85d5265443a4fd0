"""The pages after which this browser holds a complaint no more: it is sent, its code is taken away, it is erased."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from complaints.tokens import tracking_secret

from . import belonging, drafting, showing, submitting
from .browser import token_in, without_token


@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """The confirmation, with the reference and the secret: for the browser that filed only. Staff pass them on."""
    token = token_in(request)
    complaint = submitting.filed_with(token)
    if complaint is None:
        return redirect("filing:before")
    context = showing.sent(complaint) | {"secret": tracking_secret(token)}
    template = "sent.html" if complaint.entered_by_id is None else "assisted_sent.html"
    return render(request, f"complaints/filing/{template}", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Takes the secret off this browser. Asks first: nobody can give it to them again."""
    if request.method != "POST":
        filed = submitting.filed_with(token_in(request))
        return render(request, "complaints/filing/leave.html") if filed else redirect("filing:before")
    messages.success(request, _("The reference and the secret code are off this browser."))
    return without_token(redirect("start"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Erases what was answered and not sent. Asks first, and again if it was another complaint that they were asked
    about."""
    token = token_in(request)
    stray = belonging.stray(request.POST, token)
    if request.method != "POST" or stray:
        if drafting.draft_of(token) is None:
            return redirect("filing:before")
        context = {"hidden": belonging.sent_along(token), "is_other": bool(stray)}
        return render(request, "complaints/filing/erase.html", context, status=409 if stray else 200)
    drafting.forget(token)
    messages.success(request, _("Your answers are erased. Nothing was sent."))
    return without_token(redirect("start"))
