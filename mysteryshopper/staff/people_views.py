"""Pages of the administrators: who works here. They know no complaint and no case."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from mysteryshopper import owed

from . import accounts, links
from .models import Role, User
from .people_forms import NewPersonForm, PersonForm

_PER_PAGE = 50
_View = Callable[..., HttpResponse]


class AdministratorRequest(HttpRequest):
    """A request behind the door."""

    user: User


def _administrators(view: _View) -> _View:
    @never_cache
    @login_required
    @wraps(view)
    def door(request: AdministratorRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.role != Role.ADMINISTRATOR:
            refusal = "Only administrators keep the accounts of the staff."
            return render(request, "403.html", {"exception": refusal}, status=403)
        return view(request, *args, **kwargs)

    return door


def _everybody() -> QuerySet[User]:
    apps = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    return User.objects.annotate(has_app=Exists(apps))


@require_GET
@_administrators
def people(request: AdministratorRequest) -> HttpResponse:
    """Shut accounts come last."""
    ordered = _everybody().order_by("-is_active", "name", "pk")
    page = Paginator(ordered, _PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "staff/people/list.html", {"page": page})


@require_GET
@_administrators
def person(request: AdministratorRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(_everybody().select_related("password_link"), pk=pk)
    link = getattr(one, "password_link", None)
    context = {
        "one": one,
        "has_password": one.has_usable_password(),
        "link": link,
        "works_until": link and links.works_until(link),
        "events": one.events.select_related("by").order_by("-at", "-pk"),
    }
    return render(request, "staff/people/person.html", context)


@require_http_methods(["GET", "POST"])
@_administrators
def add(request: AdministratorRequest) -> HttpResponse:
    form = NewPersonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            added = accounts.add(by=request.user, **form.cleaned_data)
        except accounts.Refused as refusal:
            form.add_error("email", str(refusal).rstrip("."))
        else:
            owed.nudge()
            messages.success(request, f"{added} has an account. A mail with a link to set a password is on its way.")
            return redirect("people:person", added.pk)
    return render(request, "staff/people/add.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@_administrators
def change(request: AdministratorRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(User, pk=pk)
    said = {"name": one.name, "role": one.role}
    form = PersonForm(request.POST if request.method == "POST" else None, initial=said)
    if form.is_valid():
        try:
            accounts.change(one, by=request.user, **form.cleaned_data)
        except accounts.Refused as refusal:
            form.add_error("role", str(refusal).rstrip("."))
        else:
            messages.success(request, "Saved.")
            # Who is no administrator any more has no page of people to go back to.
            is_still_in = one.pk != request.user.pk or form.cleaned_data["role"] == Role.ADMINISTRATOR
            return redirect("people:person", pk) if is_still_in else redirect("staff:account")
    context = {"form": form, "one": one}
    return render(request, "staff/people/change.html", context, status=422 if form.is_bound else 200)


def _act(verb: Callable[..., None], template: str, done: str) -> _View:
    """A page that says what will happen, with a button that does it."""

    @require_http_methods(["GET", "POST"])
    @_administrators
    def page(request: AdministratorRequest, pk: int) -> HttpResponse:
        one, status = get_object_or_404(User, pk=pk), 200
        if request.method == "POST":
            try:
                verb(one, by=request.user)
            except accounts.Refused as refusal:
                messages.error(request, str(refusal))
                status = 409
            else:
                owed.nudge()
                messages.success(request, done.format(one))
                return redirect("people:person", pk)
        return render(request, f"staff/people/{template}.html", {"one": one}, status=status)

    return page


_MAIL = " A mail with a link to set a password is on its way."
shut = _act(accounts.shut, "shut", "The account of {} is shut.")
open_again = _act(accounts.open_again, "open", "The account of {} is open again.")
send_link = _act(accounts.send_link, "send_link", "{} gets another link." + _MAIL)
remove_second_factor = _act(accounts.remove_second_factor, "remove_second_factor", "Removed for {}." + _MAIL)
