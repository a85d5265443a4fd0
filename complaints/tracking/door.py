"""Reference and secret let in, by a short-lived signed cookie; no address holds either.

One browser follows one complaint. Another tab may still show the one before, so what a page sends says which complaint
it was shown for, and is taken for no other."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from complaints.models import Complaint

from .forms import FollowForm

SECONDS = 30 * 60
# What complaints/tracking/timeout.html prints.
TIMES = {"seconds": SECONDS, "warning": 5 * 60}
# The field in which each form of these pages says which complaint it was shown for: complaints/tracking/shown_for.html.
SHOWN_FOR = "shown_for"
_COOKIE, _PATH = "following", "/follow/"

View = Callable[[HttpRequest], HttpResponse]
FollowView = Callable[[HttpRequest, Complaint], HttpResponse]


def let_in_or(otherwise: View) -> Callable[[FollowView], View]:
    """Hands the view the complaint that is followed, and lets the half hour begin again with every request.

    What was sent from a page of another complaint never reaches the view: 409, with what was typed."""

    def wrap(view: FollowView) -> View:
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest) -> HttpResponse:
            followed = _followed(request)
            if followed is None:
                return otherwise(request)
            if request.method == "POST" and request.POST.get(SHOWN_FOR) != followed.reference:
                return let_in(ask_again(request, followed), followed)
            return let_in(view(request, followed), followed)

        return guarded

    return wrap


let_in_only = let_in_or(lambda request: redirect("tracking:sign_in"))


def ask_again(request: HttpRequest, followed: Complaint | None = None) -> HttpResponse:
    """The way back to the complaint that the page was of: signing in to it brings the text back.

    `followed`: another, which this browser follows now. None: it was signed out."""
    typed = request.POST
    text = typed.get("text") or typed.get(f"{typed.get('kind')}-words", "")
    form = FollowForm(initial={"reference": typed.get(SHOWN_FOR, ""), "text": text})
    context = {"form": form, "is_carried": bool(text), "text": text, "followed": followed}
    context["had_files"] = bool(request.FILES)
    return render(request, "complaints/tracking/sign_in.html", context, status=409 if followed else 403)


def let_in(response: HttpResponse, complaint: Complaint) -> HttpResponse:
    response.set_signed_cookie(
        _COOKIE,
        f"{complaint.pk}:{complaint.secret_hash}",
        max_age=SECONDS,
        path=_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def shut(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(_COOKIE, path=_PATH)
    return response


def _followed(request: HttpRequest) -> Complaint | None:
    """The complaint this browser was let in to. A secret issued anew shuts the old door."""
    cookie = request.get_signed_cookie(_COOKIE, default=":", max_age=SECONDS) or ":"
    pk, secret_hash = cookie.split(":")
    return Complaint.objects.filter(pk=pk, secret_hash=secret_hash).first() if pk else None
