"""The door of every staff page: signed in, allowed, never cached; a refusal becomes a page that says why."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from mysteryshopper.staff.models import User

from . import unsent
from .access import NotAllowed
from .lifecycle import Conflict
from .models import Case


class StaffRequest(HttpRequest):
    """A request behind the door: somebody of the staff is signed in."""

    user: User


View = Callable[..., HttpResponseBase]


def case_or_404(reference: str, *joined: str, **annotated: Any) -> Case:
    """With its authority and owner, and what else is `joined` and `annotated`."""
    cases = Case.objects.select_related("authority", "owner", *joined).annotate(**annotated)
    return get_object_or_404(cases, reference=reference)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to. None: the page is only looked at."""
    return request.POST if request.method == "POST" else None


def _sign_in(request: HttpRequest) -> HttpResponseBase:
    """First, and then to where they were: the page of a button, for the address behind it has nothing to show."""
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    referer = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(referer, {request.get_host()})
    page = urlsplit(referer if is_ours else "")
    if page.path in {"", request.path}:
        is_kept = unsent.keep(request)
        then = "What you wrote is kept: sign in, check it and send it." if is_kept else "Sign in and do it again."
        messages.info(request, f"You were signed out, so nothing has been done yet. {then}")
        return redirect_to_login(request.get_full_path())
    messages.info(request, "You were signed out, so nothing has been done yet. Sign in and press the button again.")
    return redirect_to_login(page._replace(scheme="", netloc="").geturl())


def staff_page(check: Callable[[Any], None]) -> Callable[[View], View]:
    """Lets in whom `check` lets in, and turns the named errors of verbs into 403 and 409."""

    def decorate(view: View) -> View:
        @never_cache
        @wraps(view)
        def door(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _sign_in(request)
            try:
                check(request.user)
                response = view(request, *args, **kwargs)
            except NotAllowed as refusal:
                return render(request, "403.html", {"exception": refusal}, status=403)
            except Conflict as conflict:
                return render(
                    request,
                    "investigations/conflict.html",
                    {"reason": conflict, "reference": kwargs.get("reference")},
                    status=409,
                )
            if request.method == "POST" and response.status_code == 302:
                unsent.forget(request)
            unsent.know(response)
            return response

        return door

    return decorate
