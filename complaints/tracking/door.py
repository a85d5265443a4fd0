"""Reference and secret let in, by a short-lived signed cookie; no address holds either."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from complaints.models import Complaint

SECONDS = 30 * 60
# What complaints/tracking/timeout.html prints.
TIMES = {"seconds": SECONDS, "warning": 5 * 60}
_COOKIE, _PATH = "following", "/follow/"

View = Callable[[HttpRequest], HttpResponse]
FollowView = Callable[[HttpRequest, Complaint], HttpResponse]


def let_in_or(otherwise: View) -> Callable[[FollowView], View]:
    """Hands the view the complaint that is followed, and lets the half hour begin again with every request."""

    def wrap(view: FollowView) -> View:
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest) -> HttpResponse:
            followed = _followed(request)
            if followed is None:
                return otherwise(request)
            return let_in(view(request, followed), followed)

        return guarded

    return wrap


let_in_only = let_in_or(lambda request: redirect("tracking:sign_in"))


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
