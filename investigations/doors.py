"""The door of every staff page: signed in, allowed, never cached; a refusal becomes a page that says why."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from mysteryshopper.staff.models import User

from . import unsent
from .access import NotAllowed
from .lifecycle import Conflict


class StaffRequest(HttpRequest):
    """A request behind the door: somebody of the staff is signed in."""

    user: User


View = Callable[..., HttpResponseBase]


def staff_page(check: Callable[[Any], None]) -> Callable[[View], View]:
    """Lets in whom `check` lets in, and turns the named errors of verbs into 403 and 409."""

    def decorate(view: View) -> View:
        @never_cache
        @wraps(view)
        def door(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                if request.method == "POST":
                    unsent.keep(request)
                return redirect_to_login(request.get_full_path())
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
