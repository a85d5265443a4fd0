"""What somebody typed when they were signed out: kept, sealed, until they have signed in and sent it again.

It waits in the browser's session, which signing in carries on, and belongs to one address. Whoever opens that
address has to be let in by the page itself before it is shown. Only for browsers in which somebody of the staff was
signed in lately: anybody else could fill the table of sessions.
"""

from base64 import b64decode, b64encode

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase

from mysteryshopper.sealed import SealBroken, seal, unseal

_KEY, _COLUMN = "kept", "session.kept"
_COOKIE, _PATH, _SECONDS = "staff", "/staff/", 24 * 60 * 60
# More than any of our forms: what is longer was not typed.
_LONGEST = 100_000


def know(response: HttpResponseBase) -> None:
    """For a day this browser is one of the staff’s, signed in or not."""
    response.set_signed_cookie(
        _COOKIE, "1", max_age=_SECONDS, path=_PATH, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )


def keep(request: HttpRequest) -> bool:
    """Keeps what was posted, in place of what was kept before. False: there was nothing to keep, or not for them."""
    if not request.get_signed_cookie(_COOKIE, default="", max_age=_SECONDS):
        return False
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    text = typed.urlencode()
    if not text or len(text) > _LONGEST:
        return False
    request.session[_KEY] = [request.path, b64encode(seal(text, column=_COLUMN)).decode()]
    return True


def kept(request: HttpRequest) -> QueryDict | None:
    """What was typed here when the session had ended. None: nothing, or a key that is gone has sealed it."""
    path, sealed = request.session.get(_KEY, ("", ""))
    if path != request.path:
        return None
    try:
        return QueryDict(unseal(b64decode(sealed), column=_COLUMN))
    except SealBroken:
        return None


def forget(request: HttpRequest) -> None:
    """It was sent at last."""
    if request.session.get(_KEY, ("",))[0] == request.path:
        del request.session[_KEY]
