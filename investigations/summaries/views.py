"""The summary of one case: its versions and what comes next, and a page for each verb."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from investigations import access, unsent
from investigations.colliding import SavedMeanwhile, sent_again
from investigations.doors import StaffRequest, case_or_404, posted, staff_page
from investigations.leaving.door import Held
from investigations.models import Case, RegisterEntry, RightOfReply, Summary
from mysteryshopper.calendar import london_day

from . import publishing, reading, replying, showing, writing
from .forms import RedactForm, ShowForm, SummaryForm, VersionForm, WithdrawForm, sides


@require_GET
@staff_page(access.check_work_queue)
def summary(request: StaffRequest, reference: str) -> HttpResponse:
    case = case_or_404(reference, "complaint__notice")
    access.check_read_complaint(request.user, case)
    context = {"case": case, "page": reading.summary_page(case, user=request.user)}
    return render(request, "investigations/summaries/summary.html", context)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def write(request: StaffRequest, reference: str) -> HttpResponse:
    case = case_or_404(reference, "complaint__notice")
    access.check_work_on(request.user, case)
    writing.check_summable(case)
    last = writing.newest(case)
    kept = unsent.kept(request) if request.method == "GET" else None
    form = SummaryForm(
        posted(request) or kept,
        is_correction=case.summaries.published().exists(),
        initial={"seen": last.version, "issue": last.issue, "outcome": last.outcome} if last else {"seen": 0},
    )
    if request.method == "POST" and form.is_valid():
        try:
            saved, held = writing.write(case, by=request.user, **form.cleaned_data)
        except SavedMeanwhile as meanwhile:
            return _collided(request, case, form, meanwhile.theirs)
        if held:
            messages.warning(request, f"Version {saved.version} is saved. It may name the provider: change it.")
            return redirect("leaving:held", reference, held.pk)
        messages.success(request, f"Version {saved.version} is saved. A second person has to approve it now.")
        return redirect("summaries:summary", reference)
    context = {"form": form, "case": case, "title": "Write the summary", "is_kept": kept is not None}
    return _form_page(request, context)


def _collided(request: StaffRequest, case: Case, form: SummaryForm, theirs: Summary) -> HttpResponse:
    """Both texts, side by side; what was typed stays, and takes the place of theirs when it is saved once more."""
    said = form.cleaned_data
    begun = case.summaries.filter(version=said["seen"]).first()
    again = SummaryForm(sent_again(request.POST, theirs), is_correction="correction" in form.fields)
    context = {"form": again, "case": case, "title": "Write the summary"}
    context |= {"saved_by": theirs.written_by, "sides": sides(begun, theirs, said)}
    return render(request, "investigations/summaries/form.html", context, status=409)


@require_POST
@staff_page(access.check_work_queue)
def approve(request: StaffRequest, reference: str) -> HttpResponse:
    found = _version(request, reference)
    try:
        writing.approve(found, by=request.user)
    except Held:
        return _is_held(request, reference)
    messages.success(
        request, "Approved. The authority has to be told of it now: the owner of the case writes the letter."
    )
    return redirect("summaries:summary", reference)


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def show(request: StaffRequest, reference: str) -> HttpResponse:
    """For an authority that was told otherwise than by our letter, which shows it by itself."""
    case = case_or_404(reference, "complaint__notice")
    access.check_work_on(request.user, case)
    found = _version(request, reference) if request.method == "POST" else writing.newest(case)
    if found is None:
        raise Http404
    form = ShowForm(posted(request), initial={"version": found.version})
    form.not_before(london_day(found.approved_at or found.written_at))
    if form.is_valid():
        try:
            shown = showing.show(found, reached=form.reached, by=request.user)
        except Held:
            return _is_held(request, reference)
        messages.success(request, f"It is on the authority’s page. It may reply until {shown.reply_until:%-d %B %Y}.")
        return redirect("summaries:summary", reference)
    context = {"form": form, "case": case, "title": "Show it without a letter", "last_day": showing.last_day()}
    return _form_page(request, context | {"can_reply": showing.can_reply(case)})


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def redact(request: StaffRequest, reference: str) -> HttpResponse:
    case = case_or_404(reference, "complaint__notice")
    access.check_read_identity(request.user, case)
    said = RightOfReply.objects.filter(summary__case=case, summary__published_at=None).last()
    if said is None:
        raise Http404
    form = RedactForm(posted(request), initial={"text": replying.as_published(said)[0]})
    if form.is_valid():
        try:
            held = replying.redact(said.summary, form.cleaned_data["text"], by=request.user)
        except replying.NotItsWords as foreign:
            form.add_error("text", str(foreign).rstrip("."))
        else:
            if held:
                messages.warning(request, "The reply may still name the provider.")
                return redirect("leaving:held", reference, held.pk)
            messages.success(request, "The summary is published with this reply within a minute.")
            return redirect("summaries:summary", reference)
    return _form_page(request, {"form": form, "case": case, "title": "Publish the reply", "said": said})


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def withdraw(request: StaffRequest, reference: str) -> HttpResponse:
    case = case_or_404(reference, "complaint__notice")
    access.check_withdraw_entry(request.user, case)
    entry = get_object_or_404(RegisterEntry, case=case)
    form = WithdrawForm(posted(request))
    if form.is_valid():
        try:
            publishing.withdraw(entry, by=request.user, reason=form.cleaned_data["reason"])
        except Held:
            form.add_error("reason", "This reason may name the provider. Write it in other words")
        else:
            messages.success(request, "It is out of the register. Its page says why.")
            return redirect("summaries:summary", reference)
    return _form_page(request, {"form": form, "case": case, "title": "Take it out of the register"})


def _form_page(request: StaffRequest, context: dict[str, Any]) -> HttpResponse:
    status = 422 if context["form"].is_bound and request.method == "POST" else 200
    return render(request, "investigations/summaries/form.html", context, status=status)


def _version(request: StaffRequest, reference: str) -> Summary:
    """The version that a form names. Raises Http404."""
    case = case_or_404(reference, "complaint__notice")
    access.check_read_complaint(request.user, case)
    form = VersionForm(request.POST)
    if not form.is_valid():
        raise Http404
    return get_object_or_404(Summary.objects.select_related("written_by"), case=case, **form.cleaned_data)


def _is_held(request: StaffRequest, reference: str) -> HttpResponse:
    messages.error(request, "The leak check holds this version: it may name the provider. Write another version.")
    return redirect("summaries:summary", reference)
