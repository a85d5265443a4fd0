"""What every page needs around it, and the pages for requests that went wrong."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page(request: HttpRequest) -> dict[str, object]:
    """Template context of every page."""
    names = ("DEMONSTRATION", "BASE_URL", "SERVICE_OWNER")
    return {name: getattr(settings, name) for name in names}


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF failure: a form that stood open too long, or a browser that refuses cookies."""
    return render(request, "form_expired.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What could not be read. Too much at once is a matter of its own: it can be sent in smaller parts."""
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)
