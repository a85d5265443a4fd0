"""Outside demonstrations staff see nothing before they have set up a second factor."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

# What it takes to set one up, or to leave; and a link for a password, which may be a colleague's.
_OPEN = {"account_logout", "account_reauthenticate", "account_set_password", "mfa_activate_totp"}


class SecondFactorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: Any) -> HttpResponse | None:
        return redirect("mfa_activate_totp") if self._is_missing(request) else None

    def _is_missing(self, request: HttpRequest) -> bool:
        if settings.DEMONSTRATION or not request.user.is_authenticated:
            return False
        is_open = request.resolver_match is not None and request.resolver_match.view_name in _OPEN
        return not is_open and not is_mfa_enabled(request.user, [Authenticator.Type.TOTP])
