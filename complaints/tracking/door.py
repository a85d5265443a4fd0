"""Reference and secret let in. One browser follows one complaint."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from complaints.models import Complaint
from mysteryshopper.code_door import SHOWN_FOR, CodeDoor, is_of_another

from .forms import FollowForm

_DOOR = CodeDoor("following", "/follow/")
shut = _DOOR.shut

View = Callable[[HttpRequest], HttpResponse]
FollowView = Callable[[HttpRequest, Complaint], HttpResponse]


def let_in_or(otherwise: View) -> Callable[[FollowView], View]:
    """Hands the view the complaint that is followed, and lets the half hour begin again with every request.

    What was sent from a page of another complaint never reaches the view: 409, with what was typed."""

    def wrap(view: FollowView) -> View:
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest) -> HttpResponse:
            followed = _followed(request)
            if followed is None:
                return otherwise(request)
            if is_of_another(request, followed.reference):
                return let_in(ask_again(request, followed), followed)
            return let_in(view(request, followed), followed)

        return guarded

    return wrap


let_in_only = let_in_or(lambda request: redirect("tracking:sign_in"))


def ask_again(request: HttpRequest, followed: Complaint | None = None) -> HttpResponse:
    """The way back to the complaint that the page was of: signing in to it brings the text back.

    `followed`: another, which this browser follows now. None: it was signed out."""
    typed = request.POST
    text = typed.get("text") or typed.get(f"{typed.get('kind')}-words", "")
    form = FollowForm(initial={"reference": typed.get(SHOWN_FOR, ""), "text": text})
    context = {"form": form, "is_carried": bool(text), "text": text, "followed": followed}
    context["had_files"] = bool(request.FILES)
    return render(request, "complaints/tracking/sign_in.html", context, status=409 if followed else 403)


def let_in(response: HttpResponse, complaint: Complaint) -> HttpResponse:
    return _DOOR.let_in(response, complaint.pk, complaint.secret_hash)


def _followed(request: HttpRequest) -> Complaint | None:
    """The complaint this browser was let in to."""
    opened = _DOOR.opened(request)
    return Complaint.objects.filter(pk=opened[0], secret_hash=opened[1]).first() if opened else None
