"""Outside demonstrations staff see nothing before they have set up a second factor."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


class SecondFactorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._is_missing(request):
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    def _is_missing(self, request: HttpRequest) -> bool:
        if settings.DEMONSTRATION or not request.user.is_authenticated:
            return False
        open_to_all = request.path.startswith((reverse("account_logout"), "/staff/account/", settings.STATIC_URL))
        return not open_to_all and not is_mfa_enabled(request.user)
