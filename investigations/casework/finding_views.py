"""The page on which a ground is found on, and the one on which two findings meet."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from investigations import access, unsent
from investigations.colliding import SavedMeanwhile
from investigations.doors import StaffRequest, staff_page
from investigations.models import Case, Finding, Verdict

from . import findings
from .finding_forms import BothForm, FindingForm, as_it_stands, both, sides
from .grounds import CaseGround


@require_http_methods(["GET", "POST"])
@staff_page(access.check_work_queue)
def finding(request: StaffRequest, reference: str, number: int) -> HttpResponse:
    case = get_object_or_404(Case.objects.select_related("authority", "owner", "complaint"), reference=reference)
    access.check_work_on(request.user, case)
    ground = _ground(case, number)
    kept = unsent.kept(request) if request.method == "GET" else None
    form = _form(request.POST if request.method == "POST" else kept, ground)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            findings.find(case, number, Verdict(said["verdict"]), said["text"], seen=said["seen"], by=request.user)
        except SavedMeanwhile as meanwhile:
            return _both(request, case, ground, meanwhile.theirs, said)
        messages.success(request, f"Saved what you found on ground {number}.{findings.letter_too(case)}")
        return redirect("casework:case", reference)
    status = 422 if request.method == "POST" else 200
    return _page(request, case, ground, form, status=status, is_kept=kept is not None)


def _form(typed: Any, ground: CaseGround) -> FindingForm:
    """The one that was sent: where somebody has been shown two findings already, the one that joins them."""
    theirs = _version(typed, "seen", ground) if typed and "base" in typed else None
    if theirs is None:
        return FindingForm(typed, initial=as_it_stands(ground.finding))
    return BothForm(typed, theirs=theirs)


def _version(typed: Any, name: str, ground: CaseGround) -> Finding | None:
    number = str(typed.get(name, ""))
    return findings.version_of(ground, int(number)) if number.isdecimal() and len(number) < 10 else None


def _both(request: StaffRequest, case: Case, ground: CaseGround, theirs: Finding, said: dict[str, Any]) -> HttpResponse:
    begun = findings.version_of(ground, said["seen"])
    form = BothForm(theirs=theirs, initial=both(begun, theirs, verdict=said["verdict"], text=said["text"]))
    return _page(request, case, ground, form, status=409)


def _page(
    request: StaffRequest, case: Case, ground: CaseGround, form: FindingForm, *, status: int, is_kept: bool = False
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "case": case, "ground": ground, "is_kept": is_kept}
    context["answers"] = findings.answers_beside(case, ground)
    if isinstance(form, BothForm):
        context |= _compared(form, ground)
    return render(request, "investigations/casework/finding.html", context, status=status)


def _compared(form: BothForm, ground: CaseGround) -> dict[str, Any]:
    sent = {name: form[name].value() for name in ("base", "mine_verdict", "mine")}
    verdict = sent["mine_verdict"] if sent["mine_verdict"] in Verdict.values else form.theirs.verdict
    base = _version(sent, "base", ground)
    return {"theirs": form.theirs, "sides": sides(base, form.theirs, verdict=verdict, text=sent["mine"] or "")}


def _ground(case: Case, number: int) -> CaseGround:
    try:
        return findings.ground_of(case, number)
    except findings.NoSuchGround:
        raise Http404 from None
