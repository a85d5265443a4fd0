"""Where to go after signing in, and one's own account."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

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
