"""What every page needs around it, and the pages for requests that went wrong."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page(request: HttpRequest) -> dict[str, object]:
    """Template context of every page."""
    return {"DEMONSTRATION": settings.DEMONSTRATION, "BASE_URL": settings.BASE_URL}


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF failure: a form that stood open too long, or a browser that refuses cookies."""
    return render(request, "form_expired.html", status=403)
