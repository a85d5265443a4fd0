"""The filing token in the provider's browser: a signed cookie, gone with the browser's session."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_COOKIE, _PATH = "filing", "/complain/"


def token_in(request: HttpRequest) -> str:
    """The filing token of this browser. Empty when there is none, or it was tampered with."""
    return request.get_signed_cookie(_COOKIE, default="") or ""


def without_token(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(_COOKIE, path=_PATH)
    return response


def with_token(response: HttpResponse, token: str) -> HttpResponse:
    secure = settings.SESSION_COOKIE_SECURE
    response.set_signed_cookie(_COOKIE, token, path=_PATH, secure=secure, httponly=True, samesite="Lax")
    return response
