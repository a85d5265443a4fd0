"""Where to go after signing in, one's own account, and the link that sets its password."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from . import accounts, links
from .forms import SetPasswordForm
from .pages import pages_of


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return redirect(pages_of(request.user)[0].url_name)


@login_required
@never_cache
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    has_app = is_mfa_enabled(request.user, [Authenticator.Type.TOTP])
    return render(request, "staff/account.html", {"has_app": has_app})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def set_password(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """The link of a mail. Looking at it uses nothing up: mail scanners follow links."""
    user = links.user_of(pk, token)
    if user is None:
        return _broken(request)
    form = SetPasswordForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_valid():
        try:
            accounts.set_password(pk, token, form.cleaned_data["password1"])
        except accounts.Refused:
            return _broken(request)
        logout(request)  # whoever was signed in here, it may be a colleague
        messages.success(request, "Your password is set. Sign in with it.")
        return redirect("account_login")
    context: dict[str, Any] = {"form": form, "who": user}
    return render(request, "staff/set_password.html", context, status=422 if form.is_bound else 200)


def _broken(request: HttpRequest) -> HttpResponse:
    return render(request, "staff/link_broken.html", status=404)
