"""The page on which a provider adds files to what is being written, and takes them away again."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from complaints.evidence import keeping
from complaints.evidence.forms import FilesForm
from complaints.evidence.kinds import WE_TAKE

from . import drafting, reading
from .browser import token_in

# What the page's other buttons lead to, once the files that are chosen are added.
_GOES_ON = {"continue": "filing:check", "save": "returning:save"}


class FilesOfGroundForm(FilesForm):
    ground_key = forms.ChoiceField(label=_("What do they show?"), required=False)

    def __init__(self, *args: Any, grounds: list[tuple[str, str]], **kwargs: Any) -> None:
        """`grounds`: key and words of each thing that went wrong; with one there is nothing to choose."""
        super().__init__(*args, **kwargs)
        if len(grounds) > 1:
            self.fields["ground_key"].choices = grounds  # type: ignore[attr-defined]
        else:
            del self.fields["ground_key"]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest) -> HttpResponse:
    """What was added so far, and a form to add more. Of several, those that will do are kept."""
    token = token_in(request)
    answers = drafting.answers_of(token)
    if not answers:
        return _nothing_begun(request)
    grounds = reading.grounds_of(answers)
    goes_to = next((place for button, place in _GOES_ON.items() if button in request.POST), None)
    if goes_to and not request.FILES.getlist("evidence"):
        return redirect(goes_to)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FilesOfGroundForm(*sent, grounds=grounds)
    if form.is_bound and form.is_valid():
        try:
            _keep(token, form, grounds[0][0] if grounds else "")
        except keeping.NothingBegun:
            return _nothing_begun(request)
        if not form.errors:
            return redirect(goes_to or "filing:files")
    context = {"form": form, "files": keeping.files_of(token), "most": keeping.MOST_FILES}
    context |= {"largest": keeping.LARGEST_MB, "kinds": WE_TAKE}
    return render(request, "complaints/filing/files.html", context, status=422 if form.is_bound else 200)


@require_POST
def remove_file(request: HttpRequest) -> HttpResponse:
    pk = request.POST.get("file", "")
    if pk.isascii() and pk.isdecimal() and len(pk) < 10:
        keeping.remove_from_draft(token_in(request), int(pk))
    return redirect("filing:files")


def _nothing_begun(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        messages.error(request, _("Your files were not added: this browser no longer has a complaint to add them to."))
    return redirect("filing:before")


def _keep(token: str, form: FilesOfGroundForm, only_ground: str) -> None:
    """Keeps what will do, and says of the rest why not."""
    for upload in form.cleaned_data["evidence"]:
        try:
            keeping.add_to_draft(token, upload, form.cleaned_data.get("ground_key") or only_ground)
        except keeping.NotTaken as reason:
            form.add_error("evidence", str(reason))
