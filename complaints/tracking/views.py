"""The provider's page. Reference and secret let in, by a short-lived signed cookie; no address holds either."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints.models import Complaint

from . import following
from .forms import FollowForm
from .wording import WORDING

_COOKIE, _PATH, _SECONDS = "following", "/follow/", 30 * 60


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    form = FollowForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        complaint = following.find(form.cleaned_data["reference"], form.cleaned_data["secret"])
        if complaint:
            return _let_in(redirect("tracking:complaint"), complaint)
        form.add_error("reference", _("We can’t find a complaint with this reference and secret code. Check both."))
    status = 422 if form.is_bound else 200
    return render(request, "complaints/tracking/sign_in.html", {"form": form}, status=status)


@never_cache
@require_safe
def complaint(request: HttpRequest) -> HttpResponse:
    """Where the complaint stands, newest first."""
    followed = _followed(request)
    if followed is None:
        return redirect("tracking:sign_in")
    steps = [(WORDING[step.step], step.at) for step in reversed(followed.progress.all())]
    return render(request, "complaints/tracking/complaint.html", {"complaint": followed, "steps": steps})


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    response = redirect("tracking:sign_in")
    response.delete_cookie(_COOKIE, path=_PATH)
    return response


def _let_in(response: HttpResponse, complaint: Complaint) -> HttpResponse:
    response.set_signed_cookie(
        _COOKIE,
        f"{complaint.pk}:{complaint.secret_hash}",
        max_age=_SECONDS,
        path=_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _followed(request: HttpRequest) -> Complaint | None:
    """The complaint this browser was let in to. A secret issued anew shuts the old door."""
    cookie = request.get_signed_cookie(_COOKIE, default=":", max_age=_SECONDS) or ":"
    pk, secret_hash = cookie.split(":")
    return Complaint.objects.filter(pk=pk, secret_hash=secret_hash).first() if pk else None
