"""The page on which a provider sees the files of a complaint that was sent, and adds more while it is open."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from complaints.models import Complaint
from complaints.tracking import following
from complaints.tracking.door import let_in_only
from mysteryshopper.code_door import TIMES

from . import keeping
from .forms import FilesForm
from .kinds import WE_TAKE


@require_http_methods(["GET", "HEAD", "POST"])
@let_in_only
def files(request: HttpRequest, followed: Complaint) -> HttpResponse:
    """Of several, those that will do are kept."""
    form = FilesForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_bound and form.is_valid():
        try:
            _keep(followed, form)
        except keeping.IsClosed:
            return redirect("evidence:files")  # which says so
        if not form.errors:
            return redirect("evidence:files")
    context = {"form": form, "files": followed.evidence.all(), "is_open": following.is_open(followed), **TIMES}
    context |= {"complaint": followed, "largest": keeping.LARGEST_MB, "most": keeping.MOST_ALTOGETHER, "kinds": WE_TAKE}
    return render(request, "complaints/evidence/files.html", context, status=422 if form.is_bound else 200)


def _keep(followed: Complaint, form: FilesForm) -> None:
    """Keeps what will do, and says of the rest why not."""
    for upload in form.cleaned_data["evidence"]:
        try:
            keeping.add_to_complaint(followed, upload, at=timezone.now())
        except keeping.NotTaken as reason:
            form.add_error("evidence", str(reason))
